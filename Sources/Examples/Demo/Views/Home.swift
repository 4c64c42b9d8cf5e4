import ClerkLive

struct Home: LiveView {
    private let session: ClerkSession?
    private let flash: Flash

    init(_ mount: Mount<MaybeAuthenticated>) {
        session = mount.auth
        flash = mount.flash
    }

    func render() -> Rendered {
        DemoLayout.page(
            session, flash: flash,
            """
            <section class="hero"><h1>\(greeting)</h1>\
            <p>Real-time pages in Swift. The server renders, a socket carries the differences, and Clerk says who is there: \
            sign out in one tab, and every other one knows.</p>\
            <p class="actions">\(if: session == nil, "<a class=\"button\" href=\"/auth/sign-in\">Sign in</a> <a class=\"button quiet\" href=\"/auth/sign-up\">Create an account</a>", else: "<a class=\"button\" href=\"/dashboard\">Open the dashboard</a>")</p>\
            </section>
            """)
    }

    private var greeting: String {
        guard let session else { return "Pages that know who is there" }
        return "Welcome back, \(session.identity.firstName ?? "friend")"
    }
}

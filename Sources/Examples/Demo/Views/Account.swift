import ClerkLive

struct Account: LiveView {
    private let session: ClerkSession

    init(_ mount: Mount<Authenticated>) {
        session = mount.auth
    }

    var title: String? { "Account" }

    func render() -> Rendered {
        DemoLayout.page(
            session,
            """
            <div class="titled"><h1>Account</h1>\(Clerk.userButton())</div>\
            <section class="card"><dl>\
            <dt>Name</dt><dd>\(session.identity.name ?? "–")</dd>\
            <dt>Email</dt><dd>\(session.identity.email ?? "–")</dd>\
            <dt>User</dt><dd><code>\(session.userID)</code></dd>\
            <dt>Session</dt><dd><code>\(session.sessionID)</code></dd>\
            </dl></section><p class="actions">\(Clerk.signOutButton(id: "sign-out"))</p>
            """)
    }
}

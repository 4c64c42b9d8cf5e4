import ClerkLive

struct SignIn: LiveView {
    private let session: ClerkSession?
    private let flash: Flash

    init(_ mount: Mount<MaybeAuthenticated>) {
        session = mount.auth
        flash = mount.flash
    }

    var title: String? { "Sign in" }

    func render() -> Rendered {
        DemoLayout.page(session, flash: flash, "<section class=\"narrow\">\(Clerk.signIn())</section>")
    }
}

struct SignUp: LiveView {
    private let session: ClerkSession?

    init(_ mount: Mount<MaybeAuthenticated>) {
        session = mount.auth
    }

    var title: String? { "Create an account" }

    func render() -> Rendered {
        DemoLayout.page(session, "<section class=\"narrow\">\(Clerk.signUp())</section>")
    }
}

/// The pages an instance hosts for applications that have none of their own.
enum HostedPage: String, CaseIterable, Sendable {
    case signIn = "sign-in"
    case signUp = "sign-up"
    case user

    /// The element names its widget; `hosted.js` mounts it.
    func html(endpoint: InstanceEndpoint) -> String {
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · Development Clerk</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/style.css">
            <script src="/npm/@clerk/clerk-js@5/dist/clerk.browser.js" data-clerk-publishable-key="\(endpoint.publishableKey)"
            defer></script>
            <script src="/hosted.js" defer></script>
            </head>
            <body class="centred">
            <main id="widget" data-widget="\(widget)"></main>
            </body>
            </html>
            """
        return page.text
    }

    private var title: String {
        switch self {
        case .signIn: "Sign in"
        case .signUp: "Sign up"
        case .user: "Account"
        }
    }

    private var widget: String {
        switch self {
        case .signIn: "SignIn"
        case .signUp: "SignUp"
        case .user: "UserProfile"
        }
    }

    /// Mounts the page's widget. Any page of this machine may be returned to; the server itself redirects nowhere else.
    static let script = #"""
        const node = document.getElementById("widget")
        const loopback = /^https?:\/\/(localhost|([a-z0-9-]+\.)+localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/
        const options = { allowedRedirectOrigins: [loopback], signInUrl: "/sign-in", signUpUrl: "/sign-up" }

        window.Clerk.load(options).then(() => {
          if (node.dataset.widget === "UserProfile" && !window.Clerk.isSignedIn) return window.Clerk.redirectToSignIn()
          window.Clerk[`mount${node.dataset.widget}`](node, {})
        }, (error) => {
          node.textContent = error.message
        })
        """#
}

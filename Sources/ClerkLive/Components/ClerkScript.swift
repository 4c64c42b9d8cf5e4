import ClerkCore
public import LiveRendering
import NIOCore
import WireJSON

extension Clerk {
    /// The script elements that load Clerk.js and tell the hooks about this application; for the layout's `<head>`.
    ///
    /// The configuration in them is public: nothing of the secret key is in it.
    public var script: Rendered {
        let api = configuration.frontendAPIURL
        // "<" never stands in it, so the element cannot be closed from within.
        let json = frontendConfiguration.replacing("<", with: "\\u003c")
        return """
            \(raw: "<script type=\"application/json\" id=\"clerk-config\">\(json)</script>")\
            <script id="clerk-script" async crossorigin="anonymous" \
            data-clerk-publishable-key="\(configuration.publishableKey.text)" \
            src="\(api + "/npm/@clerk/clerk-js@6/dist/clerk.browser.js")"></script>
            """
    }

    /// What the browser has to know, as JSON.
    private var frontendConfiguration: String {
        let routes = configuration.routes
        let members: JSONValue = [
            "publishableKey": .string(configuration.publishableKey.text),
            "frontendAPI": .string(configuration.frontendAPIURL),
            "signInURL": .string(routes.signIn), "signUpURL": .string(routes.signUp),
            "signOutURL": .string(routes.signOut), "callbackURL": .string(routes.callback),
            "afterSignInURL": .string(routes.afterSignIn), "afterSignUpURL": .string(routes.afterSignUp),
            "afterSignOutURL": .string(routes.afterSignOut),
            "uiScript": .string("\(configuration.frontendAPIURL)/npm/@clerk/ui@1/dist/ui.browser.js"),
        ]
        return String(buffer: members.serialized())
    }
}

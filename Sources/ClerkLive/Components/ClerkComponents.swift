public import ClerkCore
public import LiveRendering

extension Clerk {
    /// Clerk's sign-in form. Once it has signed somebody in, the browser goes to the callback, and from there where the page's
    /// `redirect_url` leads.
    ///
    /// - Parameters:
    ///   - id: unique in the page.
    ///   - callbackURL: ``ClerkCore/ClerkRoutes/callback``, where it is not the default.
    ///   - signUpURL: ``ClerkCore/ClerkRoutes/signUp``, where it is not the default.
    public static func signIn(
        id: String = "clerk-sign-in", callbackURL: String = ClerkRoutes().callback,
        signUpURL: String = ClerkRoutes().signUp
    ) -> Rendered {
        """
        <div id="\(id)" phx-hook="ClerkAuth" phx-update="ignore" data-mode="sign-in" \
        data-callback-url="\(callbackURL)" data-sign-up-url="\(signUpURL)"></div>
        """
    }

    /// Clerk's registration form; as ``signIn(id:callbackURL:signUpURL:)``.
    public static func signUp(
        id: String = "clerk-sign-up", callbackURL: String = ClerkRoutes().callback,
        signInURL: String = ClerkRoutes().signIn
    ) -> Rendered {
        """
        <div id="\(id)" phx-hook="ClerkAuth" phx-update="ignore" data-mode="sign-up" \
        data-callback-url="\(callbackURL)" data-sign-in-url="\(signInURL)"></div>
        """
    }

    /// A button that signs the visitor out: here, in every tab, and at Clerk.
    ///
    /// - Parameters:
    ///   - id: unique in the page.
    ///   - signOutURL: ``ClerkCore/ClerkRoutes/signOut``, where it is not the default.
    ///   - redirectURL: where the browser goes then.
    public static func signOutButton(
        id: String = "clerk-sign-out", label: String = "Sign out", signOutURL: String = ClerkRoutes().signOut,
        redirectURL: String = ClerkRoutes().afterSignOut
    ) -> Rendered {
        """
        <button id="\(id)" type="button" phx-hook="ClerkSignOut" data-sign-out-url="\(signOutURL)" \
        data-redirect-url="\(redirectURL)">\(label)</button>
        """
    }

    /// Clerk's avatar with the account menu.
    ///
    /// - Parameter id: unique in the page.
    public static func userButton(id: String = "clerk-user-button") -> Rendered {
        "<div id=\"\(id)\" phx-hook=\"ClerkUserButton\" phx-update=\"ignore\"></div>"
    }

    /// What keeps a page's session alive and watches for its end. Every view behind ``required`` or ``optional`` has it already.
    static func sessionMonitor(_ session: ClerkSession?) -> Rendered {
        """
        <div id="clerk-session-monitor" phx-hook="ClerkSessionMonitor" hidden \
        data-authenticated="\(session == nil ? "false" : "true")"\
        \(attribute: "data-user-id", session?.userID)\(attribute: "data-session-id", session?.sessionID)></div>
        """
    }
}

import ClerkLive

/// What all pages look alike in.
enum DemoLayout {
    static func document(_ clerk: Clerk) -> LiveLayout {
        let script = clerk.script
        return { page in
            """
            <!DOCTYPE html>
            <html lang="en"><head>\(page.head(title: "clerk-live"))\
            <meta name="color-scheme" content="light dark">\
            <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='4' fill='%236d4aff'/%3E%3C/svg%3E">\
            <link rel="stylesheet" href="/demo.css">\(script)</head><body>\(page.content)</body></html>
            """
        }
    }

    /// Header and content of one page.
    static func page(_ session: ClerkSession?, flash: Flash = [:], _ content: Rendered) -> Rendered {
        """
        <header class="bar"><a class="brand" href="/">clerk-live</a><nav aria-label="Main"><a href="/examples">Examples</a>\
        \(if: session != nil, "<a href=\"/dashboard\">Dashboard</a><a href=\"/account\">Account</a>", else: "<a href=\"/auth/sign-in\">Sign in</a><a href=\"/auth/sign-up\">Sign up</a>")\
        </nav></header>\
        \(flash["error"].map(error))\(flash["info"].map(notice))<main>\(content)</main>
        """
    }

    private static func notice(_ text: String) -> Rendered { "<p class=\"notice\" role=\"status\">\(text)</p>" }
    private static func error(_ text: String) -> Rendered { "<p class=\"notice error\" role=\"alert\">\(text)</p>" }
}

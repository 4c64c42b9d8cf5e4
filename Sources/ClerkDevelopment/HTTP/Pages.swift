import HTTPTypes
import Hummingbird

/// What a person or a page loads from an instance: scripts, hosted pages, pictures, and the home page.
struct Pages: Sendable {
    let store: InstanceStore

    func addRoutes(to router: Router<DevelopmentContext>) {
        router.get("/") { _, context in
            Response.page(HomePage(store: store, endpoint: context.endpoint).html)
        }
        for page in HostedPage.allCases {
            router.get("/\(page.rawValue)") { _, context in Response.page(page.html(endpoint: context.endpoint)) }
        }
        router.get("/hosted.js") { _, _ in Response.script(HostedPage.script) }
        router.get("/style.css") { _, _ in Response.text(PageStyle.css, type: "text/css", cacheControl: "no-cache") }
        router.get("/avatars/:id") { _, context in
            guard let user = store.instance.user(try context.parameters.require("id")) else {
                throw ClerkAPIError.notFound
            }
            return Response.text(Avatar(user: user).svg, type: "image/svg+xml", cacheControl: "max-age=3600")
        }
        router.get("/npm/@clerk/:package/dist/:file") { _, context in
            let name = (try context.parameters.require("package"), try context.parameters.require("file"))
            guard let script = Self.script(package: name.0, file: name.1, endpoint: context.endpoint) else {
                throw ClerkAPIError.notFound
            }
            return Response.script(script)
        }
    }

    /// The script under the address Clerk has it at; a full version number means its major.
    private static func script(package: String, file: String, endpoint: InstanceEndpoint) -> String? {
        let parts = package.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, let major = Int(parts[1].prefix { $0 != "." }) else { return nil }
        return switch (parts[0], major, file) {
        case ("clerk-js", 5...6, "clerk.browser.js"): ClerkScript.clerk(version: major, endpoint: endpoint)
        case ("ui", 1, "ui.browser.js"): ClerkScript.ui(endpoint: endpoint)
        default: nil
        }
    }
}

extension Response {
    /// A page of ours: its own scripts and styles, and no frames.
    fileprivate static func page(_ html: String) -> Response {
        var response = text(html, type: "text/html")
        response.headers[.contentSecurityPolicy] =
            "default-src 'self'; img-src 'self' https: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
        response.headers[.referrerPolicy] = "no-referrer"
        return response
    }

    /// A script any page of this machine may run; checked for a newer one on every load.
    fileprivate static func script(_ text: String) -> Response {
        Response.text(text, type: "text/javascript", cacheControl: "no-cache")
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}

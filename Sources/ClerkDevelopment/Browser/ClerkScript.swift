import NIOCore
import WireJSON

/// The scripts an instance serves in place of Clerk's, for the surface the product uses.
///
/// Written as scripts that talk to this module's frontend API and nothing else. The parts are JavaScript in raw
/// literals, so that they build wherever Swift does, with no resource bundle to lose; each part is one file, and they
/// share one closure.
///
/// The two generations differ as at Clerk: version 5 draws its widgets itself, version 6 only with the class of
/// `ui.browser.js`.
enum ClerkScript {
    /// `clerk-js@<version>/dist/clerk.browser.js`. Creates `window.Clerk`; does not load it.
    ///
    /// - Parameter version: the major version; 5 carries the widgets.
    static func clerk(version: Int, endpoint: InstanceEndpoint) -> String {
        let parts = [environment, cookies, api, resources, clerk] + (version == 5 ? [widgets] : []) + [start]
        return wrap([instance(endpoint, version: version)] + parts)
    }

    /// `ui@1/dist/ui.browser.js`. Sets `window.__internal_ClerkUICtor`.
    static func ui(endpoint: InstanceEndpoint) -> String {
        wrap([instance(endpoint, version: 1), widgets, "window.__internal_ClerkUICtor = ClerkUI"])
    }

    private static func wrap(_ parts: [String]) -> String {
        "(() => {\n\"use strict\"\n\n" + parts.joined(separator: "\n\n") + "\n})()\n"
    }

    /// Facts about the instance that serves the script.
    private static func instance(_ endpoint: InstanceEndpoint, version: Int) -> String {
        let facts: JSONValue = [
            "publishableKey": .string(endpoint.publishableKey), "frontendApi": .string(endpoint.frontendAPIURL),
            "cookieSuffix": .string(endpoint.cookieSuffix), "version": .integer(version),
        ]
        return "const INSTANCE = " + String(buffer: facts.serialized())
    }
}

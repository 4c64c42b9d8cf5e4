package import WireJSON

/// What a `phx_join` on an `lv:` topic amounts to, once its tokens and addresses have been checked.
package struct JoinPlan: Sendable {
    package enum Refusal: String, Error, Hashable, Sendable {
        /// The page's token cannot be trusted, or belongs to another page. The browser loads the page anew.
        case stale
        /// The address leads elsewhere, or to another live session. The browser loads it as a page.
        case unauthorized
    }

    package let route: LiveRoute
    package let location: LiveLocation
    package let parameters: JSONValue
    package let carried: JSONValue?
    package let flash: Flash
    /// The browser came here by live navigation: the page's container may be another view's.
    package let isNavigation: Bool

    /// - Parameters:
    ///   - id: the topic without `lv:`.
    ///   - payload: of the `phx_join`.
    /// - SeeAlso: Phoenix LiveView 1.2, `lib/phoenix_live_view/channel.ex`, `verify_session` and `authorize_session`.
    package init(id: String, payload: JSONValue, environment: LiveEnvironment) throws(Refusal) {
        let now = environment.now()
        guard let token = payload["session"]?.string,
            let page = PageToken(token, sealer: environment.sealer, at: now), page.id == id
        else { throw .stale }
        let navigation = payload["redirect"]?.string
        guard let url = navigation ?? payload["url"]?.string, let target = LocalTarget(url),
            let (route, pathParameters) = environment.routes.route(at: target.path),
            route.sessionName == page.sessionName,
            navigation != nil || route.viewName == environment.routes.route(named: page.routeName)?.viewName
        else { throw .unauthorized }
        self.route = route
        location = LiveLocation(path: target.path, query: target.query, pathParameters: pathParameters)
        parameters = payload["params"] ?? [:]
        carried = page.carried
        isNavigation = navigation != nil
        flash = try Self.flash(of: payload, id: id, environment: environment)
    }

    /// A redirect's flash comes as a token; a first join may also take up what the page itself has shown.
    private static func flash(
        of payload: JSONValue, id: String, environment: LiveEnvironment
    ) throws(Refusal) -> Flash {
        var shown: Flash = [:]
        if let token = payload["static"]?.string, !token.isEmpty {
            guard let opened = FlashToken.openShown(token, id: id, by: environment.sealer, at: environment.now())
            else { throw .stale }
            shown = opened
        }
        if let token = payload["flash"]?.string {
            return FlashToken.open(token, by: environment.sealer, at: environment.now())
        }
        let isFirst = payload["params"]?["_mounts"]?.integer == 0 && payload["redirect"] == nil
        return isFirst ? shown : [:]
    }
}

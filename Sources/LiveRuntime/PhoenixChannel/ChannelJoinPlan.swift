package import HTTPTypes
package import WireJSON

/// What a `phx_join` on an application's topic amounts to.
package struct ChannelJoinPlan: Sendable {
    let route: ChannelRoute
    let topic: String
    let subtopic: String
    let parameters: JSONValue
    let headerFields: HTTPFields
    let location: LiveLocation

    /// - Parameters:
    ///   - parameters: the join's payload.
    ///   - headerFields: of the request that opened the socket; without cookies where they prove nothing.
    ///   - location: that request's address.
    /// - Returns: `nil` if nothing serves `topic`.
    package init?(
        topic: String, parameters: JSONValue, headerFields: HTTPFields, location: LiveLocation, routes: LiveRoutes
    ) {
        guard let (route, subtopic) = routes.channelRoute(for: topic) else { return nil }
        self.route = route
        self.topic = topic
        self.subtopic = subtopic
        self.parameters = parameters
        self.headerFields = headerFields
        self.location = location
    }
}

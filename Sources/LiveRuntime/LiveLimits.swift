/// How long a view may take, before it is given up.
///
/// A view whose handler has not returned in time ends as if it had crashed, and the browser mounts it anew; what the handler still does is
/// seen by nobody, and its task is cancelled. A handler that computes without ever suspending cannot be interrupted.
public struct LiveLimits: Hashable, Sendable {
    /// For mounting a view, with the first address it handles; 8 seconds. The browser gives up on a join after 10, and loads the page anew.
    public var mountTime = Duration.seconds(8)
    /// For any other handler; 25 seconds. The browser gives up on an event after 30, and loads the page anew.
    public var eventTime = Duration.seconds(25)

    public init() {}
}

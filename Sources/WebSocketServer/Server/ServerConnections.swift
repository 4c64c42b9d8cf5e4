package import Logging
import NIOCore

/// What the connections of one server share.
package final class ServerConnections: Sendable {
    package let limits: ConnectionLimits
    let logger: Logger
    let deadlines = Deadlines()
    let sockets: SocketCounter

    package init(limits: ConnectionLimits, logger: Logger) {
        self.limits = limits
        self.logger = logger
        sockets = SocketCounter(limits)
    }
}

package import WebSocketServer

/// What a request is refused with, at a page, a form or the socket.
package typealias Problem = HTTPProblem

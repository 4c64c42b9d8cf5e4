import NIOCore

/// What a peer's Close frame says: nothing, or a code and a reason.
///
/// The reason is checked and dropped: it is the peer's free text, and nothing here may depend on it.
///
/// - SeeAlso: RFC 6455 §5.5.1.
struct CloseBody: Hashable, Sendable {
    /// `nil` for an empty body, which §7.1.5 calls 1005.
    let code: CloseCode?

    init(parsing payload: ByteBuffer) throws(WebSocketError) {
        var payload = payload
        guard payload.readableBytes > 0 else {
            code = nil
            return
        }
        guard let number = payload.readInteger(as: UInt16.self) else { throw .truncatedCloseCode }
        let code = CloseCode(rawValue: number)
        guard code.isAllowedInFrame else { throw .invalidCloseCode }
        var reason = UTF8Validator()
        let isValid = payload.withUnsafeReadableBytes { reason.accepts($0) }
        guard isValid, reason.isComplete else { throw .invalidCloseReason }
        self.code = code
    }
}

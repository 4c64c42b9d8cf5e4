public import HTTPTypes

/// What a request amounts to, and what its response must carry.
public struct RequestOutcome: Sendable {
    public enum Answer: Hashable, Sendable {
        /// Go on with the request.
        case proceed(AuthenticationState)
        /// Answer 307 with an empty body: Clerk, or this same address with its parameters cleaned, knows more.
        case redirect(to: String, HandshakeReason?)
        /// Answer 500. Development only: the handshake's result does not verify, most likely because keys were switched; clearing the site's
        /// cookies helps.
        case misconfigured(TokenRejection)
        /// Answer 400: no address can be made of the request.
        case invalidRequest
    }

    /// Something the operator should read in the log.
    public enum Notice: Hashable, Sendable {
        /// Three redirects in a row did not settle it: mismatched keys, a satellite's domain not configured, or a cookie that the browser does
        /// not keep.
        case redirectLoop(HandshakeReason, repeatedCookies: Bool)
        /// The token verifies only with a day's tolerance: one of the clocks is wrong.
        case clockSkew
        /// The handshake's result was refused; the request goes on without it.
        case handshakeRefused(TokenRejection)
    }

    public var answer: Answer
    /// Appended to whatever is answered, every `Set-Cookie` line of them.
    public var headerFields = HTTPFields()
    public var notice: Notice?

    /// No address can be made of the request.
    public static let invalidRequest = RequestOutcome(.invalidRequest)

    init(_ answer: Answer, headerFields: HTTPFields = [:], notice: Notice? = nil) {
        self.answer = answer
        self.headerFields = headerFields
        self.notice = notice
    }
}

/// Why a development instance did not start, in one sentence a person can act on. Names variables and files, never a
/// key.
public struct DevelopmentClerkError: Error, Sendable, CustomStringConvertible {
    /// What went wrong; more may be added.
    public struct Code: Hashable, Sendable {
        private enum Kind: Hashable, Sendable {
            case notLoopback, invalidPort, invalidTokenLifetime, liveKey, portInUse, cannotListen, stateFileCorrupt,
                stateFileUnusable, cryptography
        }
        private let kind: Kind
        private init(_ kind: Kind) { self.kind = kind }

        public static let notLoopback = Code(.notLoopback)
        public static let invalidPort = Code(.invalidPort)
        public static let invalidTokenLifetime = Code(.invalidTokenLifetime)
        public static let liveKey = Code(.liveKey)
        public static let portInUse = Code(.portInUse)
        public static let cannotListen = Code(.cannotListen)
        public static let stateFileCorrupt = Code(.stateFileCorrupt)
        public static let stateFileUnusable = Code(.stateFileUnusable)
        public static let cryptography = Code(.cryptography)
    }

    public let code: Code
    public let message: String
    public let underlying: (any Error)?

    public var description: String { message }

    private init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.underlying = underlying
    }
}

extension DevelopmentClerkError {
    static func notLoopback(_ host: String) -> Self {
        Self(
            .notLoopback,
            "The development Clerk listens on this machine only: set its host to 127.0.0.1 instead of \"\(host)\".")
    }

    static func invalidPort(_ port: Int) -> Self {
        Self(
            .invalidPort,
            "\(port) is not a port: give the development Clerk one from 1 to 65535, or 0 for any free one.")
    }

    static func invalidTokenLifetime(_ seconds: Int) -> Self {
        Self(.invalidTokenLifetime, "A session token must live for at least one second, not \(seconds).")
    }

    static func liveKey(variable: String) -> Self {
        Self(
            .liveKey,
            "\(variable) holds a live Clerk key, and the development Clerk never runs beside one: unset it, or use a pk_test_ and sk_test_ pair."
        )
    }

    static func portInUse(_ port: Int, _ error: any Error) -> Self {
        Self(
            .portInUse,
            "Port \(port) is taken, perhaps by another development Clerk: stop that program, or choose another port.",
            underlying: error)
    }

    static func cannotListen(host: String, port: Int, _ error: any Error) -> Self {
        Self(
            .cannotListen, "The development Clerk cannot listen on \(host):\(port): choose another port (\(error)).",
            underlying: error)
    }

    static func stateFileCorrupt(_ path: String) -> Self {
        Self(
            .stateFileCorrupt,
            "The development Clerk's state file \(path) is damaged: delete it to start afresh (everyone is then signed out)."
        )
    }

    static func stateFileUnusable(_ path: String, _ error: any Error) -> Self {
        Self(
            .stateFileUnusable,
            "The development Clerk's state file \(path) cannot be read or written: check that its folder exists and is yours.",
            underlying: error)
    }

    static func cryptography(_ error: any Error) -> Self {
        Self(.cryptography, "The development Clerk could not make its signing key.", underlying: error)
    }
}

import WireJSON

/// What a token says about itself before its payload (RFC 7515 §4). Not verified: it selects a path and grants nothing.
struct TokenHeader: Hashable, Sendable {
    enum Field: Hashable, Sendable {
        case absent
        case text(String)
        /// Present, but not a string.
        case other

        fileprivate init(_ value: JSONValue) {
            self = value.string.map(Field.text) ?? .other
        }
    }

    private(set) var algorithm = Field.absent
    private(set) var type = Field.absent
    /// `cat`, Clerk's class of token.
    private(set) var category = Field.absent
    /// Nil when absent or unusable: no look-up is ever made for such a name.
    private(set) var keyID: String?
    /// RFC 7515 §4.1.11: extensions that must be understood. We understand none.
    private(set) var hasCriticalExtensions = false

    /// Takes in one member; unknown ones are ignored (RFC 7515 §4).
    mutating func read(_ name: String, _ value: JSONValue) {
        switch name {
        case "alg": algorithm = Field(value)
        case "typ": type = Field(value)
        case "cat": category = Field(value)
        case "kid": keyID = value.string.flatMap { Self.isUsableKeyID($0) ? $0 : nil }
        case "crit": hasCriticalExtensions = true
        default: break
        }
    }

    /// 1–128 bytes of letters, digits, `-`, `_`, `.`: wider than Clerk's instance identifiers, narrower than trouble.
    static func isUsableKeyID(_ name: String) -> Bool {
        1...128 ~= name.utf8.count
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

/// The classes of JWT that one instance key signs. Only sessions sign a person in.
enum TokenClass: Hashable, Sendable {
    case session
    case template
    case machine
    case oauthAccess
    case unknown

    /// - Parameter subject: the payload's `sub`, because a machine is recognised by it even where `cat` is silent.
    init(_ header: TokenHeader, subject: String?) {
        if case .text("at+jwt") = header.type {
            self = .oauthAccess
        } else if case .text("application/at+jwt") = header.type {
            self = .oauthAccess
        } else if let subject, subject.hasPrefix("mch_") {
            self = .machine
        } else {
            self.init(category: header.category)
        }
    }

    private init(category: TokenHeader.Field) {
        self =
            switch category {
            case .absent, .text("cl_B7d4PD111AAA"): .session
            // "Ignore": the instance opted out of classes.
            case .text("cl_I7d4PD111III"): .session
            case .text("cl_B7d4PD222AAA"): .template
            case .text("cl_B7d4PD333AAA"): .machine
            case .text, .other: .unknown
            }
    }
}

import ClerkCore
import Crypto
import CryptoExtras
import WireJSON

/// An RSA key pair that signs tokens the way Clerk does, and shares no code with the module under test.
struct SigningKey: Sendable {
    let privateKey: _RSA.Signing.PrivateKey
    let name: String

    init(_ name: String) throws {
        privateKey = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        self.name = name
    }

    /// A JWK, with members replaced or, by nil, left out.
    func jwk(_ changes: [String: JSONValue?] = [:]) throws -> JSONValue {
        let numbers = try privateKey.publicKey.getKeyPrimitives()
        let members: [String: JSONValue?] = [
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": .string(name),
            "n": .string(base64URL(numbers.modulus)), "e": .string(base64URL(numbers.publicExponent)),
        ]
        return .object(members.merging(changes) { _, new in new }.compactMapValues(\.self))
    }

    func keySet() throws -> KeySet {
        try KeySet(status: 200, body: jwks([try jwk()]))
    }

    func sign(header: JSONValue, payload: JSONValue) throws -> String {
        try sign(base64URL(header.bytes) + "." + base64URL(payload.bytes))
    }

    func sign(_ signed: String) throws -> String {
        let signature = try privateKey.signature(
            for: SHA256.hash(data: Array(signed.utf8)), padding: .insecurePKCS1v1_5)
        return signed + "." + base64URL(signature.rawRepresentation)
    }
}

/// The instance of the tests: one of the published key vectors, and a moment at which its tokens are valid.
enum Instance {
    static let publishableKeyText = "pk_live_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA"
    static let issuer = "https://clerk.inspired.puma-74.lcl.dev"
    static let party = "https://app.example.com"
    static let issuedAt = 1_700_000_000
    static let now = UnixTime(seconds: issuedAt + 10)

    static let key = Result { try SigningKey("ins_2GIoQhbUpy0hX7B2cVkuTMinXoD") }
    static let stranger = Result { try SigningKey("ins_stranger") }

    static func configuration() throws -> ClerkConfiguration {
        var configuration = ClerkConfiguration(publishableKey: try PublishableKey(publishableKeyText))
        configuration.authorizedParties = [party]
        return configuration
    }

    static let header: [String: JSONValue?] = [
        "alg": "RS256", "typ": "JWT", "kid": "ins_2GIoQhbUpy0hX7B2cVkuTMinXoD", "cat": "cl_B7d4PD111AAA",
    ]

    static let claims: [String: JSONValue?] = [
        "iss": .string(issuer), "sub": "user_ada", "sid": "sess_1", "azp": .string(party), "jti": "9a1c",
        "iat": .integer(issuedAt), "nbf": .integer(issuedAt - 10), "exp": .integer(issuedAt + 60),
        "v": 2, "fva": [3, -1], "sts": "active",
    ]

    /// A good token with some header fields and claims replaced or, by nil, left out.
    static func token(
        header headerChanges: [String: JSONValue?] = [:], _ claimChanges: [String: JSONValue?] = [:],
        key: SigningKey? = nil
    ) throws -> String {
        let signer = try key ?? Self.key.get()
        return try signer.sign(
            header: .object(header.merging(headerChanges) { _, new in new }.compactMapValues(\.self)),
            payload: .object(claims.merging(claimChanges) { _, new in new }.compactMapValues(\.self)))
    }

    static func verify(
        _ token: String, _ configuration: ClerkConfiguration? = nil, carrier: TokenCarrier = .cookie,
        request: CredentialContext = .documentGET, keys: KeySet? = nil, at now: UnixTime = now
    ) throws -> ClerkSession {
        let verifier = SessionVerifier(try configuration ?? Self.configuration())
        let keys = try keys ?? key.get().keySet()
        return try verifier.verify(token, carrier: carrier, request: request, keys: keys, at: now)
    }

    /// Why a token is refused; nil when it is accepted.
    static func rejection(
        _ token: String, _ configuration: ClerkConfiguration? = nil, carrier: TokenCarrier = .cookie,
        request: CredentialContext = .documentGET, keys: KeySet? = nil, at now: UnixTime = now
    ) throws -> TokenRejection? {
        do {
            _ = try verify(token, configuration, carrier: carrier, request: request, keys: keys, at: now)
            return nil
        } catch let rejection as TokenRejection {
            return rejection
        }
    }

    static func session(_ claimChanges: [String: JSONValue?] = [:]) throws -> ClerkSession {
        let issuedAt = claimChanges["iat"].flatMap { $0?.integer } ?? issuedAt
        return try verify(try token(claimChanges), at: UnixTime(seconds: issuedAt + 1))
    }
}

func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let bits = bytes.map {
        String(repeating: "0", count: $0.leadingZeroBitCount - ($0 == 0 ? 1 : 0)) + String($0, radix: 2)
    }
    .joined()
    return stride(from: 0, to: bits.count, by: 6).reduce(into: "") { text, start in
        let sextet = bits.dropFirst(start).prefix(6)
        let value = Int(sextet, radix: 2) ?? 0
        text.append(alphabet[value << (6 - sextet.count)])
    }
}

/// A JWKS response's body.
func jwks(_ keys: [JSONValue]) -> [UInt8] {
    JSONValue.object(["keys": .array(keys)]).bytes
}

extension JSONValue {
    /// JSON text by a writer of the tests' own.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): Self.quoted(value)
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0) + ":" + $1.text }.sorted().joined(separator: ",") + "}"
        }
    }

    var bytes: [UInt8] { Array(text.utf8) }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}

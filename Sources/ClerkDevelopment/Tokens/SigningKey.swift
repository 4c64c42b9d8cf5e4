import Crypto
import CryptoExtras
import Foundation
import NIOCore
import WireJSON

/// The instance's RS256 key. Every JWT of the instance is signed with it.
struct SigningKey: Sendable {
    /// The category of session tokens; handshake tokens carry it too.
    private static let sessionCategory = "cl_B7d4PD111AAA"

    /// The instance's identifier, as at Clerk.
    let identifier: String
    private let key: _RSA.Signing.PrivateKey

    /// A new RSA key of 2048 bits.
    init(identifier: String) throws(DevelopmentClerkError) {
        self.identifier = identifier
        do {
            key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        } catch {
            throw .cryptography(error)
        }
    }

    /// `nil` if the text is not an RSA key of at least 2048 bits.
    init?(identifier: String, pem: String) {
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem) else { return nil }
        self.identifier = identifier
        self.key = key
    }

    var pem: String { key.pemRepresentation }

    /// The public half as a JWK set (RFC 7517 §5).
    func keySet() throws -> JSONValue {
        let primitives = try key.publicKey.getKeyPrimitives()
        return [
            "keys": [
                [
                    "use": "sig", "kty": "RSA", "alg": "RS256", "kid": .string(identifier),
                    "n": .string(Base64URL.encode(primitives.modulus)),
                    "e": .string(Base64URL.encode(primitives.publicExponent)),
                ]
            ]
        ]
    }

    /// A compact JWS over `claims` (RFC 7515 §7.1).
    func sign(_ claims: ByteBuffer) throws -> String {
        let text = Base64URL.encode(header.readableBytesView) + "." + Base64URL.encode(claims.readableBytesView)
        let signature = try key.signature(for: SHA256.hash(data: Array(text.utf8)), padding: .insecurePKCS1v1_5)
        return text + "." + Base64URL.encode(signature.rawRepresentation)
    }

    private var header: ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        for (name, value) in [("alg", "RS256"), ("cat", Self.sessionCategory), ("kid", identifier), ("typ", "JWT")] {
            json.name(name)
            json.string(value)
        }
        json.endObject()
        return json.buffer
    }
}

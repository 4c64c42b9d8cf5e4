import Crypto
import CryptoExtras

/// An RSA public key, at least 2048 bits, that session tokens are checked against.
///
/// Two keys are equal when their numbers are, whatever they were called: after a failed signature this tells whether a
/// refetch brought a new key.
public struct VerificationKey: Hashable, Sendable {
    /// Past this a key only costs time: no instance uses one, and a verification grows with the square of it.
    static let maximumBits = 8192

    let modulus: [UInt8]
    let exponent: [UInt8]
    /// The JWK's `alg`. When present, a token's must equal it (RFC 8725 §3.1).
    let algorithm: String?
    private let rsa: _RSA.Signing.PublicKey

    /// - Parameters:
    ///   - modulus: big-endian, unsigned.
    ///   - exponent: big-endian, unsigned; odd, and at least 3.
    init(modulus: some Sequence<UInt8>, exponent: some Sequence<UInt8>, algorithm: String? = nil) throws(InvalidKey) {
        let modulus = Array(modulus.drop { $0 == 0 }), exponent = Array(exponent.drop { $0 == 0 })
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard bits >= 2048 else { throw .tooShort }
        guard bits <= Self.maximumBits else { throw .tooLong }
        guard let last = exponent.last, last & 1 == 1, exponent != [1] else { throw .unusableNumbers }
        guard let rsa = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else { throw .unusableNumbers }
        self.modulus = modulus
        self.exponent = exponent
        self.algorithm = algorithm
        self.rsa = rsa
    }

    /// Whether `signature` is this key's over `digest`: RSASSA-PKCS1-v1_5 with SHA-256, the RS256 of RFC 7518 §3.3.
    func isValidSignature(_ signature: [UInt8], for digest: SHA256.Digest) -> Bool {
        rsa.isValidSignature(.init(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
    }

    public static func == (left: VerificationKey, right: VerificationKey) -> Bool {
        left.modulus == right.modulus && left.exponent == right.exponent && left.algorithm == right.algorithm
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(modulus)
    }
}

/// Why bytes or a PEM text are not a key we verify with.
public enum InvalidKey: String, Error, Hashable, Sendable, CustomStringConvertible {
    case notPEM = "it is neither a PEM public key nor the base64 of one"
    case notSubjectPublicKeyInfo = "it is not the DER of a SubjectPublicKeyInfo"
    case notRSA = "it is not an RSA key"
    case tooShort = "its modulus has fewer than 2048 bits"
    case tooLong = "its modulus has more than 8192 bits"
    case unusableNumbers = "its modulus and exponent do not form an RSA public key"

    public var description: String { rawValue }
}

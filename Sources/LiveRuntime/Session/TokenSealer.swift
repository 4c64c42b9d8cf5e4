public import Crypto
import NIOCore
import NIOFoundationEssentialsCompat
import Synchronization
public import WireJSON

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Seals JSON values into opaque, tamper-proof, expiring tokens, and opens them.
///
/// AES-256-GCM. Every purpose has a key of its own, derived by HKDF-SHA256 (RFC 5869), so that a token sealed for one use never opens
/// for another. A token is base64url of `version, time, nonce, ciphertext, tag`; the first two are authenticated.
public struct TokenSealer: Sendable {
    /// What a token is for.
    public struct Purpose: Hashable, Sendable {
        let name: String
        package let maximumAge: TimeInterval

        /// - Parameters:
        ///   - name: unique among all purposes.
        ///   - maximumAge: seconds after which a token no longer opens.
        public init(_ name: String, maximumAge: TimeInterval) {
            self.name = name
            self.maximumAge = maximumAge
        }
    }

    private static let version: UInt8 = 1
    private static let headerSize = 9
    private static let overhead = headerSize + 12 + 16
    /// Secrets shorter than this can be guessed.
    public static let minimumSecretLength = 32

    private let keys: KeyTable

    /// - Parameter secrets: the first seals, all open, so that keys can rotate. Each at least ``minimumSecretLength`` bytes of randomness.
    public init(secrets: [SymmetricKey]) {
        precondition(!secrets.isEmpty, "a token sealer needs a secret")
        precondition(
            secrets.allSatisfy { $0.bitCount >= Self.minimumSecretLength * 8 },
            "a sealing secret needs \(Self.minimumSecretLength) bytes or more")
        keys = KeyTable(secrets: secrets)
    }

    public func seal(_ value: JSONValue, for purpose: Purpose, at now: Date) -> String {
        var header = ByteBuffer()
        header.writeInteger(Self.version)
        header.writeInteger(UInt64(now.timeIntervalSince1970 * 1000))
        let box: AES.GCM.SealedBox
        do {
            box = try AES.GCM.seal(
                Data(buffer: value.serialized()), using: keys[purpose][0],
                authenticating: header.readableBytesView)
        } catch {
            preconditionFailure("AES-GCM refused a 256-bit key")
        }
        header.writeBytes(box.nonce)
        header.writeBytes(box.ciphertext)
        header.writeBytes(box.tag)
        return Base64URL.encode(header.readableBytesView)
    }

    /// What was sealed; `nil` if the token is malformed, forged, of another purpose, from the future by more than a minute, or too old.
    public func open(_ token: String, for purpose: Purpose, at now: Date) -> JSONValue? {
        guard var bytes = Base64URL.decode(token), bytes.readableBytes >= Self.overhead,
            let header = bytes.readSlice(length: Self.headerSize), header.getInteger(at: 0) == Self.version,
            let milliseconds = header.getInteger(at: 1, as: UInt64.self)
        else { return nil }
        let age = now.timeIntervalSince1970 - Double(milliseconds) / 1000
        guard age <= purpose.maximumAge, age >= -60 else { return nil }
        for key in keys[purpose] {
            guard let box = try? AES.GCM.SealedBox(combined: bytes.readableBytesView),
                let plain = try? AES.GCM.open(
                    box, using: key, authenticating: header.readableBytesView)
            else { continue }
            return try? JSONValue(parsing: ByteBuffer(bytes: plain))
        }
        return nil
    }
}

/// The keys of each purpose, derived once: derivation costs several times what sealing does. There are as many as the program has purposes.
private final class KeyTable: Sendable {
    private let secrets: [SymmetricKey]
    private let derived = Mutex<[TokenSealer.Purpose: [SymmetricKey]]>([:])

    init(secrets: [SymmetricKey]) {
        self.secrets = secrets
    }

    /// In the secrets' order.
    subscript(purpose: TokenSealer.Purpose) -> [SymmetricKey] {
        derived.withLock { derived in
            if let keys = derived[purpose] { return keys }
            let keys = secrets.map { secret in
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: secret, info: Data("clerk-live \(purpose.name)".utf8), outputByteCount: 32)
            }
            derived[purpose] = keys
            return keys
        }
    }
}

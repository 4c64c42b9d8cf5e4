import Crypto
import CryptoExtras
import Foundation

/// A salted PBKDF2-SHA256 hash. People type passwords they use elsewhere even into a demo, and the state file is a
/// plain file.
struct PasswordHash: Codable, Hashable, Sendable {
    /// As few as a program that starts often can afford; see ``init(_:)``.
    private static let rounds = 20_000

    private let salt: Data
    private let hash: Data

    /// Takes some ten milliseconds, on purpose: call it outside any lock.
    init(_ password: String) throws(DevelopmentClerkError) {
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        hash = try Self.derive(password, salt: salt)
    }

    func matches(_ password: String) throws(DevelopmentClerkError) -> Bool {
        let candidate = try Self.derive(password, salt: salt)
        // A digest's `==` takes the same time wherever the two differ.
        return SHA256.hash(data: candidate) == SHA256.hash(data: hash)
    }

    private static func derive(_ password: String, salt: Data) throws(DevelopmentClerkError) -> Data {
        do {
            return try KDF.Insecure.PBKDF2.deriveKey(
                from: Array(password.utf8), salt: salt, using: .sha256, outputByteCount: 32,
                unsafeUncheckedRounds: rounds
            ).withUnsafeBytes { Data($0) }
        } catch {
            throw .cryptography(error)
        }
    }
}

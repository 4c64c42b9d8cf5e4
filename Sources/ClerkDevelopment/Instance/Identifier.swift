import Crypto

/// Identifiers in Clerk's form: a prefix, `_`, and 27 letters or digits.
enum Identifier {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    private static let length = 27

    /// An identifier nobody has seen before.
    static func random(_ prefix: String) -> String {
        var generator = SystemRandomNumberGenerator()
        return prefix + "_" + String((0..<length).map { _ in alphabet.randomElement(using: &generator)! })
    }

    /// The same identifier for the same text, on every machine.
    static func derived(_ prefix: String, from text: String) -> String {
        // 27 of the digest's 32 bytes. The slight bias of the remainder does not matter: this is a name, not a secret.
        let digest = SHA256.hash(data: Array(text.utf8))
        return prefix + "_" + String(digest.prefix(length).map { alphabet[Int($0) % alphabet.count] })
    }
}

import Crypto

/// The SHA-256 of a token's text: equal for the same token, and all that may be kept or said of it.
public struct TokenFingerprint: Hashable, Sendable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public init(of token: String) {
        self.init(SHA256.hash(data: Array(token.utf8)))
    }

    init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { bytes in
            func word(_ index: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }

    /// From ``hexadecimal``.
    init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64, digits.allSatisfy(Self.isDigit) else { return nil }
        func word(_ index: Int) -> UInt64 {
            UInt64(String(decoding: digits[index * 16..<index * 16 + 16], as: UTF8.self), radix: 16) ?? 0
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// 64 lower-case digits.
    var hexadecimal: String {
        [words.0, words.1, words.2, words.3].map(Self.digits).joined()
    }

    /// The first 8 digits: enough to follow one token through a log.
    public var description: String {
        String(Self.digits(words.0).prefix(8))
    }

    public static func == (left: TokenFingerprint, right: TokenFingerprint) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte
    }
}

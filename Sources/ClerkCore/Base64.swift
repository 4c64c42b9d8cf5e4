/// Strict base64 (RFC 4648), over bytes: no white space, no foreign characters, and no stray bits in the last
/// character.
///
/// The last rule matters for tokens: without it sixteen spellings of one signature would all verify.
enum Base64 {
    enum Alphabet {
        /// `+` and `/`; padding is optional, but right where it stands.
        case standard
        /// `-` and `_`; padding is refused, as RFC 7515 §2 wants it.
        case url

        fileprivate var values: [UInt8] {
            switch self {
            case .standard: Base64.standardValues
            case .url: Base64.urlValues
            }
        }
    }

    static func decode(_ text: some StringProtocol, _ alphabet: Alphabet) -> [UInt8]? {
        var text = String(text)
        return text.withUTF8 { decode($0, alphabet) }
    }

    static func decode(_ text: UnsafeBufferPointer<UInt8>, _ alphabet: Alphabet) -> [UInt8]? {
        var valid = false
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 2) { output, count in
            guard let written = decode(text, alphabet, into: output) else { return }
            count = written
            valid = true
        }
        return valid ? bytes : nil
    }

    /// - Parameter output: at least `text.count / 4 * 3 + 2` bytes.
    /// - Returns: the number of bytes written, or nil when `text` is not base64.
    static func decode(
        _ text: UnsafeBufferPointer<UInt8>, _ alphabet: Alphabet, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
        let text = alphabet == .standard ? withoutPadding(text) : text
        return alphabet.values.withUnsafeBufferPointer { values in
            let whole = text.count & ~3
            var written = 0
            for index in stride(from: 0, to: whole, by: 4) {
                let first = values[Int(text[index])], second = values[Int(text[index + 1])]
                let third = values[Int(text[index + 2])], fourth = values[Int(text[index + 3])]
                guard first | second | third | fourth < 64 else { return nil }
                output[written] = first << 2 | second >> 4
                output[written + 1] = second << 4 | third >> 2
                output[written + 2] = third << 6 | fourth
                written += 3
            }
            return decodeTail(text[whole...], values, into: output, at: written)
        }
    }

    private static func decodeTail(
        _ tail: Slice<UnsafeBufferPointer<UInt8>>, _ values: UnsafeBufferPointer<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>, at written: Int
    ) -> Int? {
        let sextets = tail.map { values[Int($0)] }
        guard sextets.allSatisfy({ $0 < 64 }) else { return nil }
        switch sextets.count {
        case 0:
            return written
        case 2 where sextets[1] & 0b1111 == 0:
            output[written] = sextets[0] << 2 | sextets[1] >> 4
            return written + 1
        case 3 where sextets[2] & 0b11 == 0:
            output[written] = sextets[0] << 2 | sextets[1] >> 4
            output[written + 1] = sextets[1] << 4 | sextets[2] >> 2
            return written + 2
        default:
            return nil
        }
    }

    private static func withoutPadding(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard text.count % 4 == 0 else { return text }
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return UnsafeBufferPointer(rebasing: text.dropLast(padding))
    }

    static func encodeURL(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(urlCharacters[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(urlCharacters[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let urlCharacters = Array((letters + "-_").utf8)
    private static let urlValues = table(urlCharacters)
    private static let standardValues = table(Array((letters + "+/").utf8))

    /// The value of every byte; 255 for those outside the alphabet.
    private static func table(_ characters: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }
}

extension VerificationKey {
    /// The public key of a PEM text, in any of the spellings in which it survives an environment variable.
    ///
    /// Accepted: any line ends or none, a literal `\n` for a line end, surrounding quotes, and the bare base64 without
    /// BEGIN and END lines that the dashboard copies. The content must be a `SubjectPublicKeyInfo` (RFC 5280 §4.1) of
    /// an RSA key (RFC 3279 §2.3.1).
    public init(pem text: String) throws(InvalidKey) {
        guard let encoded = Self.base64(in: text), let der = Base64.decode(encoded, .standard) else { throw .notPEM }
        var reader = DERReader(der[...])
        try self.init(subjectPublicKeyInfo: &reader)
    }

    private static func base64(in text: String) -> String? {
        let lines = unescaped(text).split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
        let content = lines.filter { !$0.hasPrefix("-----") }
        let fences = lines.filter { $0.hasPrefix("-----") }
        guard fences.isEmpty || fences == ["-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"] else { return nil }
        return content.joined()
    }

    /// Quotes and escapes undone; a fence that lost its line end gets it back.
    private static func unescaped(_ text: String) -> String {
        var text = trimmed(text[...])
        for quote in ["\"", "'"] where text.hasPrefix(quote) && text.hasSuffix(quote) && text.count > 1 {
            text = String(text.dropFirst().dropLast())
        }
        for (escape, replacement) in [
            ("\\r", "\n"), ("\\n", "\n"),
            ("-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\n"),
            ("-----END PUBLIC KEY-----", "\n-----END PUBLIC KEY-----"),
        ] {
            text = replacing(escape, in: text, with: replacement)
        }
        return text
    }

    private static func replacing(_ part: String, in text: String, with replacement: String) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: part) {
            result += rest[..<range.lowerBound] + replacement
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// `SEQUENCE { SEQUENCE { OID rsaEncryption, NULL }, BIT STRING { SEQUENCE { INTEGER n, INTEGER e } } }`
    private init(subjectPublicKeyInfo reader: inout DERReader) throws(InvalidKey) {
        guard var information = reader.read(.sequence), reader.isAtEnd,
            var algorithm = information.read(.sequence), let identifier = algorithm.read(.objectIdentifier)
        else { throw .notSubjectPublicKeyInfo }
        guard identifier.bytes.elementsEqual(Self.rsaEncryption) else { throw .notRSA }
        guard let parameters = algorithm.read(.null), parameters.isAtEnd, algorithm.isAtEnd,
            let bits = information.read(.bitString), information.isAtEnd, bits.bytes.first == 0
        else { throw .notSubjectPublicKeyInfo }
        var key = DERReader(bits.bytes.dropFirst())
        guard var numbers = key.read(.sequence), key.isAtEnd,
            let modulus = numbers.read(.integer), let exponent = numbers.read(.integer), numbers.isAtEnd,
            modulus.isPositiveInteger, exponent.isPositiveInteger
        else { throw .notSubjectPublicKeyInfo }
        try self.init(modulus: modulus.bytes, exponent: exponent.bytes)
    }

    /// 1.2.840.113549.1.1.1
    private static let rsaEncryption: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
}

/// Reads the few DER elements (X.690) a public key consists of. Strict: definite, shortest lengths only.
private struct DERReader {
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case null = 0x05
        case objectIdentifier = 0x06
        case sequence = 0x30
    }

    private(set) var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { bytes.isEmpty }

    /// §8.3: at least one byte, no superfluous zero, sign bit clear.
    var isPositiveInteger: Bool {
        guard let first = bytes.first, first < 0x80 else { return false }
        return first != 0 || bytes.count > 1 && bytes[bytes.startIndex + 1] >= 0x80
    }

    /// The content of the next element, which must carry `tag`.
    mutating func read(_ tag: Tag) -> DERReader? {
        guard bytes.popFirst() == tag.rawValue, let length = readLength(), length <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(length) }
        return DERReader(bytes.prefix(length))
    }

    private mutating func readLength() -> Int? {
        guard let first = bytes.popFirst() else { return nil }
        guard first >= 0x80 else { return Int(first) }
        var length = 0
        let count = Int(first & 0x7F)
        guard 1...2 ~= count, bytes.count >= count, bytes.first != 0 else { return nil }
        for _ in 0..<count { length = length << 8 | Int(bytes.removeFirst()) }
        return length >= 0x80 ? length : nil
    }
}

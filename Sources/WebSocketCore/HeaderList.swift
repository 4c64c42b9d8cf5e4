/// Header fields that are lists: elements between commas, on one line or on several (RFC 9110 §5.6.1).
enum HeaderList {
    /// Whether a token is in the list, in any case.
    static func contains(_ token: String, in lines: [Substring]) -> Bool {
        elements(of: lines)?.contains { asciiLowercased($0) == token } ?? false
    }

    /// The elements of all lines, empty ones left out. A comma between quotes does not separate.
    ///
    /// - Returns: `nil` when a quote is not closed.
    static func elements(of lines: [Substring]) -> [Substring]? {
        var elements: [Substring] = []
        for line in lines {
            guard let commas = separators(in: line) else { return nil }
            var start = line.startIndex
            for comma in commas + [line.endIndex] {
                let element = trimmed(line[start..<comma])
                if !element.isEmpty { elements.append(element) }
                start = comma == line.endIndex ? comma : line.utf8.index(after: comma)
            }
        }
        return elements
    }

    /// Without the spaces and tabs around it.
    static func trimmed(_ value: Substring) -> Substring {
        let utf8 = value.utf8
        guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return value[first..<utf8.index(after: last)]
    }

    /// Lower case for A–Z and for nothing else: Unicode's rules would make a `k` of the Kelvin sign.
    static func asciiLowercased(_ text: some StringProtocol) -> String {
        String(decoding: text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// One or more visible ASCII characters without separators (RFC 9110 §5.6.2).
    static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !separatorsOfTokens.contains($0) }
    }

    private static let separatorsOfTokens = Set("\"(),/:;<=>?@[\\]{}".utf8)

    /// The commas outside quoted strings (RFC 9110 §5.6.4); `nil` when a quote is not closed.
    private static func separators(in line: Substring) -> [Substring.Index]? {
        var commas: [Substring.Index] = []
        var isQuoted = false
        var isEscaped = false
        for index in line.utf8.indices {
            switch line.utf8[index] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isQuoted
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ","): if !isQuoted { commas.append(index) }
            default: break
            }
        }
        return isQuoted ? nil : commas
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }
}

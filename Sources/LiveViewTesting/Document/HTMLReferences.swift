/// Character references: `&amp;`, `&#39;`, `&#x27;`, and the few names that pages use.
enum HTMLReferences {
    static func resolved(_ markup: Substring) -> String {
        guard markup.utf8.contains(UInt8(ascii: "&")) else { return String(markup) }
        var text = ""
        var rest = markup
        while let ampersand = rest.firstIndex(of: "&") {
            text += rest[..<ampersand]
            rest = rest[ampersand...]
            // The longest name there is has fewer characters.
            let name = rest.dropFirst().prefix(12).prefix { $0 != ";" }
            if rest[name.endIndex...].first == ";", let character = character(named: name) {
                text += character
                rest = rest[name.endIndex...].dropFirst()
            } else {
                text += "&"
                rest = rest.dropFirst()
            }
        }
        return text + rest
    }

    private static func character(named name: Substring) -> String? {
        guard name.first == "#" else { return names[String(name)] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }

    private static let names = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®",
        "hellip": "…", "mdash": "—", "ndash": "–", "times": "×", "middot": "·", "bull": "•", "laquo": "«", "raquo": "»",
        "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓",
        "euro": "€", "pound": "£", "shy": "\u{AD}", "zwnj": "\u{200C}", "check": "✓",
    ]
}

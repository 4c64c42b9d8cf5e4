import SeededRandomness
import WireJSON

/// Random values, and random spellings of them.
struct RandomJSON {
    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func value(depth: Int = 4) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(integer())
        case 3: return .number(number())
        case 4, 5: return .string(string())
        case 6: return .array((0..<Int.random(in: 0...5, using: &random)).map { _ in value(depth: depth - 1) })
        default:
            let names = (0..<Int.random(in: 0...5, using: &random)).map { _ in string() }
            return .object(
                Dictionary(names.map { ($0, value(depth: depth - 1)) }, uniquingKeysWith: { _, last in last }))
        }
    }

    mutating func integer() -> Int {
        let wide = Int.random(in: .min ... .max, using: &random)
        return [0, 1, -1, 9, 10, .max, .min, wide, wide >> 32, wide >> 56].randomElement(using: &random)!
    }

    /// Any finite pattern of bits, or a short one.
    mutating func number() -> Double {
        let pattern = Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
        let short = Double(Int.random(in: -9999...9999, using: &random)) / 100
        return Bool.random(using: &random) && pattern.isFinite ? pattern : short
    }

    /// ASCII, escapes and control characters, and characters of two, three and four bytes, in runs of every length up to 24.
    mutating func string() -> String {
        let alphabets: [[Unicode.Scalar]] = [
            Array("abcdefghijklmnopqrstuvwxyz <>=/".unicodeScalars),
            Array("a\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}".unicodeScalars),
            Array("aéß€한\u{FFFD}\u{2028}😀𝄞\u{10FFFF}".unicodeScalars),
        ]
        let alphabet = alphabets.randomElement(using: &random)!
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...24, using: &random) { text.append(alphabet.randomElement(using: &random)!) }
        return String(text)
    }

    /// A spelling of `value` with white space and escapes that no writer would choose.
    mutating func text(of value: JSONValue) -> String {
        space() + bareText(of: value) + space()
    }

    private mutating func bareText(of value: JSONValue) -> String {
        switch value {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        case .number(let value): return "\(value)"
        case .string(let value): return text(of: value)
        case .array(let elements):
            var texts: [String] = []
            for element in elements { texts.append(text(of: element)) }
            return "[" + (texts.isEmpty ? space() : texts.joined(separator: ",")) + "]"
        case .object(let members):
            var texts: [String] = []
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                texts.append(space() + text(of: name) + space() + ":" + text(of: member))
            }
            return "{" + (texts.isEmpty ? space() : texts.joined(separator: ",")) + "}"
        }
    }

    private mutating func space() -> String {
        ["", "", "", " ", "\n", "\t", "\r\n", "  "].randomElement(using: &random)!
    }

    private mutating func text(of string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            if mustEscape || Int.random(in: 0..<8, using: &random) == 0 {
                text += escape(scalar)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private mutating func escape(_ scalar: Unicode.Scalar) -> String {
        let short: [Unicode.Scalar: String] = [
            "\"": #"\""#, "\\": #"\\"#, "/": #"\/"#, "\u{8}": #"\b"#, "\u{C}": #"\f"#, "\n": #"\n"#, "\r": #"\r"#,
            "\t": #"\t"#,
        ]
        if let short = short[scalar], Bool.random(using: &random) { return short }
        return String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
            return #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}

/// Declarations of CSS for one element, for what classes cannot say because it is measured: `["width": "\(percent)%", "--hue": hue]`.
///
/// A value that could be more than a value is left out with its property: one with a quotation mark, a semicolon, a comment, or a function
/// that loads something, such as `url()`. A property that cannot be one makes rendering throw ``TemplateError``.
public struct Style: Hashable, Sendable, ExpressibleByDictionaryLiteral, AttributeContent {
    private var text = ""
    private var mistake: TemplateError?

    /// `nil` leaves a property out.
    public init(dictionaryLiteral elements: (String, String?)...) {
        for (property, value) in elements {
            guard Self.isProperty(property) else {
                mistake = mistake ?? .property(property)
                continue
            }
            guard let value, Self.isValue(value) else { continue }
            text += "\(text.isEmpty ? "" : "; ")\(property): \(value)"
        }
    }

    public var attributeValue: AttributeValue {
        if let mistake { return AttributeValue(.mistake(mistake)) }
        return text.isEmpty ? .absent : AttributeValue(.style(text))
    }

    private static func isProperty(_ name: String) -> Bool {
        name.utf8.contains { isLetter($0) } && name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == dash }
    }

    /// Whether `text` is words, numbers and harmless functions, and leaves nothing open.
    private static func isValue(_ text: String) -> Bool {
        guard !text.isEmpty, !text.contains("/*"), text.utf8.allSatisfy(isValueByte) else { return false }
        var depth = 0
        var word = ""
        for character in text {
            switch character {
            case "(":
                guard functions.contains(word.lowercased()) else { return false }
                depth += 1
            case ")":
                depth -= 1
                guard depth >= 0 else { return false }
            default: break
            }
            word = character.isLetter || character.isNumber || character == "-" ? word + String(character) : ""
        }
        return depth == 0
    }

    /// Functions that compute and load nothing; the empty name is a parenthesis in a calculation.
    private static let functions: Set = [
        "", "calc", "min", "max", "clamp", "var", "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch",
        "color",
        "color-mix", "linear-gradient", "radial-gradient", "conic-gradient", "cubic-bezier", "steps", "minmax",
        "repeat",
        "fit-content", "translate", "translatex", "translatey", "translatez", "translate3d", "scale", "scalex",
        "scaley", "scale3d",
        "rotate", "rotatex", "rotatey", "rotatez", "rotate3d", "skew", "skewx", "skewy", "matrix", "matrix3d",
        "perspective", "blur",
        "brightness", "contrast", "drop-shadow", "grayscale", "hue-rotate", "invert", "opacity", "saturate", "sepia",
    ]

    private static let dash = UInt8(ascii: "-")

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    private static func isValueByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || " .,%#+-*/_()".utf8.contains(byte)
    }
}

/// What an interpolated attribute holds; see ``AttributeContent``.
public struct AttributeValue: Hashable, Sendable {
    enum Value: Hashable, Sendable {
        case absent
        /// The name alone: ` disabled`.
        case present
        case text(String)
        /// Checked declarations of CSS.
        case style(String)
        case classes(String)
        /// Rendering throws.
        case mistake(TemplateError)
    }

    let value: Value

    init(_ value: Value) {
        self.value = value
    }

    /// No attribute at all.
    public static let absent = AttributeValue(.absent)
    /// The name alone, as in `<input disabled>`.
    public static let present = AttributeValue(.present)
    /// Text, which is escaped; in an attribute that is a URL, refused unless it is a safe one.
    public static func text(_ text: String) -> AttributeValue { AttributeValue(.text(text)) }
}

/// What can be interpolated as a whole attribute: text, a number, a flag, ``JS`` commands, a ``ClassList``, a ``Style``.
public protocol AttributeContent {
    var attributeValue: AttributeValue { get }
}

extension String: AttributeContent {
    public var attributeValue: AttributeValue { .text(self) }
}

extension Substring: AttributeContent {
    public var attributeValue: AttributeValue { .text(String(self)) }
}

extension AttributeContent where Self: BinaryInteger {
    public var attributeValue: AttributeValue { .text(String(self)) }
}

extension Int: AttributeContent {}
extension Int32: AttributeContent {}
extension Int64: AttributeContent {}
extension UInt: AttributeContent {}
extension UInt32: AttributeContent {}
extension UInt64: AttributeContent {}

/// As `description` has it.
extension Double: AttributeContent {
    public var attributeValue: AttributeValue { .text(description) }
}

/// An attribute without a value while `true`. For one whose value is the word, such as `aria-expanded`, write that word.
extension Bool: AttributeContent {
    public var attributeValue: AttributeValue { self ? .present : .absent }
}

extension JS: AttributeContent {
    public var attributeValue: AttributeValue {
        do {
            return .text(try text)
        } catch {
            return AttributeValue(.mistake(error))
        }
    }
}

/// The classes of an element: those that are not `nil`.
///
///     ClassList("tab", isActive ? "active" : nil)
public struct ClassList: Hashable, Sendable, AttributeContent {
    private let classes: [String]

    /// - Parameter classes: one or more names each, separated by spaces.
    public init(_ classes: String?...) {
        self.init(classes)
    }

    init(_ classes: [String?]) {
        self.classes = classes.compactMap { $0?.isEmpty == false ? $0 : nil }
    }

    public var attributeValue: AttributeValue {
        classes.isEmpty ? .absent : AttributeValue(.classes(classes.joined(separator: " ")))
    }
}

/// What a view or a component looks like now: a template's literal text, with the values that stand in it.
///
/// Written as a string literal. The literal parts are the *statics*, sent to the browser once; the interpolations are the
/// *dynamics*, sent when they change. Values are kept as they are and escaped for the place they stand in when they are written:
///
///     func render() -> Rendered {
///         """
///         <h1 class="\(mood)">Hello \(name)</h1>
///         \(if: isAdmin, "<a href=\"/admin\">Administration</a>")
///         <ul>\(for: rows, id: \.id, { row in
///             "<li id=\"row-\(row.id)\">\(row.title)</li>"
///         })</ul>
///         """
///     }
///
/// Where no escaping is safe (inside `<script>`, in an unquoted attribute, as a tag's name …) rendering throws ``TemplateError``.
public struct Rendered: Sendable {
    /// One more than there are dynamics.
    let statics: [StaticString]
    let dynamics: [Dynamic]

    init(statics: [StaticString], dynamics: [Dynamic]) {
        self.statics = statics
        self.dynamics = dynamics
    }

    /// No markup at all.
    public static let empty: Rendered = ""
}

/// One interpolated value, raw.
enum Dynamic: Sendable {
    case leaf(Leaf)
    case nested(Rendered)
    indirect case list(Comprehension)
    indirect case stream(StreamContent)
    indirect case component(ComponentReference)
}

/// A value that prints by itself. Not escaped yet.
enum Leaf: Sendable {
    case text(String)
    /// Apart from text, so that an unchanged number is compared without being formatted.
    case integer(Int)
    case raw(String)
    /// A nested template that is not there.
    case noMarkup
    indirect case attribute(name: StaticString, value: AttributeValue)
    indirect case attributes(Attributes)
    /// A value that cannot be; rendering throws.
    indirect case mistake(TemplateError)
}

extension Leaf {
    /// Whether `other` prints the same at the same place. Byte for byte, where `String`'s own equality is about characters.
    func isSame(as other: Leaf) -> Bool {
        switch (self, other) {
        case (.text(let one), .text(let other)): one.hasSameBytes(as: other)
        case (.integer(let one), .integer(let other)): one == other
        case (.raw(let one), .raw(let other)): one.hasSameBytes(as: other)
        case (.noMarkup, .noMarkup): true
        case (.attribute(let name, let one), .attribute(let otherName, let other)):
            name.isSameLiteral(as: otherName) && one.isSame(as: other)
        case (.attributes(let one), .attributes(let other)):
            one.entries.elementsEqual(other.entries) { $0.name == $1.name && $0.value.isSame(as: $1.value) }
        default: false
        }
    }
}

extension AttributeValue {
    func isSame(as other: AttributeValue) -> Bool {
        guard case (.text(let one), .text(let other)) = (value, other.value) else { return value == other.value }
        return one.hasSameBytes(as: other)
    }
}

extension String {
    fileprivate func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return utf8.withContiguousStorageIfAvailable { one in
            other.utf8.withContiguousStorageIfAvailable { one.hasSameBytes(as: $0) }
        }.flatMap { $0 } ?? utf8.elementsEqual(other.utf8)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// - Precondition: both have the same count. Eight bytes at a time: large unchanged texts are compared on every render.
    fileprivate func hasSameBytes(as other: Self) -> Bool {
        let one = UnsafeRawBufferPointer(self)
        let other = UnsafeRawBufferPointer(other)
        var offset = 0
        while offset + 8 <= one.count {
            guard
                one.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset += 8
        }
        return one[offset...].elementsEqual(other[offset...])
    }
}

extension StaticString {
    /// Whether both are the same literal in memory: same text for certain, though equal literals may differ.
    func isSameLiteral(as other: StaticString) -> Bool {
        identity == other.identity && length == other.length
    }

    /// Where the literal stands in the program, good within this process only.
    var identity: UInt {
        hasPointerRepresentation ? UInt(bitPattern: utf8Start) : UInt(unicodeScalar.value)
    }

    var length: Int {
        hasPointerRepresentation ? utf8CodeUnitCount : -1
    }
}

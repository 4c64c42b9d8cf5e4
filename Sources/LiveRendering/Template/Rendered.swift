#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

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
    private let storage: RenderedStorage

    /// - Parameter storage: has the template, and as many values as it has dynamics.
    init(_ storage: RenderedStorage) {
        self.storage = storage
    }

    init(template: TemplateReference, dynamics: [Dynamic]) {
        var storage = RenderedStorage(capacity: dynamics.count)
        for dynamic in dynamics { storage.append(dynamic) }
        storage.template = template
        self.init(storage)
    }

    init(statics: [StaticString], dynamics: [Dynamic]) {
        self.init(template: TemplateTable.shared.template(of: statics), dynamics: dynamics)
    }

    var template: TemplateReference { storage.template }
    /// How many dynamics there are: one less than the template has literals.
    var count: Int { storage.count }

    subscript(index: Int) -> Dynamic { storage[index] }

    /// The first dynamic, from `start` on, that may have changed since the client had `known`, from `offset` on.
    func firstChange(from known: [Known], offset: Int = 0, start: Int = 0) -> Int? {
        let count = count
        precondition(offset >= 0 && offset + count <= known.count)
        return withExtendedLifetime(storage) {
            known.withUnsafeBufferPointer { known in
                // Not through subscripts, which copy what they give: this looks at every value of a page, and nearly all are the same.
                let elements = UnsafePointer(storage.elements)
                var index = start
                while index < count, known.baseAddress!.isUnchanged(at: offset + index, elements + index) { index += 1 }
                return index < count ? index : nil
            }
        }
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
    case memo(any MemoSource)
    case memoRows(any MemoRowSource)
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

extension UnsafePointer<Known> {
    @inline(__always)
    fileprivate func isUnchanged(at index: Int, _ dynamic: UnsafePointer<Dynamic>) -> Bool {
        if case .leaf(.text(let one)) = self[index], case .leaf(.text(let other)) = dynamic.pointee,
            one.hasSameWords(as: other)
        {
            return true
        }
        if case .leaf(.integer(let one)) = self[index], case .leaf(.integer(let other)) = dynamic.pointee {
            return one == other
        }
        return isUnchangedOther(at: index, dynamic)
    }

    @inline(never)
    private func isUnchangedOther(at index: Int, _ dynamic: UnsafePointer<Dynamic>) -> Bool {
        guard case .leaf(let one) = self[index], case .leaf(let other) = dynamic.pointee else { return false }
        return one.isSame(as: other)
    }
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
    /// A string is two words, which hold either all its bytes or where they are: the same words are the same text. Settles nearly all
    /// comparisons of a page that did not change.
    @inline(__always)
    fileprivate func hasSameWords(as other: String) -> Bool {
        typealias Words = (UInt64, UInt64)
        let (one, two) = (unsafeBitCast(self, to: Words.self), unsafeBitCast(other, to: Words.self))
        return one.0 == two.0 && one.1 == two.1
    }

    fileprivate func hasSameBytes(as other: String) -> Bool {
        if hasSameWords(as: other) { return true }
        guard utf8.count == other.utf8.count else { return false }
        return utf8.withContiguousStorageIfAvailable { one in
            other.utf8.withContiguousStorageIfAvailable { memcmp(one.baseAddress!, $0.baseAddress!, one.count) == 0 }
        }.flatMap { $0 } ?? utf8.elementsEqual(other.utf8)
    }
}

extension StaticString {
    /// Whether both are the same literal in memory: same text for certain, though equal literals may differ.
    @inline(__always)
    func isSameLiteral(as other: StaticString) -> Bool {
        // An address and a length, or a single character, and which of the two it is.
        typealias Parts = (UInt, UInt, UInt8)
        let (one, two) = (unsafeBitCast(self, to: Parts.self), unsafeBitCast(other, to: Parts.self))
        return one.0 == two.0 && one.1 == two.1 && one.2 == two.2
    }

    /// Where the literal stands in the program, good within this process only.
    @inline(__always)
    var identity: UInt {
        hasPointerRepresentation ? UInt(bitPattern: utf8Start) : UInt(unicodeScalar.value)
    }

    @inline(__always)
    var length: Int {
        hasPointerRepresentation ? utf8CodeUnitCount : -1
    }
}

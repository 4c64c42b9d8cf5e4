/// A part of a template that depends on one value, and is only made when that value is another one.
protocol MemoSource: AnyObject, Sendable {
    /// Whether `other` makes the same part of an equal value.
    func isSame(as other: any MemoSource) -> Bool
    func rendered() -> Rendered
}

/// The place in a program where a memo stands: two of them never stand for each other, whatever their values.
@usableFromInline
struct MemoSite: Sendable {
    private let file: StaticString
    private let line: UInt
    private let column: UInt

    @usableFromInline
    init(file: StaticString, line: UInt, column: UInt) {
        self.file = file
        self.line = line
        self.column = column
    }

    func isSame(as other: MemoSite) -> Bool {
        line == other.line && column == other.column && file.isSameLiteral(as: other.file)
    }
}

@usableFromInline
final class Memo<Value: Equatable & Sendable>: MemoSource {
    private let value: Value
    private let content: @Sendable (Value) -> Rendered
    private let site: MemoSite

    @usableFromInline
    init(_ value: Value, _ content: @escaping @Sendable (Value) -> Rendered, site: MemoSite) {
        self.value = value
        self.content = content
        self.site = site
    }

    func isSame(as other: any MemoSource) -> Bool {
        guard let other = other as? Memo<Value>, site.isSame(as: other.site) else { return false }
        return areIdentical(value, other.value) || value == other.value
    }

    func rendered() -> Rendered { content(value) }
}

/// Whether two values have the same bytes: then they are equal, whatever it costs to find out otherwise. An array's bytes are the place
/// of its elements.
func areIdentical<Value>(_ one: Value, _ other: Value) -> Bool {
    withUnsafeBytes(of: one) { one in withUnsafeBytes(of: other) { one.elementsEqual($0) } }
}

extension Rendered.StringInterpolation {
    /// A part that depends on `value` and on nothing else: while it stays equal, the part is neither made nor compared.
    ///
    ///     <nav>\(memo: menu, { menu in "\(for: menu.entries, { "<a href=\"\($0.path)\">\($0.name)</a>" })" })</nav>
    ///
    /// For parts that are large and seldom change. The view keeps `value` for as long as the part is shown. Components in the part live on
    /// as they are; a part with a stream in it is always made.
    ///
    /// - Parameter content: makes the part of the value. What else it uses is not watched: put that into the value, as in
    ///   `\(memo: Sidebar(menu: menu, current: path), { … })`.
    @inlinable
    public mutating func appendInterpolation<Value: Equatable & Sendable>(
        memo value: Value, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column,
        _ content: @escaping @Sendable (Value) -> Rendered
    ) {
        append(Memo(value, content, site: MemoSite(file: file, line: line, column: column)))
    }

    @usableFromInline
    mutating func append(_ memo: Memo<some Equatable & Sendable>) { append(.memo(memo)) }
}

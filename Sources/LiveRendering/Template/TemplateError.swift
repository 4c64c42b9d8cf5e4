/// A template cannot be rendered safely, or at all.
///
/// A mistake in a template, found the first time the template is rendered. Says what is wrong, where, and what to do; quotes literal
/// text only, never a value.
public struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is. The set may grow.
    public struct Code: Hashable, Sendable {
        fileprivate enum Value {
            case unsafePlace, misplaced, openMarkup, attributeName, duplicateKey, component, stream, command
        }
        fileprivate let value: Value

        /// A value where no escaping is safe.
        public static let unsafePlace = Code(value: .unsafePlace)
        /// Text, markup or an attribute where only another of them can stand.
        public static let misplaced = Code(value: .misplaced)
        /// A template that ends inside a tag, a comment, or an element such as `<script>`.
        public static let openMarkup = Code(value: .openMarkup)
        /// An attribute whose name cannot be interpolated.
        public static let attributeName = Code(value: .attributeName)
        /// Two rows of a list with one key.
        public static let duplicateKey = Code(value: .duplicateKey)
        /// A component twice, or where there are none, or one that is not an element.
        public static let component = Code(value: .component)
        /// A ``JS`` command that cannot be.
        public static let command = Code(value: .command)
        /// A stream in an element that is not a stream's, or with a row that is not its own, or with more rows than can be.
        public static let stream = Code(value: .stream)
    }

    public let code: Code
    public let message: String
    /// What a component threw, where it is to blame.
    package let underlying: (any Error)?

    init(code: Code, message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.underlying = underlying
    }

    public var description: String { message }

    public static func == (one: Self, other: Self) -> Bool { one.code == other.code && one.message == other.message }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(message)
    }
}

extension TemplateError {
    static func duplicateKey(_ one: Int, _ other: Int) -> TemplateError {
        TemplateError(
            code: .duplicateKey,
            message:
                "rows \(one) and \(other) of a list have the same key: give \\(for:id:_:) an id that is unique in the list"
        )
    }

    static func command(_ problem: String) -> TemplateError {
        TemplateError(code: .command, message: "\(problem), in a JS command")
    }

    static var streamRow: TemplateError {
        TemplateError(
            code: .stream,
            message:
                "a stream's row is an element with the id it is handed: begin it with <li id=\"\\(id)\"> or the like")
    }

    static var overfullStream: TemplateError {
        TemplateError(
            code: .stream,
            message:
                "a stream was changed more often than there is room for before it was rendered: give it a limit, or reset it"
        )
    }

    static var duplicateComponent: TemplateError {
        TemplateError(
            code: .component, message: "one component is placed twice in a page: give each place its own id")
    }

    static var notAnElement: TemplateError {
        TemplateError(
            code: .component,
            message:
                "a component is one element: its template must begin with that element's tag, end with its end tag, and hold nothing beside it"
        )
    }

    /// A component could not be mounted or updated, because of `error`.
    package static func componentFailed(_ error: any Error) -> TemplateError {
        TemplateError(code: .component, message: "a component failed: \(type(of: error))", underlying: error)
    }

    package static var noComponents: TemplateError {
        TemplateError(
            code: .component,
            message:
                "a component stands where there are none, such as a layout: place components in a live view's template")
    }
}

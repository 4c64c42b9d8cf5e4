extension Rendered: ExpressibleByStringInterpolation {
    public init(stringLiteral value: StaticString) {
        var builder = StringInterpolation(literalCapacity: value.length, interpolationCount: 0)
        builder.appendLiteral(value)
        self = builder.finished()
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.finished()
    }

    /// Collects a template's parts. What may be interpolated is what this type has a method for: nothing becomes text by accident.
    public struct StringInterpolation: StringInterpolationProtocol {
        public typealias StringLiteralType = StaticString

        private let shape: TemplateShape
        /// A template that begins with the literals so far: there are `literalCount` of them, and none is in `statics`.
        private var guess: TemplateReference?
        private var literalCount = 0
        private var statics: [StaticString] = []
        private var storage: RenderedStorage

        public init(literalCapacity: Int, interpolationCount: Int) {
            shape = TemplateShape(literalCapacity: literalCapacity, interpolationCount: interpolationCount)
            storage = RenderedStorage(capacity: interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            if literalCount == storage.count, let guess, guess.has(literal, at: literalCount) {
                literalCount += 1
                return
            }
            // The compiler alternates literals and interpolations; should it stop to, positions must still be right.
            if literalCount > storage.count { storage.append(.leaf(.text(""))) }
            add(literal)
        }

        mutating func append(_ dynamic: Dynamic) {
            if literalCount == storage.count { add("") }
            storage.append(dynamic)
        }

        /// A literal that is the first, or not the one expected.
        private mutating func add(_ literal: StaticString) {
            if literalCount == 0 { guess = TemplateTable.shared.guess(shape, first: literal) }
            if let guess, !guess.has(literal, at: literalCount) { giveUp(guess) }
            if guess == nil { statics.append(literal) }
            literalCount += 1
        }

        private mutating func giveUp(_ guess: TemplateReference) {
            statics = Array(guess.target.statics.prefix(literalCount))
            self.guess = nil
        }

        fileprivate consuming func finished() -> Rendered {
            if literalCount == storage.count { add("") }
            storage.template = template
            return Rendered(storage)
        }

        private var template: TemplateReference {
            if let guess, guess.literalCount == literalCount { return guess }
            let all = guess.map { Array($0.target.statics.prefix(literalCount)) } ?? statics
            let template = TemplateTable.shared.template(of: all)
            TemplateTable.shared.remember(template, as: shape)
            return template
        }
    }
}

// MARK: Text

extension Rendered.StringInterpolation {
    /// Text, escaped for the place it stands in.
    public mutating func appendInterpolation(_ text: String) { append(.leaf(.text(text))) }
    public mutating func appendInterpolation(_ text: Substring) { append(.leaf(.text(String(text)))) }
    public mutating func appendInterpolation(_ character: Character) { append(.leaf(.text(String(character)))) }

    public mutating func appendInterpolation(_ number: Int) { append(.leaf(.integer(number))) }

    public mutating func appendInterpolation(_ number: some BinaryInteger) {
        append(.leaf(Int(exactly: number).map(Leaf.integer) ?? .text(String(number))))
    }

    /// As `description` has it. Format the number yourself where people read it.
    public mutating func appendInterpolation(_ number: some BinaryFloatingPoint & LosslessStringConvertible) {
        append(.leaf(.text(number.description)))
    }

    /// The text, or nothing for `nil`.
    public mutating func appendInterpolation(_ text: String?) { append(.leaf(.text(text ?? ""))) }
    public mutating func appendInterpolation(_ text: Substring?) { append(.leaf(.text(text.map { String($0) } ?? ""))) }
    public mutating func appendInterpolation(_ character: Character?) {
        append(.leaf(.text(character.map { String($0) } ?? "")))
    }

    public mutating func appendInterpolation(_ number: (some BinaryInteger)?) {
        guard let number else { return append(.leaf(.text(""))) }
        appendInterpolation(number)
    }

    public mutating func appendInterpolation(_ number: (some BinaryFloatingPoint & LosslessStringConvertible)?) {
        append(.leaf(.text(number.map(\.description) ?? "")))
    }

    @available(
        *, unavailable,
        message: "a Bool has no text: write \\(if: condition, \"…\") or \\(attribute: \"name\", condition)"
    )
    public mutating func appendInterpolation(_ flag: Bool) {}

    @available(
        *, unavailable,
        message: "a Bool has no text: write \\(if: condition, \"…\") or \\(attribute: \"name\", condition)"
    )
    public mutating func appendInterpolation(_ flag: Bool?) {}
}

// MARK: Markup

extension Rendered.StringInterpolation {
    /// HTML as it is, **not escaped**. Whoever can choose any of `html` runs scripts in your visitors' pages.
    ///
    /// Stands between tags only, and must close what it opens.
    public mutating func appendInterpolation(raw html: String) { append(.leaf(.raw(html))) }

    /// A template in the template. Stands between tags only, as every markup does.
    public mutating func appendInterpolation(_ nested: Rendered) { append(.nested(nested)) }

    /// The template, or nothing for `nil`.
    public mutating func appendInterpolation(_ nested: Rendered?) {
        append(nested.map(Dynamic.nested) ?? .leaf(.noMarkup))
    }

    /// `content` while `condition` holds.
    public mutating func appendInterpolation(if condition: Bool, _ content: @autoclosure () -> Rendered) {
        append(condition ? .nested(content()) : .leaf(.noMarkup))
    }

    public mutating func appendInterpolation(
        if condition: Bool, _ content: @autoclosure () -> Rendered, else alternative: @autoclosure () -> Rendered
    ) {
        append(.nested(condition ? content() : alternative()))
    }

    /// What `content` makes of the value, if there is one: `\(if: user, { user in "<b>\(user.name)</b>" })`.
    public mutating func appendInterpolation<Value>(if value: Value?, _ content: (Value) -> Rendered) {
        append(value.map { .nested(content($0)) } ?? .leaf(.noMarkup))
    }

    public mutating func appendInterpolation<Value>(
        if value: Value?, _ content: (Value) -> Rendered, else alternative: @autoclosure () -> Rendered
    ) {
        append(.nested(value.map(content) ?? alternative()))
    }
}

// MARK: Lists

extension Rendered.StringInterpolation {
    /// One row per element, recognised by its key: a row that moves is not sent again.
    ///
    ///     <ul>\(for: rows, id: \.id, { row in
    ///         "<li id=\"row-\(row.id)\">\(row.title)</li>"
    ///     })</ul>
    ///
    /// Give the row's element an `id` too: by it the browser keeps focus and scroll positions.
    ///
    /// - Parameter id: an element's key. Two elements with one key make rendering throw ``TemplateError``.
    @inlinable
    public mutating func appendInterpolation<Elements: Sequence, ID: Hashable & Sendable>(
        for elements: Elements, id: (Elements.Element) -> ID, _ row: (Elements.Element) -> Rendered
    ) {
        var list = Comprehension(capacity: elements.underestimatedCount, isKeyed: true)
        for element in elements { list.append(row(element), key: RowKey(id(element))) }
        append(list)
    }

    /// One row per element, recognised by its position. For lists that only grow or change in place.
    @inlinable
    public mutating func appendInterpolation<Elements: Sequence>(
        for elements: Elements, _ row: (Elements.Element) -> Rendered
    ) {
        var list = Comprehension(capacity: elements.underestimatedCount, isKeyed: false)
        for element in elements { list.append(row(element)) }
        append(list)
    }

    @usableFromInline
    mutating func append(_ list: Comprehension) { append(.list(list)) }
}

// MARK: Commands

extension Rendered.StringInterpolation {
    /// What the browser does by itself, as a binding's value: `phx-click="\(JS().hide(to: "#menu"))"`.
    public mutating func appendInterpolation(_ js: JS) {
        do {
            append(.leaf(.text(try js.text)))
        } catch {
            append(.leaf(.mistake(error)))
        }
    }
}

// MARK: Components

extension Rendered.StringInterpolation {
    /// A part of the page with a state of its own.
    public mutating func appendInterpolation(_ component: ComponentReference) { append(.component(component)) }

    /// Addresses events to a component: `<button phx-click="up" phx-target="\(target)">`.
    public mutating func appendInterpolation(_ target: ComponentTarget) { append(.leaf(.integer(target.cid))) }
}

/// Reads a ``Selector`` from its text.
struct SelectorParser {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        self.text = text
        rest = text[...]
    }

    /// The whole text.
    mutating func parse() throws -> Selector {
        let selector = try list()
        guard rest.isEmpty else { throw problem("“\(rest)” is not expected") }
        return selector
    }

    private func problem(_ reason: String) -> LiveViewTestingError {
        .badSelector("“\(text)” is not a selector that tests understand: \(reason)")
    }

    // MARK: Combining

    private mutating func list() throws -> Selector {
        var alternatives = [try complex()]
        while skip(",") { alternatives.append(try complex()) }
        return Selector(alternatives: alternatives)
    }

    private mutating func complex() throws -> Selector.Complex {
        skipSpace()
        var complex = Selector.Complex(conditions: try compound())
        while let combinator = combinator() {
            complex.before.insert((combinator, complex.conditions), at: 0)
            complex.conditions = try compound()
        }
        return complex
    }

    private mutating func combinator() -> Selector.Combinator? {
        let hasSpace = skipSpace()
        switch rest.first {
        case ">": return taking(.child)
        case "+": return taking(.nextSibling)
        case "~": return taking(.laterSibling)
        case nil, ",", ")": return nil
        default: return hasSpace ? .descendant : nil
        }
    }

    private mutating func taking(_ combinator: Selector.Combinator) -> Selector.Combinator {
        rest = rest.dropFirst()
        skipSpace()
        return combinator
    }

    // MARK: One element

    private mutating func compound() throws -> [Selector.Condition] {
        let start = rest.startIndex
        var conditions: [Selector.Condition] = []
        if !skip("*"), rest.first?.isLetter == true {
            conditions.append(.name(try identifier().lowercased()))
        }
        while true {
            if skip("#") {
                conditions.append(.attribute("id", .equals(try identifier())))
            } else if skip(".") {
                conditions.append(.attribute("class", .hasWord(try identifier())))
            } else if skip("[") {
                conditions.append(try attribute())
            } else if skip(":") {
                conditions += try pseudoClass()
            } else {
                break
            }
        }
        guard rest.startIndex > start else { throw problem("an element is missing") }
        return conditions
    }

    private mutating func attribute() throws -> Selector.Condition {
        skipSpace()
        let name = try identifier().lowercased()
        skipSpace()
        if skip("]") { return .attribute(name, .exists) }
        let sign = rest.prefix { $0 != "=" && !$0.isWhitespace }
        rest = rest.dropFirst(sign.count)
        guard skip("=") else { throw problem("an attribute's “=” or “]” is missing") }
        skipSpace()
        let value = try rest.first == "\"" || rest.first == "'" ? quoted() : identifier()
        skipSpace()
        guard skip("]") else { throw problem("a “]” is missing") }
        return .attribute(name, try comparison(sign, value))
    }

    private func comparison(_ sign: Substring, _ value: String) throws -> Selector.Comparison {
        switch sign {
        case "": .equals(value)
        case "~": .hasWord(value)
        case "|": .hasLanguage(value)
        case "^": .hasPrefix(value)
        case "$": .hasSuffix(value)
        case "*": .contains(value)
        default: throw problem("“\(sign)=” compares nothing")
        }
    }

    // MARK: Pseudo-classes

    private mutating func pseudoClass() throws -> [Selector.Condition] {
        let name = try identifier().lowercased()
        switch name {
        case "first-child": return [.nth(step: 0, offset: 1)]
        case "last-child": return [.lastChild]
        case "only-child": return [.nth(step: 0, offset: 1), .lastChild]
        case "root": return [.root]
        case "empty": return [.empty]
        case "checked": return [.checked]
        case "disabled": return [.disabled]
        case "enabled": return [.enabled]
        case "nth-child": return [try argument { try $0.nth() }]
        case "not": return [try argument { .not(try $0.list()) }]
        case "is", "where": return [try argument { .isAny(try $0.list()) }]
        case "has": return [try argument { .has(try $0.list()) }]
        case "has-text": return [try argument { .hasText(try $0.quoted()) }]
        default: throw problem("“:\(name)” is not known")
        }
    }

    private mutating func argument(
        _ read: (inout SelectorParser) throws -> Selector.Condition
    ) throws -> Selector.Condition {
        guard skip("(") else { throw problem("a “(” is missing") }
        skipSpace()
        let condition = try read(&self)
        skipSpace()
        guard skip(")") else { throw problem("a “)” is missing") }
        return condition
    }

    private mutating func nth() throws -> Selector.Condition {
        let formula = rest.prefix { $0 != ")" }
        rest = rest.dropFirst(formula.count)
        let compact = formula.filter { !$0.isWhitespace }.lowercased()
        if compact == "odd" { return .nth(step: 2, offset: 1) }
        if compact == "even" { return .nth(step: 2, offset: 0) }
        guard let split = compact.firstIndex(of: "n") else {
            guard let offset = Int(compact) else { throw problem("“\(formula)” is not a place") }
            return .nth(step: 0, offset: offset)
        }
        let (step, offset) = (compact[..<split], compact[split...].dropFirst())
        guard let number = ["": 1, "+": 1, "-": -1][String(step)] ?? Int(step),
            let start = offset.isEmpty ? 0 : Int(offset)
        else { throw problem("“\(formula)” is not a place") }
        return .nth(step: number, offset: start)
    }

    // MARK: Words

    /// A name; `\` takes the character after it as it is.
    private mutating func identifier() throws -> String {
        var name = ""
        while let character = rest.first {
            if character == "\\", let escaped = rest.dropFirst().first {
                name.append(escaped)
                rest = rest.dropFirst(2)
            } else if character.isLetter || character.isNumber || character == "-" || character == "_" {
                name.append(character)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        guard !name.isEmpty else { throw problem("a name is missing before “\(rest)”") }
        return name
    }

    private mutating func quoted() throws -> String {
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            throw problem("a quotation mark is missing")
        }
        let content = rest.dropFirst()
        guard let end = content.firstIndex(of: quote) else { throw problem("a quotation mark is missing") }
        rest = content[end...].dropFirst()
        return String(content[..<end])
    }

    @discardableResult
    private mutating func skip(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let count = rest.prefix(while: \.isWhitespace).count
        rest = rest.dropFirst(count)
        return count > 0
    }
}

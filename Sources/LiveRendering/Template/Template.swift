import NIOCore
import Synchronization
import WireJSON

/// What is true of a template whatever its values: its literal text, and the place of each dynamic.
///
/// Made once per template and process, and shared by every view that shows it.
final class Template: Sendable {
    let statics: [StaticString]
    let places: [Place]
    /// What is around each dynamic.
    let containers: [Outline.Container]
    /// Whether what it renders is one element, whatever the values.
    let isElement: Bool
    /// `statics` as a JSON array.
    let encodedStatics: ByteBuffer

    convenience init(statics: [StaticString]) throws(TemplateError) {
        let scanner = try Self.scanned(statics)
        self.init(
            statics: statics, places: scanner.places, containers: scanner.containers,
            isElement: scanner.outline.isElement)
    }

    private init(
        statics: [StaticString], places: [Place], containers: [Outline.Container], isElement: Bool
    ) {
        self.statics = statics
        self.places = places
        self.containers = containers
        self.isElement = isElement
        encodedStatics = Self.encoded(statics)
    }

    /// Of a row whose template is its own: nothing around one dynamic.
    static let rowWrapper = Template(
        statics: ["", ""], places: [.text], containers: [.unknown], isElement: false)

    /// The template `rendered` was made from.
    static func of(_ rendered: Rendered) throws(TemplateError) -> Template {
        try table.template(for: TemplateIdentity(statics: rendered.statics))
    }

    private static let table = TemplateTable()

    /// Whether `rendered` was made from this template.
    func matches(_ rendered: Rendered) -> Bool {
        TemplateIdentity(statics: statics) == TemplateIdentity(statics: rendered.statics)
    }

    private static func scanned(_ statics: [StaticString]) throws(TemplateError) -> MarkupScanner {
        var scanner = MarkupScanner()
        for (index, literal) in statics.enumerated() {
            if index > 0 { scanner.dynamic() }
            scanner.scan(literal)
        }
        guard scanner.state == .data else { throw .openMarkup(statics) }
        return scanner
    }

    private static func encoded(_ statics: [StaticString]) -> ByteBuffer {
        var json = JSONWriter()
        json.beginArray()
        for literal in statics { json.string(literal) }
        json.endArray()
        return json.buffer
    }
}

/// A template's fingerprint: its literals' places in the program, compared one by one, so that two templates are never taken for one.
/// Equal literals in different places may count as two. Good within this process only.
struct TemplateIdentity: Hashable, Sendable {
    let statics: [StaticString]

    static func == (one: Self, other: Self) -> Bool {
        guard one.statics.count == other.statics.count else { return false }
        for index in one.statics.indices where !one.statics[index].isSameLiteral(as: other.statics[index]) {
            return false
        }
        return true
    }

    func hash(into hasher: inout Hasher) {
        for literal in statics {
            hasher.combine(literal.identity)
            hasher.combine(literal.length)
        }
    }
}

/// Every template seen so far. Bounded by the program's text: literals are what it is made of.
private final class TemplateTable: Sendable {
    private let templates = Mutex<[TemplateIdentity: Template]>([:])

    func template(for identity: TemplateIdentity) throws(TemplateError) -> Template {
        if let known = templates.withLock({ $0[identity] }) { return known }
        let template = try Template(statics: identity.statics)
        templates.withLock { $0[identity] = template }
        return template
    }
}

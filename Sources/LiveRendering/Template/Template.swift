import NIOCore
import WireJSON

/// What is true of a template whatever its values: its literal text, and the place of each dynamic.
///
/// Made once per template and process, kept for good, and shared by every view that shows it.
final class Template: @unchecked Sendable {
    // Unchecked for `literals` alone, which are as constant as the rest.

    let statics: [StaticString]
    /// The same, at an address that never changes: for a look at one of them, without counting who looks.
    fileprivate let literals: UnsafeBufferPointer<StaticString>
    let places: [Place]
    /// What is around each dynamic.
    let containers: [Outline.Container]
    /// Whether what it renders is one element, whatever the values.
    let isElement: Bool
    /// `statics` as a JSON array.
    let encodedStatics: ByteBuffer
    /// Why it cannot be rendered at all.
    private let mistake: TemplateError?

    init(statics: [StaticString]) {
        self.statics = statics
        let literals = UnsafeMutableBufferPointer<StaticString>.allocate(capacity: statics.count)
        _ = literals.initialize(from: statics)
        self.literals = UnsafeBufferPointer(literals)
        encodedStatics = Self.encoded(statics)
        let scanner = MarkupScanner(statics)
        places = scanner.places
        containers = scanner.containers
        isElement = scanner.outline.isElement
        mistake = scanner.state == .data ? nil : .openMarkup(statics)
    }

    /// - Throws: ``TemplateError`` if it cannot be rendered at all.
    func check() throws(TemplateError) {
        if let mistake { throw mistake }
    }

    private static func encoded(_ statics: [StaticString]) -> ByteBuffer {
        var json = JSONWriter()
        json.beginArray()
        for literal in statics { json.string(literal) }
        json.endArray()
        return json.buffer
    }
}

extension MarkupScanner {
    fileprivate init(_ statics: [StaticString]) {
        self.init()
        for (index, literal) in statics.enumerated() {
            if index > 0 { dynamic() }
            scan(literal)
        }
    }
}

/// A template, named without being counted: all event loops render the same few templates, and would fight over their counts.
///
/// Also the template's fingerprint: two templates are the same if their literals stand in the same places of the program. Equal literals
/// in different places may count as two. Good within this process only.
struct TemplateReference: Sendable, Hashable {
    // Safe because templates are immortal: `TemplateTable` alone makes references, of templates that it keeps.
    private let template: Unmanaged<Template>

    init(immortal template: Unmanaged<Template>) {
        self.template = template
    }

    var target: Template { template.takeUnretainedValue() }

    static func == (one: Self, other: Self) -> Bool { one.template.toOpaque() == other.template.toOpaque() }

    func hash(into hasher: inout Hasher) { hasher.combine(template.toOpaque()) }

    /// Of a row whose template is its own: nothing around one dynamic.
    static let rowWrapper = TemplateTable.shared.template(of: ["", ""])
}

// MARK: Literals

extension TemplateReference {
    @inline(__always)
    var literalCount: Int { template._withUnsafeGuaranteedRef { $0.literals.count } }

    /// Whether the literal at `index` is the very same as `literal`; not if there is none.
    @inline(__always)
    func has(_ literal: StaticString, at index: Int) -> Bool {
        template._withUnsafeGuaranteedRef { template in
            index < template.literals.count && template.literals[index].isSameLiteral(as: literal)
        }
    }
}

import NIOCore
public import WireJSON

/// What the browser does by itself on an event: shows, hides, moves focus, and tells the server where it should.
///
/// Commands run in the order they are chained, at once; none waits for what another asked of the server. They stand as the value of a
/// binding, or of a `data-` attribute that ``exec(_:to:)`` names:
///
///     <div id="menu" hidden phx-click-away="\(JS().hide(to: "#menu"))">…</div>
///     <button phx-click="\(JS().toggle(to: "#menu").push("menu-toggled"))">Menu</button>
///
/// What classes, attributes and visibility they change outlives patches of the page.
///
/// A value is worth keeping where many rows share it. A command that cannot be, such as one that adds no class, makes rendering throw
/// ``TemplateError`` with what is wrong; the others of its chain are of no use then either.
///
/// - SeeAlso: Phoenix LiveView 1.2, `Phoenix.LiveView.JS`.
public struct JS: Hashable, Sendable {
    /// What is between the brackets of the commands' JSON, members in alphabetical order: equal chains are equal text.
    private var elements = ""
    private var mistake: TemplateError?

    /// No command: the beginning of a chain.
    public init() {}

    /// The commands of this chain, then those of `other`.
    public func appending(_ other: JS) -> JS {
        var js = self
        js.elements += elements.isEmpty || other.elements.isEmpty ? other.elements : "," + other.elements
        js.mistake = mistake ?? other.mistake
        return js
    }

    /// The commands as a part of an event's payload, for a script that hands them to `liveSocket.execJS`.
    ///
    ///     socket.push("highlight", ["to": "#row-7", "js": try JS().transition("flash").json])
    ///
    /// - Throws: ``TemplateError`` for a command that cannot be.
    public var json: JSONValue {
        get throws(TemplateError) {
            let text = try text
            guard let value = try? JSONValue(parsing: text) else { preconditionFailure("not JSON: \(text)") }
            return value
        }
    }

    /// The commands as an attribute holds them, before it is escaped: `[["hide",{"to":"#menu"}]]`.
    var text: String {
        get throws(TemplateError) {
            if let mistake { throw mistake }
            return "[\(elements)]"
        }
    }

    // MARK: Adding

    /// This chain and one command more.
    ///
    /// - Parameter arguments: writes the command's members, in alphabetical order.
    func adding(_ name: StaticString, _ arguments: (inout JSONWriter) throws(TemplateError) -> Void) -> JS {
        var json = JSONWriter()
        json.beginArray()
        json.string(name)
        json.beginObject()
        var js = self
        do {
            try arguments(&json)
        } catch {
            js.mistake = js.mistake ?? error
        }
        json.endObject()
        json.endArray()
        js.elements += (js.elements.isEmpty ? "" : ",") + String(buffer: json.buffer)
        return js
    }
}

extension JSONWriter {
    /// A member; none for `nil`.
    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    /// A member; none while the value is what the client assumes.
    mutating func member(_ name: String, _ value: Bool, unless assumed: Bool) {
        guard value != assumed else { return }
        self.name(name)
        bool(value)
    }

    mutating func member(_ name: String, _ values: [String]) {
        self.name(name)
        strings(values)
    }

    mutating func strings(_ values: [String]) {
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// A member; none for `nil`. Names are in alphabetical order at every depth, where a dictionary has none that would last.
    mutating func member(_ name: String, _ members: [String: JSONValue]?) {
        guard let members else { return }
        self.name(name)
        ordered(.object(members))
    }

    private mutating func ordered(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            beginArray()
            for element in elements { ordered(element) }
            endArray()
        case .object(let members):
            beginObject()
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                self.name(name)
                ordered(member)
            }
            endObject()
        default: self.value(value)
        }
    }
}

import LiveRendering
import LiveViewTesting
import NIOCore
import Testing
import WireJSON

/// A page between the engine and a client: shows what it is given, and checks that the client sees just that.
struct ShownPage<Host: ComponentHost> {
    var engine = DiffEngine()
    var client = ClientTree()
    var host: Host

    /// - Returns: the message; `[:]` if there was nothing to send.
    @discardableResult
    mutating func show(_ rendered: Rendered, sourceLocation: SourceLocation = #_sourceLocation) throws -> JSONValue {
        let message = try message { (page, json) throws(TemplateError) in
            try page.engine.render(rendered, host: &page.host, into: &json)
        }
        let fresh: String
        do {
            fresh = try html(rendered)
        } catch {
            throw ClientTree.Broken("only a fresh rendering throws: \(error)")
        }
        try #expect(client.html() == fresh, sourceLocation: sourceLocation)
        return message
    }

    /// What a component's own event sends.
    @discardableResult
    mutating func showComponent(_ cid: Int, as rendered: Rendered) throws -> JSONValue {
        try showComponents([cid: rendered])
    }

    /// What is sent when components change and the page around them does not.
    @discardableResult
    mutating func showComponents(_ rendered: [Int: Rendered]) throws -> JSONValue {
        try message { (page, json) throws(TemplateError) in
            var host = ChangedComponents(host: page.host, rendered: rendered)
            defer { page.host = host.host }
            return try page.engine.render(nil, host: &host, into: &json)
        }
    }

    private mutating func message(
        _ write: (inout Self, inout JSONWriter) throws(TemplateError) -> Bool
    ) throws -> JSONValue {
        var json = JSONWriter()
        json.beginObject()
        let hasChanged = try write(&self, &json)
        json.endObject()
        let message = try JSONValue(parsing: json.buffer)
        #expect(message.object?.keys.contains("r") == false, "at the top this would be a reply")
        #expect(hasChanged == (message != [:]))
        if hasChanged { try client.apply(message) }
        return message
    }

    /// A fresh rendering, with no client and no past.
    func html(_ rendered: Rendered) throws(TemplateError) -> String {
        var host = host
        return String(buffer: try rendered.html(host: &host))
    }
}

/// Components of which some have changed by themselves.
private struct ChangedComponents<Host: ComponentHost>: ComponentHost {
    var host: Host
    var rendered: [Int: Rendered]

    var changed: Set<Int> { Set(rendered.keys) }

    mutating func render(
        _ component: ComponentReference, cid: Int, isShown: Bool
    ) throws(TemplateError) -> Rendered? {
        if let changed = rendered.removeValue(forKey: cid) { return changed }
        return try host.render(component, cid: cid, isShown: isShown)
    }

    mutating func renderChanged(_ cid: Int) throws(TemplateError) -> Rendered {
        rendered.removeValue(forKey: cid) ?? .empty
    }

    mutating func forget(_ cid: Int) { host.forget(cid) }
}

/// For hosts whose components change with their page only.
extension ComponentHost {
    var changed: Set<Int> { [] }
    mutating func renderChanged(_ cid: Int) throws(TemplateError) -> Rendered { .empty }
}

extension ShownPage where Host == NoComponents {
    init() { self.init(host: NoComponents()) }
}

extension JSONValue {
    /// Fixtures written as JSON text.
    static func parsed(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }
}

extension Rendered {
    func text() throws -> String { String(buffer: try html()) }
}

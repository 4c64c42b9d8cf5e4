import WireJSON

/// What sets off a binding.
struct Trigger {
    /// Of the event, as it goes to the server.
    let type: String?
    /// Where the binding stands; of a change, the control.
    let element: Int
    /// What the event says of itself, such as the key.
    var data: [String: JSONValue] = [:]
    /// Of a change: whose field.
    var field: String?
    /// Of a change: the form or the control with the binding.
    var dispatcher: Int?
    /// Of a submit: the button.
    var submitter: Int?
    /// Of a change that is a form's recovery: what is sent.
    var recovered: RecoverableForm?
}

/// What one thing that a person did led to, before anything is answered.
struct Reaction {
    enum Departure {
        case patch(String, isReplacing: Bool)
        case navigate(String)
        case load(String)
    }

    /// Of what was sent.
    var refs: [String] = []
    /// Where the browser goes then.
    var departures: [Departure] = []
    /// Whether anything heard of it.
    var isHeard = false
    /// Whether the client takes the focus away while it waits: every field is as rendered then.
    var suspendsFocus = false
}

extension LiveViewClient {
    /// Waits for the answers to what was sent, then goes where the browser is led.
    ///
    /// - Returns: what the last answer replies to a hook.
    @discardableResult
    func finish(_ reaction: Reaction) async throws -> JSONValue? {
        let focused = controls.focused
        if reaction.suspendsFocus { controls.focused = nil }
        let answer = try await settle(reaction.refs)
        if reaction.suspendsFocus { controls.focused = focused }
        for step in reaction.departures where departure == nil {
            switch step {
            case .patch(let target, let isReplacing): try await patch(to: target, isReplacing: isReplacing)
            case .navigate(let target): try await navigate(to: target)
            case .load(let target): try await loadPage(target)
            }
        }
        return answer
    }

    /// Runs a binding's value: an event's name, or commands.
    func react(
        to binding: String, _ trigger: Trigger, in document: RenderedDocument, _ reaction: inout Reaction
    ) throws {
        reaction.isHeard = true
        guard binding.hasPrefix("[") else {
            return reaction.refs += try push(["event": .string(binding)], trigger, document)
        }
        guard let list = (try? JSONValue(parsing: binding))?.array else {
            throw LiveViewTestingError.broken("not JS commands: \(binding)")
        }
        for command in list {
            guard let name = command.array?.first?.string, let arguments = command.array?.last else {
                throw LiveViewTestingError.broken("not a JS command: \(command)")
            }
            try run(name, arguments, trigger, document, &reaction)
        }
    }

    private func run(
        _ name: String, _ arguments: JSONValue, _ trigger: Trigger, _ document: RenderedDocument,
        _ reaction: inout Reaction
    ) throws {
        let target = arguments["href"]?.string ?? ""
        switch name {
        case "push": reaction.refs += try push(arguments, trigger, document)
        case "patch": reaction.departures.append(.patch(target, isReplacing: arguments["replace"] == true))
        case "navigate": reaction.departures.append(.navigate(target))
        case "exec":
            for element in try elements(for: arguments["to"], of: trigger.element, document) {
                let attribute = arguments["attr"]?.string ?? ""
                guard let commands = document.attribute(attribute, of: element) else {
                    throw LiveViewTestingError.broken("\(document.nodes[element].markup) has no \(attribute) to run")
                }
                try react(to: commands, Trigger(type: trigger.type, element: element), in: document, &reaction)
            }
        default: commands.append((name, arguments))
        }
    }

    /// What a command is for.
    private func elements(for selection: JSONValue?, of element: Int, _ document: RenderedDocument) throws -> [Int] {
        guard let selection else { return [element] }
        if let selector = selection.string { return document.elements(matching: try Selector(selector)) }
        if let selector = selection["inner"]?.string {
            return document.elements(matching: try Selector(selector), in: element)
        }
        let closest = try Selector(selection["closest"]?.string ?? "")
        return document.lineage(of: element).first { document.matches($0, closest) }.map { [$0] } ?? []
    }

    // MARK: Pushing

    /// - Returns: the refs of what was sent: a target may be several.
    private func push(_ arguments: JSONValue, _ trigger: Trigger, _ document: RenderedDocument) throws -> [String] {
        guard let event = arguments["event"]?.string else { throw LiveViewTestingError.broken("a push of no event") }
        let source = trigger.type == "change" ? trigger.dispatcher ?? trigger.element : trigger.element
        let target = arguments["target"] ?? document.attribute("phx-target", of: source).map { .string($0) }
        return try cids(of: target, source, document).map { cid in
            var payload = payload(trigger, value: arguments["value"]?.object ?? [:], document)
            payload["event"] = .string(event)
            payload["cid"] = cid.map { .integer($0) }
            return try post("event", .object(payload))
        }
    }

    private func payload(
        _ trigger: Trigger, value: [String: JSONValue], _ document: RenderedDocument
    ) -> [String: JSONValue] {
        switch trigger.type {
        case "change": changePayload(trigger, value, document)
        case "submit":
            [
                "type": "form", "meta": .object(meta(of: trigger.element, [:], value, document)),
                "value": .string(
                    FormFields(controls: liveControls(document), form: trigger.element, submitter: trigger.submitter)
                        .encoded()),
            ]
        default:
            [
                "type": trigger.type.map { .string($0) } ?? .null,
                "value": .object(meta(of: trigger.element, trigger.data, value, document)),
            ]
        }
    }

    private func changePayload(
        _ trigger: Trigger, _ value: [String: JSONValue], _ document: RenderedDocument
    ) -> [String: JSONValue] {
        if let form = trigger.recovered {
            let meta = form.meta.merging(value) { _, new in new }
            return ["type": "form", "uploads": [:], "value": .string(form.fields), "meta": .object(meta)]
        }
        guard let form = document.form(of: trigger.element) else { return ["type": "form", "value": ""] }
        let fields = FormFields(controls: liveControls(document), form: form)
        let ownName = document.attribute("phx-change", of: trigger.element).flatMap { _ in trigger.field }
        let target: JSONValue = .string(trigger.field ?? "undefined")
        return [
            "type": "form", "uploads": [:], "value": .string(fields.encoded(only: ownName)),
            "meta": .object(meta(of: form, ["_target": target], value, document)),
        ]
    }

    /// `phx-value-…` attributes and the element's own value, over the event's data and under the command's value.
    func meta(
        of element: Int, _ data: [String: JSONValue], _ value: [String: JSONValue], _ document: RenderedDocument
    ) -> [String: JSONValue] {
        var meta = data
        for attribute in document.nodes[element].attributes where attribute.name.hasPrefix("phx-value-") {
            meta[String(attribute.name.dropFirst("phx-value-".count))] = .string(attribute.value)
        }
        if let own = valueProperty(of: element, document) { meta["value"] = own }
        return meta.merging(value) { _, new in new }
    }

    /// The element's `value`, where it has one.
    private func valueProperty(of element: Int, _ document: RenderedDocument) -> JSONValue? {
        switch document.nodes[element].name {
        case "input", "select", "textarea":
            let isOff = document.isCheckable(element) && !liveControls(document).isChecked(element)
            return isOff ? nil : .string(liveControls(document).value(of: element))
        case "button", "data", "param": return .string(document.attribute("value", of: element) ?? "")
        case "option": return .string(document.optionValue(element))
        case "li": return .integer(document.attribute("value", of: element).flatMap { Int($0) } ?? 0)
        default: return nil
        }
    }

    /// Who an event is for: components by number, `nil` for the view.
    private func cids(of target: JSONValue?, _ source: Int, _ document: RenderedDocument) throws -> [Int?] {
        guard let target else { return [nil] }
        if let cid = target.integer ?? target.string.flatMap({ Int($0) }) {
            guard tree.shown.contains(cid) else {
                throw LiveViewTestingError.impossible("the page shows no component \(cid), which phx-target names")
            }
            return [cid]
        }
        let selector = target.string ?? ""
        let matches = document.elements(matching: try Selector(selector))
        guard !matches.isEmpty else {
            throw LiveViewTestingError.impossible("no element is “\(selector)”, which phx-target names")
        }
        return matches.map { document.cid(of: $0) }
    }

    func push(
        _ event: String, _ payload: JSONValue, fromHook element: Int, to target: String?, in document: RenderedDocument
    ) async throws -> JSONValue? {
        guard document.attribute("phx-hook", of: element) != nil, document.attribute("id", of: element) != nil else {
            throw LiveViewTestingError.impossible(
                "\(document.nodes[element].markup) has no hook: give it phx-hook and an id")
        }
        let refs = try cids(of: target.map { .string($0) }, element, document).map { cid in
            var members: [String: JSONValue] = ["type": "hook", "event": .string(event), "value": payload]
            members["cid"] = cid.map { .integer($0) }
            return try post("event", .object(members))
        }
        return try await settle(refs)
    }

    // MARK: By themselves

    /// Commands of elements that have just come into the page.
    func runMountedCommands() async throws {
        let document = document
        let mounted = try document.elements(matching: Selector("[phx-mounted]"))
        let keys = mounted.map { document.attribute("id", of: $0) ?? "\(document.path(of: $0))" }
        let new = zip(mounted, keys).filter { !mountedKeys.contains($0.1) }.map(\.0)
        mountedKeys = Set(keys)
        var reaction = Reaction()
        for element in new where departure == nil {
            guard let commands = document.attribute("phx-mounted", of: element) else { continue }
            try react(to: commands, Trigger(type: nil, element: element), in: document, &reaction)
        }
        if reaction.isHeard { try await finish(reaction) }
    }
}

extension RenderedDocument {
    /// The number of the component that holds an element.
    func cid(of index: Int) -> Int? {
        lineage(of: index).lazy.compactMap { attribute(ClientTree.componentAttribute, of: $0) }.first.flatMap {
            Int($0)
        }
    }

    /// Where an element stands, by the positions of those around it.
    func path(of index: Int) -> [Int] {
        lineage(of: index).map { element in elementChildren(of: nodes[element].parent).firstIndex(of: element) ?? 0 }
            .reversed()
    }
}

import WireJSON

extension LiveViewClient {
    // MARK: Keys and focus

    func press(_ key: String, _ kind: String, at index: Int?, in document: RenderedDocument) async throws {
        var targets: [(element: Int, binding: String)] = []
        if let index, let binding = document.attribute("phx-\(kind)", of: index) {
            targets = [(index, binding)]
        } else {
            for element in try document.elements(matching: Selector("[phx-window-\(kind)]")) {
                targets.append((element, document.attribute("phx-window-\(kind)", of: element) ?? ""))
            }
        }
        var reaction = Reaction()
        for (element, binding) in targets {
            let wanted = document.attribute("phx-key", of: element)
            guard wanted == nil || wanted?.lowercased() == key.lowercased() else { continue }
            let trigger = Trigger(type: kind, element: element, data: ["key": .string(key)])
            try react(to: binding, trigger, in: document, &reaction)
        }
        try await finish(reaction)
    }

    func focus(_ index: Int, in document: RenderedDocument) async throws {
        var reaction = Reaction()
        try focus(index, document, &reaction)
        try await finish(reaction)
    }

    func focus(_ index: Int, _ document: RenderedDocument, _ reaction: inout Reaction) throws {
        try checkUsable(index, document)
        let key = liveControls(document).key(of: index)
        guard controls.focused != key else { return }
        if let former = controls.focused.flatMap({ document.control($0, liveControls(document)) }) {
            try blur(former, document, &reaction)
        }
        controls.focused = key
        if let binding = document.attribute("phx-focus", of: index) {
            try react(to: binding, Trigger(type: "focus", element: index), in: document, &reaction)
        }
    }

    func blur(_ index: Int, in document: RenderedDocument) async throws {
        var reaction = Reaction()
        try blur(index, document, &reaction)
        try await finish(reaction)
    }

    private func blur(_ index: Int, _ document: RenderedDocument, _ reaction: inout Reaction) throws {
        if controls.focused == liveControls(document).key(of: index) { controls.focused = nil }
        if let binding = document.attribute("phx-blur", of: index) {
            try react(to: binding, Trigger(type: "blur", element: index), in: document, &reaction)
        }
    }

    // MARK: Scrolling

    func scroll(_ index: Int, _ end: String, in document: RenderedDocument) async throws {
        guard let binding = document.attribute("phx-viewport-\(end)", of: index) else {
            throw impossible(index, "has no phx-viewport-\(end)", document)
        }
        let rows = document.elementChildren(of: index)
        let row = end == "top" ? rows.first : rows.last
        let id = row.flatMap { document.attribute("id", of: $0) } ?? ""
        var reaction = Reaction()
        try react(
            to: binding, Trigger(type: "js", element: index, data: ["id": .string(id)]), in: document, &reaction)
        try await finish(reaction)
    }
}

extension LiveViewClient {
    /// Presses a key with the focus nowhere: every `phx-window-keydown`.
    public func keydown(_ key: String) async throws { try await press(key, "keydown", at: nil, in: document) }

    /// Releases a key with the focus nowhere: every `phx-window-keyup`.
    public func keyup(_ key: String) async throws { try await press(key, "keyup", at: nil, in: document) }
}

extension RenderedDocument {
    fileprivate func control(_ key: ControlState.Key, _ controls: LiveControls) -> Int? {
        descendants(of: Self.root).first { isFormControl($0) && controls.key(of: $0) == key }
    }
}

extension LiveViewClient {
    func impossible(_ index: Int, _ reason: String, _ document: RenderedDocument) -> LiveViewTestingError {
        .impossible("\(document.nodes[index].markup) \(reason)")
    }

    func checkUsable(_ index: Int, _ document: RenderedDocument) throws {
        if document.isFormControl(index), document.isDisabled(index) {
            throw impossible(index, "is disabled", document)
        }
    }

    func click(_ index: Int, in document: RenderedDocument) async throws {
        if document.nodes[index].name == "label", let control = document.labelled(by: index) {
            return try await click(control, in: document)
        }
        try checkUsable(index, document)
        var reaction = Reaction()
        let isCheck = document.isCheckable(index)
        if isCheck { toggle(index, document) }
        try clickAway(from: index, document, &reaction)
        if let target = document.lineage(of: index).first(where: { document.attribute("phx-click", of: $0) != nil }) {
            let binding = document.attribute("phx-click", of: target) ?? ""
            try react(to: binding, Trigger(type: "click", element: target), in: document, &reaction)
        }
        if isCheck { try changed(index, in: document, &reaction) } else { try doDefault(index, document, &reaction) }
        guard reaction.isHeard || isCheck else {
            throw impossible(
                index, "does nothing when it is clicked: it has no phx-click, is in no link, and submits no form",
                document)
        }
        try await finish(reaction)
    }

    private func toggle(_ control: Int, _ document: RenderedDocument) {
        let controls = liveControls(document)
        let isOn = controls.isChecked(control)
        if controls.controlIsRadio(control) {
            for other in controls.radioGroup(of: control) {
                self.controls.setChecked(other == control, of: controls.key(of: other))
            }
        } else {
            self.controls.setChecked(!isOn, of: controls.key(of: control))
        }
    }

    private func clickAway(from index: Int, _ document: RenderedDocument, _ reaction: inout Reaction) throws {
        let around = Set(document.lineage(of: index))
        for element in try document.elements(matching: Selector("[phx-click-away]"))
        where !around.contains(element) && !document.isHidden(element) {
            let binding = document.attribute("phx-click-away", of: element) ?? ""
            try react(to: binding, Trigger(type: "click", element: element), in: document, &reaction)
        }
    }

    /// What the browser does with a click by itself.
    private func doDefault(_ index: Int, _ document: RenderedDocument, _ reaction: inout Reaction) throws {
        for element in document.lineage(of: index) {
            if document.nodes[element].name == "a", let href = document.attribute("href", of: element) {
                if !href.hasPrefix("#") { try followLink(element, href, document, &reaction) }
                return
            }
            if document.isFormControl(element) {
                let submits = ["submit", "image"].contains(document.controlType(element))
                if submits, let form = document.form(of: element) {
                    try submit(form, by: element, document, &reaction)
                }
                return
            }
        }
    }

    private func followLink(
        _ link: Int, _ href: String, _ document: RenderedDocument, _ reaction: inout Reaction
    ) throws {
        reaction.isHeard = true
        let isReplacing = document.attribute("data-phx-link-state", of: link) == "replace"
        switch document.attribute("data-phx-link", of: link) {
        case "patch"?: reaction.departures.append(.patch(href, isReplacing: isReplacing))
        case "redirect"?: reaction.departures.append(.navigate(href))
        case let kind?: throw LiveViewTestingError.broken("data-phx-link=\"\(kind)\" is neither patch nor redirect")
        case nil: reaction.departures.append(.load(href))
        }
    }

    /// Where an element of an earlier document is now.
    func same(_ index: Int, _ document: RenderedDocument, since before: Int) -> Int? {
        version == before ? index : self.document.counterpart(of: index, in: document)
    }
}

extension RenderedDocument {
    /// The control that a `<label>` is for.
    func labelled(by label: Int) -> Int? {
        guard let id = attribute("for", of: label) else { return descendants(of: label).first(where: isFormControl) }
        return descendants(of: Self.root).first { attribute("id", of: $0) == id && isFormControl($0) }
    }

    /// The element that a browser would take for `index` of an earlier document: by id, else by place.
    func counterpart(of index: Int, in earlier: RenderedDocument) -> Int? {
        let all = descendants(of: Self.root)
        if let id = earlier.attribute("id", of: index) { return all.first { attribute("id", of: $0) == id } }
        let path = earlier.path(of: index)
        return all.first { nodes[$0].name == earlier.nodes[index].name && self.path(of: $0) == path }
    }

    /// As far as markup says so.
    func isHidden(_ index: Int) -> Bool {
        lineage(of: index).contains { attribute("hidden", of: $0) != nil }
    }
}

import ClerkLive

/// A dialog that the browser opens and closes by itself; the server hears only of what was decided in it.
struct ModalExample: LiveView {
    private var names = ["Ada", "Alan", "Grace"]

    init(_ mount: Mount<Anyone>) {}

    var title: String? { "Modal" }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        guard event.name == "remove" else { return }
        names.removeAll { $0 == event["name"] }
        socket.push("removed", ["name": .string(event["name"] ?? "")])
    }

    func render() -> Rendered {
        Example.page(
            "Modal",
            """
            <section class="card"><ul id="names">\(for: names, id: \.self, row)</ul>\
            \(if: names.isEmpty, "<p>Nobody is left.</p>")</section>\
            \(for: names, id: \.self, confirmation)
            """)
    }

    private func row(_ name: String) -> Rendered {
        """
        <li id="row-\(name)"><span>\(name)</span>\
        <button id="ask-\(name)" class="quiet" phx-click="\(Modal.show("confirm-\(name)"))">Remove…</button></li>
        """
    }

    private func confirmation(_ name: String) -> Rendered {
        let id = "confirm-\(name)"
        let confirm = Modal.hide(id).push("remove", value: ["name": .string(name)])
        return Modal.dialog(id: id, title: "Remove \(name)?") {
            """
            <p>There is no way back.</p><p class="actions">\
            <button id="\(id)-yes" phx-click="\(confirm)">Remove</button>\
            <button class="quiet" phx-click="\(JS().exec("data-cancel", to: .closest(".modal")))">Keep</button></p>
            """
        }
    }
}

/// A dialog as a function component: its content is a slot, its opening and closing are commands to compose.
enum Modal {
    static func dialog(id: String, title: String, _ content: () -> Rendered) -> Rendered {
        let cancel = JS().exec("data-cancel", to: "#\(id)")
        return """
            <div id="\(id)" class="modal" data-cancel="\(hide(id))" hidden>\
            \(.focusWrap(
                id: "\(id)-box",
                [
                    "class": "card", "role": "dialog", "aria-modal": "true", "aria-labelledby": "\(id)-title",
                    "phx-click-away": cancel, "phx-window-keydown": cancel, "phx-key": "Escape",
                ]
            ) { "<h2 id=\"\(id)-title\">\(title)</h2>\(content())" })</div>
            """
    }

    /// Opens the dialog, and moves the focus into it.
    static func show(_ id: String) -> JS {
        JS().pushFocus().show(to: "#\(id)", display: "grid", transition: "appearing", time: .milliseconds(150))
            .focusFirst(to: "#\(id)-box")
    }

    /// Closes the dialog, and gives the focus back.
    static func hide(_ id: String) -> JS {
        JS().hide(to: "#\(id)", transition: "vanishing", time: .milliseconds(150)).popFocus()
    }
}

import ClerkLive

/// A number that the server keeps.
struct CounterExample: LiveView {
    private var count = 0

    init(_ mount: Mount<Anyone>) {}

    var title: String? { "Counter" }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        switch event.name {
        case "up": count += 1
        case "down": count -= 1
        case "reset": count = 0
        default: break
        }
    }

    func render() -> Rendered {
        Example.page(
            "Counter",
            """
            <section class="card"><p><output id="count" aria-live="polite">\(count)</output></p><p class="actions">\
            <button id="up" phx-click="up">One more</button>\
            <button id="down" class="quiet" phx-click="down">One less</button>\
            <button id="reset" class="quiet" phx-click="reset"\(attribute: "disabled", count == 0)>Start again</button>\
            </p></section>
            """)
    }
}

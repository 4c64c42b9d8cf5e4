import ClerkLive

/// The page that benchmarks load: a heading with a name, a button with a count, a message, a list of twenty.
struct Bench: LiveView {
    private let name: String
    private var count = 0
    private var message: String
    private let rows = (1...20).map { "Row \($0)" }

    init(_ mount: Mount<Anyone>) {
        name = mount.location["name"] ?? "there"
        mount.subscribe(to: MessageBoard.topic)
        message = MessageBoard.shared.message
    }

    var title: String? { "Bench" }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        if event.name == "inc" { count += 1 }
    }

    mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
        if let text = message.value(as: String.self) { self.message = text }
    }

    func render() -> Rendered {
        """
        <main><h1>Hello \(name)</h1><button id="inc" phx-click="inc">Clicked \(count) times</button>\
        <p id="message">\(message)</p><ul>\(for: rows, id: \.self, { "<li>\($0)</li>" })</ul></main>
        """
    }
}

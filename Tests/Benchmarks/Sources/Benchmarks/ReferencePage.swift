import LiveRendering
import LiveRuntime

/// The reference page of `DESIGN.md` §6, as the demo's `/bench` shows it: heading with a name, button with a count,
/// message, list of twenty.
struct ReferencePage: LiveView {
    static let topic = "messages"

    private let name = "there"
    private var count = 0
    private var message = "Good morning, everybody."
    private let rows = (1...20).map { "Row \($0)" }

    init() {}

    init(_ mount: Mount<Anyone>) {
        mount.subscribe(to: Self.topic)
    }

    var title: String? { "Bench" }

    mutating func click() {
        count += 1
    }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        if event.name == "inc" { click() }
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

/// A keyed table of a thousand rows, five cells each.
struct TablePage {
    private struct Order {
        let id: Int
        let customer: String
        let item: String
        var quantity: Int
        let state: String
    }

    private var orders = (0..<1000).map {
        Order(id: $0, customer: "Customer \($0 % 97)", item: "Item \($0 % 31)", quantity: $0 % 9, state: "open")
    }

    var rowCount: Int { orders.count }

    /// Changes one cell.
    mutating func count(row: Int) {
        orders[row].quantity += 1
    }

    func render() -> Rendered {
        """
        <table><tbody>\(for: orders, id: \.id, { order in
            """
            <tr id="order-\(order.id)"><td>\(order.customer)</td><td>\(order.item)</td><td>\(order.quantity)</td>\
            <td>\(order.state)</td></tr>
            """
        })</tbody></table>
        """
    }
}

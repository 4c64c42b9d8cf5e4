import ClerkLive

struct Dashboard: LiveView {
    private struct Item {
        let id: Int
        let text: String
    }

    private static let maximumItems = 100
    private static let maximumLength = 200

    private let session: ClerkSession
    private let flash: Flash
    private var clicks = 0
    private var message: String
    private var items = [
        Item(id: 1, text: "Read the code of this page"), Item(id: 2, text: "Open it in a second tab"),
        Item(id: 3, text: "Sign out there"),
    ]
    private var nextID = 4

    init(_ mount: Mount<Authenticated>) {
        session = mount.auth
        flash = mount.flash
        mount.subscribe(to: MessageBoard.topic)
        message = MessageBoard.shared.message
    }

    var title: String? { "Dashboard" }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) throws {
        switch event.name {
        case "click": clicks += 1
        case "add": add(event["text"] ?? "")
        case "remove": items.removeAll { String($0.id) == event["id"] }
        case "reverse": items.reverse()
        case "crash": throw Crash()
        default: break
        }
    }

    mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) {
        if let text = message.value(as: String.self) { self.message = text }
    }

    private mutating func add(_ text: String) {
        guard text.contains(where: { !$0.isWhitespace }), items.count < Self.maximumItems else { return }
        items.append(Item(id: nextID, text: String(text.prefix(Self.maximumLength))))
        nextID += 1
    }

    /// Thrown on purpose: the page shows that a view's failure is its own.
    private struct Crash: Error {}

    func render() -> Rendered {
        DemoLayout.page(
            session, flash: flash,
            """
            <h1>Hello \(session.identity.name ?? "there")</h1>\
            <p class="subtitle">\(session.identity.email ?? session.userID)</p>\
            <div class="grid">\(counter)\(news)\(list)</div>\
            <p class="actions">\(Clerk.signOutButton(id: "sign-out"))\
            <button id="crash" class="quiet" phx-click="crash">Crash this view</button></p>
            """)
    }

    private var counter: Rendered {
        """
        <section class="card"><h2>Counter</h2><p>Kept by the server, in this page's own view.</p>\
        <button id="counter" phx-click="click">Clicked \(clicks) times</button></section>
        """
    }

    private var news: Rendered {
        """
        <section class="card"><h2>News</h2><p id="message" aria-live="polite">\(message)</p>\
        <p class="hint">Everybody's page changes at once.</p></section>
        """
    }

    private var list: Rendered {
        """
        <section class="card wide"><h2>To do <span class="count">\(items.count)</span></h2>\
        <ul id="items">\(for: items, id: \.id, row)</ul>\
        <form id="add" phx-submit="add"><input name="text" aria-label="What is to be done" placeholder="What is to be done?" \
        maxlength="200" autocomplete="off" required><button>Add</button>\
        <button type="button" class="quiet" phx-click="reverse">Reverse</button></form></section>
        """
    }

    private func row(_ item: Item) -> Rendered {
        """
        <li id="item-\(item.id)"><span>\(item.text)</span>\
        <button class="quiet" phx-click="remove" phx-value-id="\(item.id)" aria-label="Remove \(item.text)">Done</button></li>
        """
    }
}

public import LiveRendering

/// A server-rendered page that stays in conversation with its browser.
///
/// A view is a plain struct. It is mounted twice: once for the HTTP response (nothing is connected then, and the value is
/// thrown away after rendering), and once when the browser's socket joins. From then on one channel owns it: inputs reach it one at
/// a time, in order, also across an `await`, and after each one it is rendered and only the difference is sent.
///
///     struct Counter: LiveView {
///         var count = 0
///         init(_ mount: Mount<Anyone>) {}
///         mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
///             if event.name == "increment" { count += 1 }
///         }
///         func render() -> Rendered {
///             "<button phx-click=\"increment\">Clicked \(count) times</button>"
///         }
///     }
///
/// A method that throws ends the channel: the browser is told `phx_error`, and mounts the view anew.
public protocol LiveView: Sendable {
    /// What a visitor must have shown before this view can exist; inferred from ``init(_:)``'s parameter.
    associatedtype Authority: MountAuthority

    /// The events it handles; inferred from the parameter of its handler. All others are refused, and all are for a view without handler.
    associatedtype Event: DeclaredEvent

    /// Reads what the first rendering needs. A view that needs more than a mount has another initialiser in its place, and a route that calls
    /// it: ``LiveSessionRoutes/view(_:_:)-(_,(Mount<Authority>)->View)``. Subscribe to topics first, so that no change is missed between reading and listening.
    ///
    /// - Throws: ``MountRefusal`` to send the visitor elsewhere; anything else is a crash.
    init(_ mount: Mount<Authority>) async throws

    /// The document's title; `nil` leaves the layout's default.
    var title: String? { get }

    /// What the page has to say to the person at it. Declare it as a stored property to render it: `var flash: Flash = [:]`.
    ///
    /// It is set after ``init(_:)`` to what an earlier page or view left, by ``LiveSocket/putFlash(_:_:)``, by the browser's
    /// `lv:clear-flash`, and emptied when the visitor follows a link within the view. Without the property all this goes unseen.
    var flash: Flash { get set }

    /// The address, at mount (after ``init(_:)``) and whenever a patch changes it.
    mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) async throws

    /// Something the browser sent. Its values are the visitor's to choose: check them.
    ///
    /// Declare which events there are as ``Event``; or take ``LiveEvent``, and be handed whatever comes.
    mutating func handle(_ event: Event, socket: inout LiveSocket) async throws

    /// A value published on a topic this view subscribed to.
    mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) async throws

    /// The page as it follows from the view's properties, and from nothing else.
    func render() -> Rendered
}

extension LiveView {
    public var title: String? { nil }
    public var flash: Flash {
        get { [:] }
        set {}
    }
    public mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) async throws {}
    public mutating func handle(_ event: NoEvents, socket: inout LiveSocket) async throws {}
    public mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) async throws {}
}

extension LiveView {
    /// Hands `event` on, if it is one that the view declares.
    ///
    /// - Throws: ``RefusedEvent`` if it is not; what the handler throws.
    mutating func receive(_ event: LiveEvent, socket: inout LiveSocket) async throws {
        try await handle(try event.declared(as: Event.self), socket: &socket)
    }

    /// Takes over what a call changed beside the view's own doing: its flash, and values that are worked on from now.
    mutating func settle(_ socket: LiveSocket) {
        if !socket.effects.flashChanges.isEmpty { flash = socket.effects.flash(over: flash) }
        let marks = socket.scope.takeMarks(of: nil)
        guard !marks.isEmpty else { return }
        var state: any Sendable = self
        for mark in marks { mark(&state) }
        if let changed = state as? Self { self = changed }
    }
}

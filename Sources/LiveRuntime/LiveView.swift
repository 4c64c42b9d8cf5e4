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

    /// Reads what the first rendering needs. Subscribe to topics first, so that no change is missed between reading and listening.
    ///
    /// - Throws: ``MountRefusal`` to send the visitor elsewhere; anything else is a crash.
    init(_ mount: Mount<Authority>) async throws

    /// The document's title; `nil` leaves the layout's default.
    var title: String? { get }

    /// The address, at mount (after ``init(_:)``) and whenever a patch changes it.
    mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) async throws

    /// Something the browser sent. Its names and values are the visitor's to choose: check them.
    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) async throws

    /// A value published on a topic this view subscribed to.
    mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) async throws

    /// The page as it follows from the view's properties, and from nothing else.
    func render() -> Rendered
}

extension LiveView {
    public var title: String? { nil }
    public mutating func handle(_ location: LiveLocation, socket: inout LiveSocket) async throws {}
    public mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) async throws {}
    public mutating func handle(_ message: PubSubMessage, socket: inout LiveSocket) async throws {}
}

public import WireJSON

/// The handle through which a view speaks to its browser and to other views, valid during one call.
///
/// What is asked of it is carried out after the call returns, in order, together with the rendering.
public struct LiveSocket: Sendable {
    /// The DOM id of the view's container; unique in its page.
    public var id: String { scope.id }
    /// `false` while the view is rendered for the HTTP response.
    public var isConnected: Bool { scope.isConnected }

    /// Proves that a form posted over HTTP comes from a page of ours. Goes into the form as a hidden `_csrf_token`;
    /// `LiveEndpoint` says whether it is right.
    public var csrfToken: String { scope.csrfToken }

    /// Whether the page runs a script or style sheet that is served in another version by now: what `phx-track-static` marks.
    ///
    /// Worth a notice that offers to load the page anew. Never `true` while the view is rendered for the HTTP response.
    public var staticChanged: Bool { scope.hasChangedStatics }

    package var effects = Effects()
    /// The component that is called; `nil` for the view.
    private(set) var cid: Int?
    let scope: ViewScope

    package init(scope: ViewScope) {
        self.scope = scope
    }

    /// The same for a component.
    func addressed(to cid: Int) -> LiveSocket {
        var socket = self
        socket.cid = cid
        return socket
    }

    /// What a call asked for.
    package struct Effects: Sendable {
        package struct Event: Sendable {
            package let name: String
            package let payload: JSONValue
        }
        package var events: [Event] = []
        package var reply: JSONValue?
        package var navigation: Navigation?
        package var flashChanges: [FlashChange] = []
        package var refusesEvent = false
        var changes: [PartChange] = []

        /// Adds what a later call asked for.
        mutating func append(_ later: Effects) {
            events += later.events
            reply = later.reply ?? reply
            navigation = later.navigation ?? navigation
            flashChanges += later.flashChanges
            refusesEvent = refusesEvent || later.refusesEvent
            changes += later.changes
        }

        /// What flash there is after these changes to `flash`.
        func flash(over flash: Flash) -> Flash {
            flashChanges.reduce(into: flash) { $1.apply(to: &$0) }
        }
    }

    // MARK: To this browser

    /// Dispatches `name` to the page's hooks (`handleEvent`), and as `phx:<name>` on `window`, after the page was patched.
    public mutating func push(_ name: String, _ payload: JSONValue = [:]) {
        effects.events.append(.init(name: name, payload: payload))
    }

    /// Answers a hook's `pushEvent`. The last call counts.
    public mutating func reply(_ payload: JSONValue) {
        effects.reply = payload
    }

    /// Counts `event` as one that the view does not have: for handlers that take every ``LiveEvent``, in the place of ignoring it.
    public mutating func refuse(_ event: LiveEvent) {
        effects.refusesEvent = true
    }

    // MARK: Flash

    /// Shows `text` as the view's ``LiveView/flash`` of that kind; or on the next page, if the same call goes there.
    ///
    /// - Parameter kind: `info`, `error`, or an application's own.
    public mutating func putFlash(_ kind: String, _ text: String) {
        effects.flashChanges.append(.put(kind, text))
    }

    /// Takes the flash of one kind, or all, off the page.
    public mutating func clearFlash(_ kind: String? = nil) {
        effects.flashChanges.append(.clear(kind))
    }

    // MARK: Navigation

    /// Changes the address without leaving the view; ``LiveView/handle(_:socket:)-(LiveLocation,_)`` hears of it.
    ///
    /// - Parameter path: a local path of this same view, with its query.
    public mutating func patch(to path: String, replacing: Bool = false) {
        effects.navigation = .patch(to: path, replacing: replacing)
    }

    /// Moves to another view of the same live session, over the same socket. Elsewhere the browser loads the page.
    public mutating func navigate(to path: String, replacing: Bool = false, flash: Flash = [:]) {
        effects.navigation = .navigate(to: path, replacing: replacing, flash: flash)
    }

    /// Loads `path`, a local one, as a page.
    public mutating func redirect(to path: String, flash: Flash = [:]) {
        effects.navigation = .redirect(to: path, flash: flash)
    }

    /// Loads a page of another site. Never pass on an address that a visitor supplied.
    public mutating func redirect(toExternal url: String) {
        effects.navigation = .redirectToExternal(url)
    }

    // MARK: To and from other views

    /// Delivers what is published on `topic` to this view until it ends. Does nothing while not connected; twice is once.
    public func subscribe(to topic: String) {
        scope.subscriptions?.subscribe(to: topic)
    }

    /// Delivers `value` to every view subscribed to `topic`, this one too if it is.
    public func broadcast(_ value: any Sendable, to topic: String) {
        scope.pubSub.publish(value, to: topic)
    }
}

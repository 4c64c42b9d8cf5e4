import HTTPTypes
public import WireJSON

/// A browser's part in the conversation with one view: loads its page, joins it, does what a person does, merges diffs.
///
/// What goes to the server is what the browser's client would send, and what comes back is understood as it would: see
/// <doc:TestingViews>. Use it from one task.
public final class LiveViewClient {
    /// What the browser shows: the page as loaded, and after ``join(parameters:)`` the view as it is.
    public internal(set) var html: String
    /// What the document is called, with what its layout puts around the view's own title.
    public internal(set) var title: String?
    /// Events pushed to the page's hooks, in order.
    public internal(set) var events: [(name: String, payload: JSONValue)] = []
    /// What changed last, as the server sent it; `[:]` if the answer said that nothing did.
    public internal(set) var lastMessage: JSONValue = [:]
    /// Where the server sent the browser; the view has ended then. ``follow()`` goes there.
    public var redirectedTo: String? { departure?.path }
    /// The view's address, as patches have changed it.
    public internal(set) var path: String
    /// Commands that the browser ran by itself, such as `hide`, with their arguments: what they do cannot be seen in ``html``.
    public internal(set) var commands: [(name: String, arguments: JSONValue)] = []

    /// Whether components whose elements left the page are given up at once, as browsers do after a moment.
    public var dropsComponents = true

    /// The DOM id of the view's container.
    public internal(set) var id: String

    /// Where a view that ended led.
    struct Departure {
        let path: String
        let flash: String?
        /// Over the same socket, by a new join.
        let isLive: Bool
    }

    /// A socket that all views of a page share, and the join on it.
    final class Wire {
        let transport: any LiveTransport
        var socket: PageSocket?
        var inMemory: InMemorySocket?

        init(_ transport: any LiveTransport) {
            self.transport = transport
        }
    }

    let wire: Wire
    let headerFields: HTTPFields
    let isNested: Bool
    var cookies: CookieJar
    var sessionToken: String
    var staticToken: String
    var csrfToken: String?
    var titlePattern = LoadedDocument.TitlePattern()
    var topic: String { "lv:\(id)" }
    var currentHeaderFields: HTTPFields {
        var fields = headerFields
        fields[.cookie] = cookies.header
        return fields
    }

    /// Of the join that is in force.
    var joinRef: String?
    /// How often the view was joined since its page was loaded, or it was navigated to.
    var joinCount = 0
    /// How the view was reached: then joins say `redirect` where they else say `url`.
    var isNavigated = false
    var referer: String?
    var departure: Departure?
    /// Sealed; what the next join is to show.
    var travellingFlash: String?
    var history = BrowserHistory()
    var tree = ClientTree()
    var controls = ControlState()
    /// Elements whose `phx-mounted` has run.
    var mountedKeys: Set<String> = []
    /// ``html`` as elements, once somebody asked for it.
    var parsed: RenderedDocument?
    /// Counts what the browser showed; elements found before the last change are looked up again.
    var version = 0

    init(
        _ response: PageResponse, path: String, headerFields: HTTPFields, transport: any LiveTransport
    ) throws {
        let page = try LoadedDocument(response)
        wire = Wire(transport)
        self.headerFields = headerFields
        isNested = false
        cookies = CookieJar(headerFields[.cookie])
        cookies.take(response.headerFields)
        self.path = path
        (id, sessionToken, staticToken, csrfToken) = (page.id, page.sessionToken, page.staticToken, page.csrfToken)
        (html, title, titlePattern) = (page.html, page.title, page.titlePattern)
        history.visit(path, view: 0)
    }

    /// Another view of the same page.
    init(_ page: LiveViewClient, id: String, sessionToken: String, isNested: Bool) {
        (wire, headerFields, cookies, path) = (page.wire, page.headerFields, page.cookies, page.path)
        (self.id, self.sessionToken, self.isNested) = (id, sessionToken, isNested)
        (staticToken, csrfToken, html) = ("", page.csrfToken, "")
    }
}

public import HTTPTypes
public import WireJSON

/// What a visitor must have shown before a view may be mounted.
///
/// A live session grants one authority through its ``MountHook``; a view names the one it needs in its initialiser. Routing a view to
/// a session that does not grant what it needs does not compile.
public protocol MountAuthority: Sendable {
    /// What the view is handed: `Void` where nothing was asked.
    associatedtype Credential: Sendable
}

/// No authority: everybody may see the view.
public enum Anyone: MountAuthority {
    public typealias Credential = Void
}

/// Of views that their route makes with an initialiser of their own, because they need more than a ``Mount``.
///
/// No session grants it: such a view cannot be routed by its type alone, only with a closure that makes it.
public enum MadeByRoute: MountAuthority {
    public typealias Credential = Never
}

extension LiveView where Authority == MadeByRoute {
    public init(_ mount: Mount<MadeByRoute>) { switch mount.auth {} }
}

/// The first moment of a view: who is there, where they are, and how to listen before reading.
public struct Mount<Authority: MountAuthority>: Sendable {
    /// What the session's hook found.
    public let auth: Authority.Credential
    public let location: LiveLocation
    /// What an earlier page or view wanted said here, by kind.
    public let flash: Flash
    /// For what a view may begin before it exists: subscriptions, work and timers.
    public let socket: LiveSocket

    package init(auth: Authority.Credential, location: LiveLocation, flash: Flash, socket: LiveSocket) {
        self.auth = auth
        self.location = location
        self.flash = flash
        self.socket = socket
    }

    /// `false` while the view is rendered for the HTTP response.
    public var isConnected: Bool { socket.isConnected }

    /// See ``LiveSocket/csrfToken``.
    public var csrfToken: String { socket.csrfToken }

    /// Delivers what is published on `topic` to the view. Call it before reading what the messages change.
    public func subscribe(to topic: String) {
        socket.subscribe(to: topic)
    }
}

/// Everything a mount hook may judge by.
public struct MountRequest: Sendable {
    public enum Stage: Hashable, Sendable {
        /// An HTTP GET; the view is rendered once and dropped.
        case page
        /// A socket's join, on page load, reconnection or live navigation.
        case join
        /// A join of a ``PhoenixChannel``'s topic. Its client may have no page, and cannot be sent to one: refuse it, don't redirect it.
        case channel(topic: String)
    }

    public let stage: Stage
    /// Of the page. For a channel, where its socket was opened: the query holds what the client connected with.
    public let location: LiveLocation
    /// The header fields of the GET, or those of the socket's upgrade request. Cookies are absent where the upgrade came without an
    /// allowed `Origin`: a cookie then proves nothing about who sent it.
    public let headerFields: HTTPFields
    /// The GET itself; `nil` for a join.
    public let request: HTTPRequest?
    /// The client's `params` of the join; a channel's payload of it; empty for a page.
    public let parameters: JSONValue
    /// What the hook itself put into the page, returned untampered, at most as old as the page.
    public let carried: JSONValue?
    /// The channel being joined; `nil` for a page.
    public let channel: LiveChannelHandle?

    package init(
        joining location: LiveLocation, headerFields: HTTPFields, parameters: JSONValue, carried: JSONValue?,
        channel: LiveChannelHandle
    ) {
        stage = .join
        request = nil
        self.location = location
        self.headerFields = headerFields
        self.parameters = parameters
        self.carried = carried
        self.channel = channel
    }

    init(
        joining topic: String, location: LiveLocation, headerFields: HTTPFields, parameters: JSONValue,
        channel: LiveChannelHandle
    ) {
        stage = .channel(topic: topic)
        request = nil
        self.location = location
        self.headerFields = headerFields
        self.parameters = parameters
        carried = nil
        self.channel = channel
    }

    package init(page request: HTTPRequest, at location: LiveLocation) {
        stage = .page
        self.request = request
        self.location = location
        headerFields = request.headerFields
        parameters = [:]
        carried = nil
        channel = nil
    }
}

/// Why a view is not mounted, and where the browser goes instead. A mount hook returns it, a view's initialiser throws it.
public struct MountRefusal: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case redirect(to: String, flash: Flash)
        case redirectToExternal(String)
        case document(HTTPResponse.Status, title: String, message: String)
        case unauthorized
        case stale
    }
    package let kind: Kind
    package private(set) var responseFields = HTTPFields()

    private init(kind: Kind) {
        self.kind = kind
    }

    /// This refusal with `fields` appended to those of its response, when it refuses a page.
    public func appending(_ fields: HTTPFields) -> MountRefusal {
        var refusal = self
        refusal.responseFields.append(contentsOf: fields)
        return refusal
    }

    /// The browser loads `path`, a local one.
    public static func redirect(to path: String, flash: Flash = [:]) -> MountRefusal {
        MountRefusal(kind: .redirect(to: path, flash: flash))
    }
    /// The browser loads a page of another site, and keeps method and body (307). Never pass on an address that a visitor supplied.
    public static func redirect(toExternal url: String) -> MountRefusal {
        MountRefusal(kind: .redirectToExternal(url))
    }
    /// The page says `message` instead of showing its view. A browser whose join is refused so loads the page, and is told there.
    public static func document(_ status: HTTPResponse.Status, title: String, message: String) -> MountRefusal {
        MountRefusal(kind: .document(status, title: title, message: message))
    }
    /// There is nothing at this address, such as a record that was deleted.
    public static let notFound = document(
        .notFound, title: "Not found", message: "There is nothing here, or not any more.")
    /// A join is answered with `unauthorized`: the browser loads the page anew, and HTTP decides. For a page: 403.
    public static let unauthorized = MountRefusal(kind: .unauthorized)
    /// A join is answered with `stale`: as ``unauthorized``, said of a credential that was good once.
    public static let stale = MountRefusal(kind: .stale)
}

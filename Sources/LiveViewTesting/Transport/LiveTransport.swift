public import HTTPTypes

/// What lies between a test's browser and the application: nothing but memory (``LivePages``), or a network.
///
/// A test that takes an `any LiveTransport` runs over either.
public protocol LiveTransport: Sendable {
    /// Answers a GET, as the application does. Redirects are not followed.
    ///
    /// - Parameters:
    ///   - path: with its query.
    ///   - headerFields: of the request, cookies among them.
    func load(_ path: String, headerFields: HTTPFields) async throws -> PageResponse

    /// Opens the live socket of a page.
    ///
    /// - Parameters:
    ///   - csrfToken: from the page's meta element.
    ///   - headerFields: as the page was loaded with, cookies it has set since among them.
    func openSocket(csrfToken: String?, headerFields: HTTPFields) async throws -> any LiveTransportSocket
}

/// An HTTP response, as far as a page load looks at it.
public struct PageResponse: Sendable {
    public let status: Int
    public let headerFields: HTTPFields
    public let html: String

    public init(status: Int, headerFields: HTTPFields, html: String) {
        self.status = status
        self.headerFields = headerFields
        self.html = html
    }
}

extension PageResponse {
    /// Where the browser goes instead.
    var redirectTarget: String? { 300..<400 ~= status ? headerFields[.location] : nil }
}

extension LiveTransport {
    /// Loads a page as a browser does; ``LiveViewClient/join(parameters:)`` comes next.
    ///
    /// - Parameters:
    ///   - path: with its query.
    ///   - headerFields: of the request, and later of the socket.
    /// - Throws: ``LiveViewTestingError`` when no page comes of it, with where the browser was sent.
    public func open(_ path: String, headerFields: HTTPFields = [:]) async throws -> LiveViewClient {
        try LiveViewClient(
            try await load(path, headerFields: headerFields), path: path, headerFields: headerFields, transport: self)
    }
}

/// One open socket: whole text messages of the channel protocol, in order, both ways.
public protocol LiveTransportSocket: Sendable {
    /// Hands over a message; it leaves after those before it. Nothing happens on a socket that is closed.
    func send(_ text: String)

    /// The next message; `nil` once the socket is closed.
    func receive() async throws -> String?

    func close()
}

import HTTPTypes
package import Hummingbird
import LiveAssets
package import LiveRendering

/// The browser that an HTTP response is for.
struct PageVisitor {
    let session: BrowserSession
    let isNew: Bool
    /// For the page's meta element and its forms.
    let csrfToken: String
}

extension LiveEndpoint {
    /// Who sent `request`. A browser that has no session yet gets one with its document.
    func visitor(of request: Request) -> PageVisitor {
        let known = BrowserSession(request.headers, keeper: sessions)
        let session = known ?? .new()
        return PageVisitor(session: session, isNew: known == nil, csrfToken: session.csrfToken(sessions))
    }

    /// An HTML document in the application's layout, for the browser that sent `request`.
    ///
    /// A browser that has no session yet gets one.
    ///
    /// - Parameter content: is given the CSRF token for its forms.
    package func document(
        title: String?, for request: Request, content: (_ csrfToken: String) -> Rendered
    ) throws -> Response {
        let visitor = visitor(of: request)
        return try document(title: title, for: visitor, content: content(visitor.csrfToken))
    }

    func document(title: String?, for visitor: PageVisitor, content: Rendered) throws -> Response {
        let page = LivePage(
            title: title, csrfToken: visitor.csrfToken, content: content,
            script: """
                <script defer phx-track-static src="\(StaticAssets.url(of: .script))" \
                data-live-socket="\(configuration.socketPath)"></script>
                """)
        var response = Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "private, no-store", .vary: "Cookie"],
            body: ResponseBody(byteBuffer: try configuration.layout(page).html()))
        if visitor.isNew {
            response.headers.append(HTTPField(name: .setCookie, value: visitor.session.setCookie(sessions)))
        }
        return response
    }
}

import HTTPTypes
package import Hummingbird
import LiveAssets
package import LiveRendering

extension LiveEndpoint {
    /// An HTML document in the application's layout, for the browser that sent `request`.
    ///
    /// A browser that has no session yet gets one.
    ///
    /// - Parameter content: is given the CSRF token for its forms.
    package func document(
        title: String?, for request: Request, content: (_ csrfToken: String) -> Rendered
    ) throws -> Response {
        let known = BrowserSession(request.headers, keeper: sessions)
        let session = known ?? .new()
        let csrfToken = session.csrfToken(sessions)
        let page = LivePage(
            title: title, csrfToken: csrfToken, content: content(csrfToken),
            script: """
                <script defer phx-track-static src="\(StaticAssets.url(of: .script))" \
                data-live-socket="\(configuration.socketPath)"></script>
                """)
        var response = Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "private, no-store", .vary: "Cookie"],
            body: ResponseBody(byteBuffer: try configuration.layout(page).html()))
        if known == nil {
            response.headers.append(HTTPField(name: .setCookie, value: session.setCookie(sessions)))
        }
        return response
    }
}

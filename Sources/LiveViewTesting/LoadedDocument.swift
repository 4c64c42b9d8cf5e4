/// What a browser takes from a page it has loaded.
struct LoadedDocument {
    /// The id of the view's container; the topic is `lv:` and it.
    let id: String
    let sessionToken: String
    let staticToken: String
    let csrfToken: String?
    /// What the container holds.
    let html: String
    let title: String?
    /// What stands around every title.
    let titlePattern: TitlePattern

    struct TitlePattern {
        var prefix = ""
        var suffix = ""
        var fallback: String?

        /// What the document is called when the view's title is `title`; `nil` if that changes nothing.
        func title(_ title: String) -> String? {
            let isEmpty = title.allSatisfy(\.isWhitespace)
            guard let text = isEmpty ? fallback : title else { return nil }
            return prefix + text + suffix
        }
    }

    /// - Throws: ``LiveViewTestingError`` if it is not a page with a live view.
    init(_ response: PageResponse) throws {
        if let target = response.redirectTarget { throw LiveViewTestingError.redirected(to: target, flash: [:]) }
        guard 200..<300 ~= response.status else { throw LiveViewTestingError.forbidden }
        let document = RenderedDocument(response.html)
        let main = try Selector("[data-phx-main]")
        guard let container = document.elements(matching: main).first,
            let id = document.attribute("id", of: container),
            let sessionToken = document.attribute("data-phx-session", of: container)
        else { throw LiveViewTestingError.noSuchView("data-phx-main") }
        self.id = id
        self.sessionToken = sessionToken
        staticToken = document.attribute("data-phx-static", of: container) ?? ""
        let meta = document.elements(matching: try Selector("meta[name=csrf-token]")).first
        csrfToken = meta.flatMap { document.attribute("content", of: $0) }
        html = document.innerHTML(of: container)
        guard let element = document.elements(matching: try Selector("title")).first else {
            (title, titlePattern) = (nil, TitlePattern())
            return
        }
        title = document.text(of: element)
        titlePattern = TitlePattern(
            prefix: document.attribute("data-prefix", of: element) ?? "",
            suffix: document.attribute("data-suffix", of: element) ?? "",
            fallback: document.attribute("data-default", of: element))
    }
}

public import LiveRendering

/// The document around one rendered view.
public typealias LiveLayout = @Sendable (LivePage) -> Rendered

/// A rendered view on its way into a document.
///
///     configuration.layout = { page in
///         """
///         <!DOCTYPE html>
///         <html lang="en"><head>\(page.head(title: "Shop"))<link rel="stylesheet" href="/shop.css"></head>
///         <body>\(page.content)</body></html>
///         """
///     }
public struct LivePage: Sendable {
    /// The view's title.
    public let title: String?
    /// Proves that a request comes from a page of ours; goes into the page's meta element and into its forms.
    public let csrfToken: String
    /// The view in its container; belongs in the body, once.
    public let content: Rendered
    /// The script element that loads the bundle and connects the page.
    public let script: Rendered

    /// What every live page has in its `<head>`: encoding, viewport, CSRF token, title and script.
    ///
    /// - Parameters:
    ///   - defaultTitle: shown while the view has no title.
    ///   - prefix: stands before every title, as long as the document lives: `Shop · `.
    ///   - suffix: stands after every title.
    public func head(title defaultTitle: String, prefix: String? = nil, suffix: String? = nil) -> Rendered {
        """
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
        <meta name="csrf-token" content="\(csrfToken)">\
        <title data-default="\(defaultTitle)"\(data: ["prefix": prefix, "suffix": suffix])>\
        \(prefix)\(title.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } ?? defaultTitle)\(suffix)</title>\(script)
        """
    }

    /// A document with nothing but the view.
    public static let plainLayout: LiveLayout = { page in
        """
        <!DOCTYPE html>
        <html lang="en"><head>\(page.head(title: "Live page"))</head><body>\(page.content)</body></html>
        """
    }
}

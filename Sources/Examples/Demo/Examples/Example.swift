import ClerkLive

/// One of the small pages that each show one thing live views can do.
///
/// Its view is one file in this folder, its test one in `Tests/DemoTests` and one in `Tests/Browser`.
struct Example: Sendable {
    let path: String
    let name: String
    /// What it shows, in one sentence.
    let line: String
    fileprivate let addRoute: @Sendable (inout LiveSessionRoutes<Anyone>) -> Void

    /// - Parameter path: after `/examples/`.
    init<View: LiveView>(_ path: String, _ view: View.Type, _ name: String, _ line: String)
    where View.Authority == Anyone {
        let path = "/examples/\(path)"
        self.path = path
        self.name = name
        self.line = line
        addRoute = { $0.view(path, view) }
    }
}

extension Example {
    /// Every example: a line here is its route and its entry in the list.
    static let all: [Example] = [
        Example("counter", CounterExample.self, "Counter", "A number that the server keeps, and changes on a click."),
        Example("modal", ModalExample.self, "Modal", "A dialog that the browser opens and closes by itself."),
    ]

    /// The pages of the live session `examples`.
    @Sendable
    static func addRoutes(to session: inout LiveSessionRoutes<Anyone>) {
        session.view("/examples", ExampleList.self)
        for example in all { example.addRoute(&session) }
    }

    /// An example's page, around what it shows.
    static func page(_ title: String, _ content: Rendered) -> Rendered {
        """
        <header class="bar"><a class="brand" href="/">clerk-live</a><nav aria-label="Main">\
        <a href="/examples">Examples</a></nav></header><main><h1>\(title)</h1>\(content)</main>
        """
    }
}

/// Lists the examples.
struct ExampleList: LiveView {
    init(_ mount: Mount<Anyone>) {}

    var title: String? { "Examples" }

    func render() -> Rendered {
        Example.page(
            "Examples",
            """
            <ul id="examples">\(for: Example.all, id: \.path, { example in
                "<li><a href=\"\(example.path)\">\(example.name)</a> <span class=\"hint\">\(example.line)</span></li>"
            })</ul>
            """)
    }
}

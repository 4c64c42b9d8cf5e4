public import WireJSON

extension JS {
    /// Sends an event to the server, as the binding's own name would.
    ///
    /// - Parameters:
    ///   - event: not empty.
    ///   - value: goes over the element's `phx-value-*` attributes, and over a form's fields.
    ///   - target: instead of the element's `phx-target`.
    ///   - loading: a selector of elements that wear the event's loading class, and are not patched, until the server answered.
    ///   - pageLoading: announces the event as page loading, for a progress bar.
    public func push(
        _ event: String, value: [String: JSONValue]? = nil, target: Target? = nil, loading: String? = nil,
        pageLoading: Bool = false
    ) -> JS {
        adding("push") { json throws(TemplateError) in
            guard !event.isEmpty else { throw .command("the name of the event to push is empty") }
            json.member("event", event)
            json.member("loading", loading)
            json.member("page_loading", pageLoading, unless: false)
            if let target {
                json.name("target")
                try target.write(to: &json)
            }
            json.member("value", value)
        }
    }

    /// Dispatches a DOM event: a `CustomEvent`, or for `click` a `MouseEvent`.
    ///
    /// - Parameters:
    ///   - event: not empty.
    ///   - selection: the element itself if `nil`.
    ///   - detail: the event's `detail`, to which the client adds `dispatcher`, the element itself. A click has none.
    ///   - isBlocking: holds patches of the page until a listener calls `event.detail.done()`, which it then must; `detail` has no
    ///     `done` of its own.
    public func dispatch(
        _ event: String, to selection: Selection? = nil, detail: [String: JSONValue]? = nil, bubbles: Bool = true,
        isBlocking: Bool = false
    ) -> JS {
        adding("dispatch") { json throws(TemplateError) in
            guard !event.isEmpty else { throw .command("the name of the event to dispatch is empty") }
            if event == "click", detail != nil {
                throw .command("a click has no detail: dispatch an event of another name, and click when it is heard")
            }
            if isBlocking, detail?["done"] != nil {
                throw .command("“done” is what a blocking event's detail ends the wait with: name the member otherwise")
            }
            json.member("blocking", isBlocking, unless: false)
            json.member("bubbles", bubbles, unless: true)
            json.member("detail", detail)
            json.member("event", event)
            try json.to(selection)
        }
    }

    /// Runs the commands that stand in an attribute.
    ///
    /// - Parameters:
    ///   - attribute: such as `phx-remove` or `data-cancel`.
    ///   - selection: which elements' attribute; the element's own if `nil`.
    public func exec(_ attribute: String, to selection: Selection? = nil) -> JS {
        adding("exec") { json throws(TemplateError) in
            try AttributeName.check(attribute)
            json.member("attr", attribute)
            try json.to(selection)
        }
    }
}

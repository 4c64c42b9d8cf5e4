import WireJSON

extension JS {
    /// Shows elements that are hidden.
    ///
    /// - Parameters:
    ///   - selection: the element itself if `nil`.
    ///   - display: the CSS value that makes it visible; `block` if `nil`, or what rows and cells of tables need.
    ///   - transition: worn meanwhile.
    ///   - time: how long the transition takes, at most an hour; 200 ms if `nil`.
    ///   - isBlocking: holds patches of the page until the transition is done.
    public func show(
        to selection: Selection? = nil, display: String? = nil, transition: Transition? = nil, time: Duration? = nil,
        isBlocking: Bool = true
    ) -> JS {
        adding("show") { json throws(TemplateError) in
            json.member("blocking", isBlocking, unless: true)
            json.member("display", display)
            try json.time(time)
            try json.to(selection)
            json.transition(transition)
        }
    }

    /// Hides elements that are visible. Parameters as of ``show(to:display:transition:time:isBlocking:)``.
    public func hide(
        to selection: Selection? = nil, transition: Transition? = nil, time: Duration? = nil, isBlocking: Bool = true
    ) -> JS {
        adding("hide") { json throws(TemplateError) in
            json.member("blocking", isBlocking, unless: true)
            try json.time(time)
            try json.to(selection)
            json.transition(transition)
        }
    }

    /// Shows elements that are hidden, hides those that are visible. Parameters as of
    /// ``show(to:display:transition:time:isBlocking:)``.
    ///
    /// - Parameters:
    ///   - entering: the transition of what is shown.
    ///   - leaving: the transition of what is hidden.
    public func toggle(
        to selection: Selection? = nil, display: String? = nil, in entering: Transition? = nil,
        out leaving: Transition? = nil, time: Duration? = nil, isBlocking: Bool = true
    ) -> JS {
        adding("toggle") { json throws(TemplateError) in
            json.member("blocking", isBlocking, unless: true)
            json.member("display", display)
            json.transition(entering, as: "ins")
            json.transition(leaving, as: "outs")
            try json.time(time)
            try json.to(selection)
        }
    }

    /// Plays a transition, and leaves nothing of it behind. Parameters as of ``show(to:display:transition:time:isBlocking:)``.
    public func transition(
        _ transition: Transition, to selection: Selection? = nil, time: Duration? = nil, isBlocking: Bool = true
    ) -> JS {
        adding("transition") { json throws(TemplateError) in
            json.member("blocking", isBlocking, unless: true)
            try json.time(time)
            try json.to(selection)
            json.transition(transition)
        }
    }
}

import WireJSON

extension JS {
    /// Adds classes.
    ///
    /// - Parameters:
    ///   - classes: one or more, separated by spaces.
    ///   - selection: the element itself if `nil`.
    ///   - transition: worn meanwhile.
    ///   - time: how long the transition takes, at most an hour; 200 ms if `nil`.
    ///   - isBlocking: holds patches of the page until the transition is done.
    public func addClass(
        _ classes: String, to selection: Selection? = nil, transition: Transition? = nil, time: Duration? = nil,
        isBlocking: Bool = true
    ) -> JS {
        addingClasses("add_class", classes, selection, transition, time, isBlocking)
    }

    /// Removes classes. Parameters as of ``addClass(_:to:transition:time:isBlocking:)``.
    public func removeClass(
        _ classes: String, to selection: Selection? = nil, transition: Transition? = nil, time: Duration? = nil,
        isBlocking: Bool = true
    ) -> JS {
        addingClasses("remove_class", classes, selection, transition, time, isBlocking)
    }

    /// Removes those of the classes that are there, and adds the others. Parameters as of
    /// ``addClass(_:to:transition:time:isBlocking:)``.
    public func toggleClass(
        _ classes: String, to selection: Selection? = nil, transition: Transition? = nil, time: Duration? = nil,
        isBlocking: Bool = true
    ) -> JS {
        addingClasses("toggle_class", classes, selection, transition, time, isBlocking)
    }

    private func addingClasses(
        _ command: StaticString, _ classes: String, _ selection: Selection?, _ transition: Transition?,
        _ time: Duration?, _ isBlocking: Bool
    ) -> JS {
        adding(command) { json throws(TemplateError) in
            let names = JS.names(in: classes)
            guard !names.isEmpty else { throw .command("no class is named") }
            json.member("blocking", isBlocking, unless: true)
            json.member("names", names)
            try json.time(time)
            try json.to(selection)
            json.transition(transition)
        }
    }
}

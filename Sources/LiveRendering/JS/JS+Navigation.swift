import WireJSON

extension JS {
    /// Moves to another view of the live session over the same socket. Elsewhere the browser loads the page.
    ///
    /// - Parameters:
    ///   - address: local, or `http` or `https`; anything else throws.
    ///   - isReplacing: takes the place of the present entry in the history, rather than adding one.
    public func navigate(_ address: String, isReplacing: Bool = false) -> JS {
        adding("navigate", address, isReplacing)
    }

    /// Changes the address without leaving the view. Parameters as of ``navigate(_:isReplacing:)``.
    public func patch(_ address: String, isReplacing: Bool = false) -> JS {
        adding("patch", address, isReplacing)
    }

    private func adding(_ command: StaticString, _ address: String, _ isReplacing: Bool) -> JS {
        adding(command) { json throws(TemplateError) in
            guard URLRule.allowsNavigation(to: address) else {
                throw .command("only local addresses and those of http and https can be navigated to")
            }
            json.member("href", address)
            json.name("replace")
            json.bool(isReplacing)
        }
    }
}

/// One element of `Sec-WebSocket-Extensions`: a name and its parameters.
///
///     extension = token *( ";" token [ "=" ( token | quoted-string ) ] )
///
/// - SeeAlso: RFC 6455 §9.1. A quoted value must be a token when its quotes are taken off.
struct ExtensionOffer: Hashable, Sendable {
    struct Parameter: Hashable, Sendable {
        let name: String
        /// `nil` where there is no `=`.
        let value: String?
    }

    let name: String
    let parameters: [Parameter]

    /// - Parameter element: of the list, without the blanks around it.
    /// - Returns: `nil` when it is not of that form; the connection must then be failed (§9.1).
    init?(_ element: Substring) {
        // No comma or semicolon may stand in a token, so the quotes hide none that matter: a value with one is refused below.
        let parts = element.split(separator: ";", omittingEmptySubsequences: false).map(HeaderList.trimmed)
        guard let name = parts.first, HeaderList.isToken(name) else { return nil }
        var parameters: [Parameter] = []
        for part in parts.dropFirst() {
            guard let parameter = Parameter(part) else { return nil }
            parameters.append(parameter)
        }
        self.name = String(name)
        self.parameters = parameters
    }
}

extension ExtensionOffer.Parameter {
    fileprivate init?(_ text: Substring) {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(HeaderList.trimmed)
        guard HeaderList.isToken(sides[0]) else { return nil }
        name = String(sides[0])
        guard sides.count == 2 else {
            value = nil
            return
        }
        guard let token = Self.unquoted(sides[1]), HeaderList.isToken(token[...]) else { return nil }
        value = token
    }

    /// - Returns: `nil` when a quote is not closed at the end.
    private static func unquoted(_ text: Substring) -> String? {
        guard text.utf8.first == UInt8(ascii: "\"") else { return String(text) }
        var token: [UInt8] = []
        var isEscaped = false
        var rest = text.utf8.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case _ where isEscaped:
                token.append(byte)
                isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "\""): return rest.isEmpty ? String(decoding: token, as: UTF8.self) : nil
            default: token.append(byte)
            }
        }
        return nil
    }
}

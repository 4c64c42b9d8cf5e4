/// What a topic's name says about who speaks on it.
///
/// A name, not a promise: whether anything answers there is for ``SocketStateMachine`` and the routes to know.
package enum Topic: Hashable, Sendable {
    /// The socket itself: heartbeats.
    case phoenix
    /// The view in the element of this id. A page that is unloaded leaves `lv:`, with an empty id.
    case view(id: String)
    /// The upload of the entry of this ref, unique within one browser page only.
    case upload(entryRef: String)
    /// A channel of the application.
    case channel(String)

    package init(_ name: String) {
        if name == "phoenix" {
            self = .phoenix
        } else if let id = Self.rest(of: name, after: "lv:") {
            self = .view(id: id)
        } else if let entryRef = Self.rest(of: name, after: "lvu:") {
            self = .upload(entryRef: entryRef)
        } else {
            self = .channel(name)
        }
    }

    /// By bytes, as a prefix's colon may form one character with what follows it.
    private static func rest(of name: String, after prefix: String) -> String? {
        guard name.utf8.starts(with: prefix.utf8) else { return nil }
        return String(Substring(name[...].utf8.dropFirst(prefix.utf8.count)))
    }

    package var name: String {
        switch self {
        case .phoenix: "phoenix"
        case .view(let id): "lv:\(id)"
        case .upload(let entryRef): "lvu:\(entryRef)"
        case .channel(let name): name
        }
    }
}

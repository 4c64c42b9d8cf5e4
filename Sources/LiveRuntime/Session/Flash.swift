/// Messages for a person, by kind: `info`, `error`, or an application's own. Shown once: the next page no longer has them.
public typealias Flash = [String: String]

/// What a handler did to its page's flash.
package enum FlashChange: Sendable {
    case put(String, String)
    /// One kind, or all.
    case clear(String?)

    func apply(to flash: inout Flash) {
        switch self {
        case .put(let kind, let text): flash[kind] = text
        case .clear(let kind?): flash[kind] = nil
        case .clear(nil): flash = [:]
        }
    }
}

/// Where a view asked its browser to go.
package enum Navigation: Hashable, Sendable {
    /// How many patches may follow from one input before they are taken for a loop, as in Phoenix.
    static let patchLimit = 20

    case patch(to: String, replacing: Bool)
    case navigate(to: String, replacing: Bool, flash: Flash)
    case redirect(to: String, flash: Flash)
    case redirectToExternal(String, flash: Flash = [:])

    /// Whether the browser would stay on this origin, however it reads the path: a second slash or a backslash starts a host, and tabs
    /// and line breaks are removed before that is looked at (WHATWG URL, basic parser).
    package static func isLocal(_ path: String) -> Bool {
        var bytes = path.utf8.makeIterator()
        guard bytes.next() == UInt8(ascii: "/") else { return false }
        guard path.utf8.dropFirst().first != UInt8(ascii: "/") else { return false }
        return path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
    }

    func validated() throws(LiveViewError) -> Navigation {
        switch self {
        case .patch(let path, _), .navigate(let path, _, _), .redirect(let path, _):
            guard Self.isLocal(path) else { throw .pathIsNotLocal }
        case .redirectToExternal:
            break
        }
        return self
    }

    /// The same, with what `flash` says besides; its own flash prevails.
    func carrying(_ flash: Flash) -> Navigation {
        switch self {
        case .patch: self
        case .navigate(let path, let replacing, let own):
            .navigate(to: path, replacing: replacing, flash: flash.merging(own) { _, own in own })
        case .redirect(let path, let own): .redirect(to: path, flash: flash.merging(own) { _, own in own })
        case .redirectToExternal(let url, let own):
            .redirectToExternal(url, flash: flash.merging(own) { _, own in own })
        }
    }
}

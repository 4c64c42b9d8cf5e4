/// An origin as browsers spell it (RFC 6454 §6.2): `scheme://host[:port]`, lower case, nothing after it.
struct WebOrigin: Hashable, Sendable {
    let scheme: String
    let host: WebHost

    init?(_ text: String) {
        guard let separator = text.utf8.firstRange(of: "://".utf8) else { return nil }
        let scheme = String(text[..<separator.lowerBound])
        guard let first = scheme.utf8.first, Self.letters ~= first, scheme.utf8.allSatisfy(Self.isSchemeByte),
            let host = WebHost(String(text[separator.upperBound...]))
        else { return nil }
        self.scheme = scheme
        self.host = host
    }

    /// `https`, or `http` to this machine itself, where nobody can listen in.
    var isSafeToFetchFrom: Bool {
        scheme == "https" || scheme == "http" && host.isLoopback
    }

    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case letters, UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

/// A lower-case DNS name, an IPv4 address, or `[::1]`, with an optional port.
struct WebHost: Hashable, Sendable {
    let text: String
    let name: String
    let port: UInt16?

    init?(_ text: String) {
        let (name, port) = Self.split(text)
        guard Self.isHostName(name) || name == "[::1]" else { return nil }
        if let port {
            // Only the shortest spelling: an origin is compared as text.
            guard let number = UInt16(port), number > 0, String(number) == port else { return nil }
            self.port = number
        } else {
            self.port = nil
        }
        self.text = text
        self.name = name
    }

    var isLoopback: Bool {
        ["127.0.0.1", "[::1]", "localhost"].contains(name)
    }

    private static func split(_ text: String) -> (name: String, port: String?) {
        let start = text.hasPrefix("[") ? text.firstIndex(of: "]") ?? text.startIndex : text.startIndex
        guard let colon = text[start...].firstIndex(of: ":") else { return (text, nil) }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private static func isHostName(_ name: String) -> Bool {
        guard 1...253 ~= name.utf8.count else { return false }
        return name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            1...63 ~= label.count && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy(isLabelByte)
        }
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

/// An http or https origin on this machine: the only kind a development instance answers or redirects to.
///
/// Parsed strictly, so that no browser reads another host out of the same text: printable ASCII only, and nothing but
/// host and port between `//` and the path.
struct LoopbackOrigin: Hashable, Sendable {
    /// `scheme://host[:port]`, as written.
    let text: String
    /// With a port, if one was written.
    let authority: String
    var isSecure: Bool { text.hasPrefix("https:") }

    /// From an `Origin` header: nothing may follow the authority.
    init?(originHeader text: String) {
        guard let origin = Self(urlText: text), origin.text == text else { return nil }
        self = origin
    }

    /// The origin of an absolute URL; browsers take it apart the same way.
    init?(urlText: String) {
        guard urlText.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        guard let scheme = ["http://", "https://"].first(where: urlText.hasPrefix) else { return nil }
        let authority = urlText.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        guard Self.isLoopback(authority: String(authority)) else { return nil }
        self.text = scheme + authority
        self.authority = String(authority)
    }

    /// Whether a `Host` header names this machine. Refusing all others is what stops DNS rebinding: a page elsewhere
    /// whose name suddenly means 127.0.0.1.
    static func isLoopback(authority: String) -> Bool {
        guard let (host, port) = split(authority) else { return false }
        if let port {
            guard port.count <= 5, !port.isEmpty, port.utf8.allSatisfy(isDigit) else { return false }
        }
        let name = host.lowercased()
        return name == "localhost" || isSubdomainOfLocalhost(name) || name == "[::1]" || isLoopbackIPv4(name)
    }

    static func isLoopbackIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy(isOctet)
    }

    private static func isOctet(_ part: Substring) -> Bool {
        guard 1...3 ~= part.count, part.utf8.allSatisfy(isDigit), part.count == 1 || part.first != "0" else {
            return false
        }
        return Int(part)! <= 255
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    /// RFC 6761 §6.3: names ending in `.localhost` mean this machine too.
    private static func isSubdomainOfLocalhost(_ name: String) -> Bool {
        guard name.hasSuffix(".localhost") else { return false }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty
                && label.utf8.allSatisfy { isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0) || $0 == 0x2D }
        }
    }

    private static func split(_ authority: String) -> (host: String, port: String?)? {
        let end = authority.hasPrefix("[") ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
        let colon = authority[(end ?? authority.startIndex)...].firstIndex(of: ":")
        guard let colon else { return end == nil || end == authority.endIndex ? (authority, nil) : nil }
        guard end == nil || end == colon else { return nil }
        return (String(authority[..<colon]), String(authority[authority.index(after: colon)...]))
    }
}

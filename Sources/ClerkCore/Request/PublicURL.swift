public import HTTPTypes

/// The address of a request as the visitor's browser spells it.
///
/// Nothing in it is trusted beyond where it came from: the path and query are the visitor's, and the host is the visitor's too unless a
/// public origin is configured.
public struct PublicURL: Hashable, Sendable, Redacted {
    /// `scheme://host[:port]`, lower case.
    public let origin: String
    /// Begins with a slash; as it was sent.
    public let path: String
    /// The pieces between ampersands, as they were sent.
    private var pieces: [Substring]

    /// - Parameters:
    ///   - request: with `:authority` and `:scheme` as the server's codec fills them in.
    ///   - publicOrigin: configured; wins over everything the request says.
    ///   - trustsForwarding: whether the peer is one of our own proxies, so that its `X-Forwarded-Host` and `X-Forwarded-Proto` count.
    /// - Returns: nil when no address can be made of it: answer 400.
    public init?(_ request: HTTPRequest, publicOrigin: String? = nil, trustsForwarding: Bool = false) {
        let target = request.path ?? "/"
        guard target.utf8.first == UInt8(ascii: "/"),
            let origin = publicOrigin ?? Self.origin(of: request, trustsForwarding: trustsForwarding)
        else { return nil }
        self.origin = origin
        let question = target.firstIndex(of: "?")
        path = String(target[..<(question ?? target.endIndex)])
        pieces = question.map { Self.pieces(of: target[target.index(after: $0)...]) } ?? []
    }

    /// - Parameter text: absolute, `http` or `https`, without user information; a fragment is dropped.
    public init?(_ text: String) {
        let text = text.prefix { $0 != "#" }
        guard let separator = text.firstRange(of: "://") else { return nil }
        let rest = text[separator.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "\\" } ?? rest.endIndex
        guard let origin = WebOrigin(text[..<end].lowercased()), ["http", "https"].contains(origin.scheme) else {
            return nil
        }
        self.origin = String(text[..<end]).lowercased()
        let target = rest[end...]
        let question = target.firstIndex(of: "?")
        let path = target[..<(question ?? target.endIndex)]
        self.path = path.isEmpty ? "/" : String(path)
        pieces = question.map { Self.pieces(of: target[target.index(after: $0)...]) } ?? []
    }

    public var isSecure: Bool { origin.hasPrefix("https://") }

    /// Path and query: where a browser already at this origin goes.
    public var pathAndQuery: String {
        pieces.isEmpty ? path : path + "?" + pieces.joined(separator: "&")
    }

    public var text: String { origin + pathAndQuery }

    /// The first value of the query parameter `name`, decoded; nil when missing or empty.
    public subscript(name: String) -> String? {
        let value = pieces.first { FormEncoding.name(of: $0) == name }.map(FormEncoding.value)
        return value?.isEmpty == false ? value : nil
    }

    /// This address without the query parameters `names`; the others keep their order and spelling.
    public func removing(_ names: [String]) -> PublicURL {
        var url = self
        url.pieces.removeAll { names.contains(FormEncoding.name(of: $0)) }
        return url
    }

    /// This address with `name` as its only parameter of that name, at the end.
    public func setting(_ name: String, to value: String) -> PublicURL {
        var url = removing([name])
        url.pieces.append("\(FormEncoding.encode(name))=\(FormEncoding.encode(value))")
        return url
    }

    private static func pieces(of query: Substring) -> [Substring] {
        query.split(separator: "&", omittingEmptySubsequences: true)
    }

    private static func origin(of request: HTTPRequest, trustsForwarding: Bool) -> String? {
        let fields = request.headerFields
        var host = request.authority
        var scheme = request.scheme ?? "http"
        if trustsForwarding {
            host = firstElement(fields[.xForwardedHost]) ?? host
            scheme = firstElement(fields[.xForwardedProto]) ?? firstElement(fields[.cloudFrontProto]) ?? scheme
        }
        guard let host else { return nil }
        let text = "\(scheme)://\(host)".lowercased()
        guard ["http", "https"].contains(scheme.lowercased()), WebOrigin(text) != nil else { return nil }
        return withoutDefaultPort(text)
    }

    /// Browsers never spell the scheme's own port, some proxies do.
    private static func withoutDefaultPort(_ origin: String) -> String {
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")]
        where origin.hasPrefix(scheme) && origin.hasSuffix(port) {
            return String(origin.dropLast(port.count))
        }
        return origin
    }

    private static func firstElement(_ field: String?) -> String? {
        guard let element = field?.split(separator: ",", omittingEmptySubsequences: false).first else { return nil }
        let trimmed = element.drop { $0 == " " || $0 == "\t" }
        let text = trimmed.prefix { $0 != " " && $0 != "\t" }
        return text.isEmpty ? nil : String(text)
    }
}

extension HTTPField.Name {
    // All are valid field names, so the conversions cannot fail.
    static let xForwardedHost = Self("X-Forwarded-Host")!
    static let xForwardedProto = Self("X-Forwarded-Proto")!
    static let cloudFrontProto = Self("CloudFront-Forwarded-Proto")!
}

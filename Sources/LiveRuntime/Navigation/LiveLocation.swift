import PhoenixWire
public import WireJSON

/// The address a view is shown under.
public struct LiveLocation: Hashable, Sendable {
    /// Percent-encoded, as requested; always starts with `/`.
    public let path: String
    /// Without the question mark; empty if there is none.
    public let query: String
    /// The route's path parameters over the decoded query, nested by its brackets: `filter[tag]=a` becomes an object.
    public let parameters: JSONValue

    /// The top-level parameter `name`, if it is a string.
    public subscript(name: String) -> String? { parameters[name]?.string }

    /// Path and query, as they stand in the browser's address bar.
    public var pathAndQuery: String { query.isEmpty ? path : "\(path)?\(query)" }

    /// This location's path and query with some parameters of the query changed, for links and patches.
    ///
    ///     socket.patch(to: location.setting(["sort": "name", "page": nil]))
    ///
    /// - Parameter changes: `nil` drops a parameter, and all that are nested in it. The others keep their place.
    public func setting(_ changes: [String: String?]) -> String {
        let kept = query.split(separator: "&").filter { pair in
            let name = PercentEncoding.decode(pair.prefix { $0 != "=" }, plusIsSpace: true) ?? ""
            return !changes.keys.contains(String(name.prefix { $0 != "[" })) && !changes.keys.contains(name)
        }
        let set = changes.sorted { $0.key < $1.key }.compactMap { name, value in
            value.map { "\(PercentEncoding.encode(name))=\(PercentEncoding.encode($0))" }
        }
        let query = (kept.map(String.init) + set).joined(separator: "&")
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    package init(path: String, query: String, pathParameters: [String: String] = [:]) {
        self.path = path
        self.query = query
        let decoded = (try? FormParameters.decode(query))?.object ?? [:]
        parameters = .object(decoded.merging(pathParameters.mapValues { .string($0) }) { _, fromPath in fromPath })
    }
}

/// A URL's parts after its host. Scheme and host, if any, are dropped: where a page lives is for the server to know.
package struct LocalTarget: Hashable, Sendable {
    package let path: String
    package let query: String

    /// - Parameter url: `https://host/path?query#fragment`, or a local path. `nil` if there is no path in it.
    package init?(_ url: String) {
        var rest = url[...]
        if !url.hasPrefix("/"), let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
        }
        rest = rest.prefix { $0 != "#" }
        let path = rest.prefix { $0 != "?" }
        guard path.hasPrefix("/") || (path.isEmpty && url != rest) else { return nil }
        self.path = path.isEmpty ? "/" : String(path)
        query = String(rest.dropFirst(path.count + 1))
    }
}

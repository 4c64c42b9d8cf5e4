import PhoenixWire

/// A route's path as the router understands it: `/users/:id`, `/users/{id}`, `/docs/**`.
package struct RoutePattern: Hashable, Sendable, CustomStringConvertible {
    private enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
        case any
        case rest
    }

    package let description: String
    private let segments: [Segment]

    package init(_ pattern: String) {
        description = pattern
        segments = pattern.split(separator: "/").map { segment in
            if segment == "**" { return .rest }
            if segment == "*" { return .any }
            if segment.hasPrefix(":") { return .parameter(String(segment.dropFirst())) }
            if segment.hasPrefix("{"), segment.hasSuffix("}") {
                return .parameter(String(segment.dropFirst().dropLast()))
            }
            return .literal(String(segment))
        }
    }

    /// The values of the path's parameters, decoded; `nil` if `path` is not of this pattern.
    package func match(_ path: String) -> [String: String]? {
        var parameters: [String: String] = [:]
        var rest = path.split(separator: "/")[...]
        for segment in segments {
            if segment == .rest { return parameters }
            guard let part = rest.popFirst() else { return nil }
            switch segment {
            case .literal(let text): guard text == part else { return nil }
            case .parameter(let name):
                guard let value = PercentEncoding.decode(part) else { return nil }
                parameters[name] = value
            case .any, .rest: break
            }
        }
        return rest.isEmpty ? parameters : nil
    }
}

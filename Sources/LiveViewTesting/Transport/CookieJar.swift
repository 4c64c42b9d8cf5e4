import HTTPTypes

/// The cookies of one browser for one origin.
struct CookieJar {
    private var cookies: [(name: String, value: String)] = []

    /// - Parameter header: what a `Cookie` field holds.
    init(_ header: String?) {
        for pair in header?.split(separator: ";") ?? [] { set(pair.drop { $0 == " " }) }
    }

    /// The cookies that a response sets.
    init(setBy headerFields: HTTPFields) {
        take(headerFields)
    }

    subscript(name: String) -> String? { cookies.first { $0.name == name }?.value }

    /// What goes into a `Cookie` field; `nil` if there are none.
    var header: String? {
        cookies.isEmpty ? nil : cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }

    /// Takes what a response sets, and drops what it expires.
    mutating func take(_ headerFields: HTTPFields) {
        for line in headerFields[values: .setCookie] {
            let parts = line.split(separator: ";").map { $0.drop { $0 == " " } }
            guard let pair = parts.first else { continue }
            let isExpired = parts.contains { $0.lowercased() == "max-age=0" }
            if isExpired { remove(String(pair.prefix { $0 != "=" })) } else { set(pair) }
        }
    }

    mutating func set(_ name: String, _ value: String) {
        remove(name)
        cookies.append((name, value))
    }

    private mutating func remove(_ name: String) {
        cookies.removeAll { $0.name == name }
    }

    private mutating func set(_ pair: Substring) {
        let name = pair.prefix { $0 != "=" }
        set(String(name), String(pair[name.endIndex...].dropFirst()))
    }
}

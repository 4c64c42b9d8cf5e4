import HTTPTypes
import LiveRuntime

/// Where a visitor wanted to go before signing in: a path of this origin and nothing else.
enum ReturnPath {
    static let parameter = "redirect_url"

    /// `path`, with `returningTo` as its return path.
    static func add(_ returningTo: String, to path: String) -> String {
        "\(path)\(path.contains("?") ? "&" : "?")\(parameter)=\(percentEncoded(returningTo))"
    }

    /// - Parameter text: decoded; a local path, or an absolute URL whose host is `host`.
    /// - Returns: the path with its query; `nil` if a browser following it could leave the origin.
    static func local(_ text: String, host: String?) -> String? {
        if Navigation.isLocal(text) { return text }
        guard let host, let separator = text.firstRange(of: "://"),
            ["http", "https"].contains(text[..<separator.lowerBound])
        else { return nil }
        let rest = text[separator.upperBound...]
        guard rest.hasPrefix(host) else { return nil }
        let path = rest.dropFirst(host.count)
        if path.isEmpty { return "/" }
        return Navigation.isLocal(String(path)) ? String(path) : nil
    }

    private static func percentEncoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}

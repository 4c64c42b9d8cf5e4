/// The version of the channel protocol that a client asks for with `vsn` in the socket's URL.
package enum ProtocolVersion: Hashable, Sendable {
    /// Serializer 1.0.0: text messages are objects, there are no binary ones, and answers do not repeat the join's ref.
    case v1
    /// Serializer 2.0.0: text messages are five-element arrays, and there are binary ones.
    case v2

    /// - Parameter vsn: the decoded value of the query's `vsn`; `nil` if there is none, which asks for 1.0.0.
    /// - Returns: `nil` for every version but `1.0.x` and `2.0.x`. Refuse the socket with 403, as Phoenix does.
    package init?(vsn: String?) {
        guard let vsn else {
            self = .v1
            return
        }
        let parts = vsn.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].elementsEqual("0".utf8), Self.isNumber(parts[2]) else { return nil }
        if parts[0].elementsEqual("1".utf8) {
            self = .v1
        } else if parts[0].elementsEqual("2".utf8) {
            self = .v2
        } else {
            return nil
        }
    }

    /// As semantic versioning writes it: ASCII digits, and no zero before others.
    private static func isNumber(_ part: Substring.UTF8View) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return !part.isEmpty && part.allSatisfy(digits.contains) && (part.count == 1 || part.first != digits.lowerBound)
    }
}

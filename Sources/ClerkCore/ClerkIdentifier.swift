/// Clerk's identifiers, before one becomes part of a path with the secret key attached.
package enum ClerkIdentifier {
    package static func isSession(_ text: String) -> Bool { has(text, prefix: "sess_") }
    package static func isUser(_ text: String) -> Bool { has(text, prefix: "user_") }
    package static func isOrganization(_ text: String) -> Bool { has(text, prefix: "org_") }

    private static func has(_ text: String, prefix: String) -> Bool {
        guard text.hasPrefix(prefix) else { return false }
        let rest = text.utf8.dropFirst(prefix.utf8.count)
        return 1...64 ~= rest.count
            && rest.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            }
    }
}

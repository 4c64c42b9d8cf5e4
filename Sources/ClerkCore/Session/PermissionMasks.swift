/// Decodes the compact permissions of a version 2 token.
///
/// `per` lists permission names; `fpm` has one bit mask per feature, in decimal; the lowest bit stands for the first
/// name. The masks are of arbitrary size, so they are never taken through an Int or a Double.
enum PermissionMasks {
    /// - Parameters:
    ///   - features: `fea`: `o:a,u:b,uo:c`.
    ///   - names: `per`: `read,manage`.
    ///   - masks: `fpm`: `3,2`.
    /// - Returns: `org:<feature>:<name>` for every bit set. Bits past the list of names are dropped; a mask that is not
    ///   a decimal number grants nothing.
    static func permissions(features: String?, names: String?, masks: String?) -> Set<String> {
        guard let names = names.map(ScopedNames.elements), let masks = masks.map(ScopedNames.elements),
            let features = ScopedNames(features)
        else { return [] }
        var permissions: Set<String> = []
        for (feature, mask) in zip(aligned(features, maskCount: masks.count), masks) where feature.isForOrganization {
            guard let words = lowWords(of: mask, bits: names.count) else { continue }
            for (bit, name) in names.enumerated() where !name.isEmpty && words[bit / 64] >> UInt64(bit % 64) & 1 == 1 {
                permissions.insert("org:\(feature.name):\(name)")
            }
        }
        return permissions
    }

    /// Which features the masks belong to. Clerk's documents and SDKs disagree: documents, Go and Python count all of
    /// `fea`, JavaScript only its organisation-scoped part. The number of masks tells which was meant; this satisfies
    /// every published vector of both.
    private static func aligned(_ features: ScopedNames, maskCount: Int) -> [ScopedNames.Element] {
        maskCount == features.elements.count ? features.elements : features.elements.filter(\.isForOrganization)
    }

    /// The low `bits` of a decimal number, and a few above them, least significant word first; nil if it is not one.
    ///
    /// Arithmetic modulo a power of two gives exactly the low bits, however long the number is.
    private static func lowWords(of decimal: Substring, bits: Int) -> [UInt64]? {
        guard !decimal.isEmpty else { return nil }
        var words = [UInt64](repeating: 0, count: (bits + 63) / 64)
        for byte in decimal.utf8 {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            var carry = UInt64(byte - UInt8(ascii: "0"))
            for index in words.indices {
                let (high, low) = words[index].multipliedFullWidth(by: 10)
                let (sum, overflow) = low.addingReportingOverflow(carry)
                words[index] = sum
                carry = high + (overflow ? 1 : 0)
            }
        }
        return words
    }
}

extension Substring.UTF8View {
    /// Without the bytes at either end that `isSpace` names.
    func trimmed(_ isSpace: (UInt8) -> Bool) -> Substring.UTF8View {
        var rest = drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }
}

/// A claim like `o:reports,u:dashboard,uo:chat`: names, each for the organisation, the user, or both.
struct ScopedNames {
    struct Element {
        let scope: Substring
        let name: Substring

        var isForOrganization: Bool { scope == "o" || scope == "uo" || scope == "ou" }
        var isForUser: Bool { scope == "u" || scope == "uo" || scope == "ou" }
    }

    let elements: [Element]

    /// - Returns: nil when the claim is missing, or one element has no colon: then no part of the list can be trusted.
    init?(_ claim: String?) {
        guard let claim else { return nil }
        var elements: [Element] = []
        for part in Self.elements(of: claim) {
            guard let colon = part.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            elements.append(Element(scope: part[..<colon], name: part[part.index(after: colon)...]))
        }
        self.elements = elements
    }

    /// A comma-separated list's elements, without the spaces around them.
    static func elements(of list: String) -> [Substring] {
        list.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { part in
            Substring(part.trimmed { $0 == UInt8(ascii: " ") })
        }
    }

    /// Whether an asked-for name is here. `query` may be scoped (`o:`, `org:`, `organization:`, `u:`, `user:`); without
    /// a scope it matches either, with another one nothing.
    func contains(_ query: String) -> Bool {
        guard let colon = query.firstIndex(of: ":") else {
            return elements.contains { $0.name == query && !query.isEmpty }
        }
        let name = query[query.index(after: colon)...]
        guard !name.isEmpty else { return false }
        switch query[..<colon] {
        case "o", "org", "organization": return elements.contains { $0.isForOrganization && $0.name == name }
        case "u", "user": return elements.contains { $0.isForUser && $0.name == name }
        default: return false
        }
    }
}

import WireJSON

/// The organisation a token is active in.
public struct ClerkOrganization: Hashable, Sendable {
    /// `org_…`
    public let id: String
    public let slug: String?
    /// With its prefix, as in `org:admin`.
    public let role: String?
    /// As the token spells them. Few pages ask, and the compact form costs more to decode than the rest of the session.
    private let grants: Grants

    private enum Grants: Hashable {
        case listed(Set<String>)
        case compact(features: String?, names: String?, masks: String?)
    }

    /// With their prefix, as in `org:invoices:create`. Decoded at each access: keep the set where it is asked often.
    public var permissions: Set<String> {
        switch grants {
        case .listed(let permissions): permissions
        case .compact(let features, let names, let masks):
            PermissionMasks.permissions(features: features, names: names, masks: masks)
        }
    }

    /// From either version of Clerk's claims. The other version's names can only be the application's own claims, and
    /// are ignored.
    init?(claims: [String: JSONValue]) {
        if claims["v"]?.number == 2 {
            self.init(compact: claims["o"], features: claims["fea"])
        } else {
            self.init(plain: claims)
        }
    }

    private init?(plain claims: [String: JSONValue]) {
        guard let id = claims["org_id"]?.string, !id.isEmpty else { return nil }
        self.id = id
        slug = claims["org_slug"]?.string
        role = claims["org_role"]?.string.flatMap(Self.prefixed)
        grants = .listed(Set(claims["org_permissions"]?.array?.compactMap { $0.string.flatMap(Self.prefixed) } ?? []))
    }

    private init?(compact claim: JSONValue?, features: JSONValue?) {
        guard let claim, let id = claim["id"]?.string, !id.isEmpty else { return nil }
        self.id = id
        slug = claim["slg"]?.string
        role = claim["rol"]?.string.flatMap(Self.prefixed)
        grants = .compact(features: features?.string, names: claim["per"]?.string, masks: claim["fpm"]?.string)
    }

    /// `name` under exactly one `org:`; nil when nothing else is left.
    static func prefixed(_ name: String) -> String? {
        var bare = name.utf8[...]
        while bare.starts(with: "org:".utf8) { bare = bare.dropFirst(4) }
        return bare.isEmpty ? nil : "org:" + Substring(bare)
    }
}

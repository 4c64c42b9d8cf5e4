public import WireJSON

/// Something that happened at Clerk, as a webhook tells it: late, perhaps twice, and in no particular order.
///
/// - SeeAlso: Clerk, "Webhooks overview"; OpenAPI, webhooks 2025-04-15.
public struct WebhookEvent: Sendable {
    /// As in `session.removed`. Clerk adds types; an unknown one is no error.
    public let type: String
    public let occurredAt: UnixTime
    /// The object it happened to, as Clerk spells it. It holds personal data: keep it out of logs.
    public let data: JSONValue
    public let instanceID: String?

    /// - Throws: `malformedBody`.
    public init(body: some Sequence<UInt8>) throws(WebhookRejection) {
        let bytes = Array(body)
        guard let value = bytes.withUnsafeBufferPointer({ try? JSONParser.parse($0) }),
            let type = value["type"]?.string,
            1...128 ~= type.utf8.count, let data = value["data"], data.object != nil,
            let timestamp = value["timestamp"]?.number
        else { throw .malformedBody }
        self.type = type
        self.data = data
        occurredAt = Self.time(timestamp)
        instanceID = value["instance_id"]?.string
    }

    /// What it means for those who are signed in here.
    public var effect: WebhookEffect {
        let id = data["id"]?.string
        switch type {
        case "session.ended", "session.removed", "session.revoked":
            guard let id, ClerkIdentifier.isSession(id) else { return .none }
            return .endSession(id)
        case "session.pending":
            guard let id, ClerkIdentifier.isSession(id) else { return .none }
            return .sessionPending(id)
        case "user.deleted": return user(id, WebhookEffect.endUser)
        case "user.updated":
            // Banning revokes sessions at Clerk as well; lifting a ban brings no old token back.
            let isBarred = data["banned"] == true || data["deprovisioned"] == true
            return user(id, isBarred ? WebhookEffect.endUser : WebhookEffect.userChanged)
        case "organizationMembership.deleted", "organizationMembership.updated":
            guard let organization = data["organization"]?["id"]?.string,
                let user = data["public_user_data"]?["user_id"]?.string, ClerkIdentifier.isUser(user),
                ClerkIdentifier.isOrganization(organization)
            else { return .none }
            return .membershipChanged(user: user, organization: organization)
        case "organization.deleted":
            guard let id, ClerkIdentifier.isOrganization(id) else { return .none }
            return .organizationDeleted(id)
        case "role.created", "role.updated", "role.deleted", "permission.created", "permission.updated",
            "permission.deleted":
            return .rolesChanged
        default: return .none
        }
    }

    private func user(_ id: String?, _ effect: (String) -> WebhookEffect) -> WebhookEffect {
        guard let id, ClerkIdentifier.isUser(id) else { return .none }
        return effect(id)
    }

    /// Milliseconds in Clerk's documents, seconds in some of its examples.
    private static func time(_ number: Double) -> UnixTime {
        number > 1e12 ? UnixTime(seconds: number / 1000) : UnixTime(seconds: number)
    }
}

/// What an event means for those who are signed in here. Applying one twice, or late, changes nothing.
public enum WebhookEffect: Hashable, Sendable {
    /// The session is over for good.
    case endSession(String)
    /// The session has an open task again: its pages load anew.
    case sessionPending(String)
    /// Nothing minted for the user until then counts any more.
    case endUser(String)
    /// Name, picture or address are other ones; tokens say so when they are next renewed.
    case userChanged(String)
    /// What tokens minted until then say about the user's place in the organisation may be wrong.
    case membershipChanged(user: String, organization: String)
    /// Tokens minted until then name an organisation that is gone.
    case organizationDeleted(String)
    /// What a role permits is another set, for everybody who has it.
    case rolesChanged
    case none
}

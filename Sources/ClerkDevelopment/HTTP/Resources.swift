import WireJSON

// The resources of Clerk's APIs, in their JSON shape. Times are milliseconds since 1970.

extension InstanceUser {
    /// A `user`.
    func resource(endpoint: InstanceEndpoint) -> JSONValue {
        [
            "object": "user", "id": .string(id), "external_id": .null, "username": .null,
            "first_name": .text(firstName), "last_name": .text(lastName),
            "image_url": .string(endpoint.imageURL(of: self)), "has_image": .bool(imageURL != nil),
            "primary_email_address_id": .string(emailAddressID), "primary_phone_number_id": .null,
            "primary_web3_wallet_id": .null, "email_addresses": [emailAddress], "phone_numbers": [], "web3_wallets": [],
            "external_accounts": [], "enterprise_accounts": [], "passkeys": [], "organization_memberships": [],
            "password_enabled": true, "totp_enabled": false, "backup_code_enabled": false, "two_factor_enabled": false,
            "banned": false, "locked": false, "public_metadata": .object([:]), "unsafe_metadata": .object([:]),
            "create_organization_enabled": false, "delete_self_enabled": false,
            "last_sign_in_at": lastSignInAt.map(JSONValue.integer) ?? .null,
            "created_at": .integer(createdAt), "updated_at": .integer(lastSignInAt ?? createdAt),
        ]
    }

    private var emailAddressID: String { Identifier.derived("idn", from: id) }

    private var emailAddress: JSONValue {
        [
            "object": "email_address", "id": .string(emailAddressID), "email_address": .string(email),
            "verification": ["status": "verified", "strategy": "admin"], "linked_to": [],
        ]
    }

    fileprivate func publicData(endpoint: InstanceEndpoint) -> JSONValue {
        [
            "first_name": .text(firstName), "last_name": .text(lastName),
            "image_url": .string(endpoint.imageURL(of: self)), "has_image": .bool(imageURL != nil),
            "identifier": .string(email), "user_id": .string(id),
        ]
    }
}

extension InstanceSession {
    /// A `session` of the backend API.
    func resource(at now: Int) -> JSONValue {
        [
            "object": "session", "id": .string(id), "user_id": .string(userID), "client_id": .string(clientID),
            "status": .string(status(at: now).rawValue), "actor": .null, "last_active_organization_id": .null,
            "last_active_at": .integer(lastActiveAt), "expire_at": .integer(expireAt),
            "abandon_at": .integer(createdAt + Self.abandonment), "created_at": .integer(createdAt),
            "updated_at": .integer(updatedAt),
        ]
    }

    /// A `session` of the frontend API: with its user, and a fresh token.
    func resource(user: InstanceUser, token: String, endpoint: InstanceEndpoint, at now: Int) -> JSONValue {
        guard case .object(var members) = resource(at: now) else { return .null }
        members["factor_verification_age"] = factorVerificationAge(at: now)
        members["last_active_token"] = ["object": "token", "jwt": .string(token)]
        members["tasks"] = []
        members["user"] = user.resource(endpoint: endpoint)
        members["public_user_data"] = user.publicData(endpoint: endpoint)
        return .object(members)
    }

    /// Thirty days: the inactivity after which Clerk calls a session abandoned.
    private static let abandonment = 30 * 24 * 3_600_000
}

extension InstanceClient {
    /// A `client`.
    func resource(sessions: [JSONValue], active: InstanceSession?) -> JSONValue {
        [
            "object": "client", "id": .string(id), "sessions": .array(sessions), "sign_in": .null, "sign_up": .null,
            "last_active_session_id": active.map { .string($0.id) } ?? .null, "cookie_expires_at": .null,
            "created_at": .integer(createdAt), "updated_at": .integer(updatedAt),
        ]
    }
}

extension JSONValue {
    /// Clerk writes a name nobody gave as null.
    fileprivate static func text(_ text: String) -> JSONValue {
        text.isEmpty ? .null : .string(text)
    }
}

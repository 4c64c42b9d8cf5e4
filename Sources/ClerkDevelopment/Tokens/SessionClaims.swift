import NIOCore
import WireJSON

/// The claims of a session token, version 2, with the claims our template adds.
///
/// Shape: `azp?, exp, fva, iat, iss, jti, nbf, sid, sts, sub, v` from Clerk, then `email, name, given_name,
/// family_name, picture` as an application's session-token template would add them.
///
/// - SeeAlso: Clerk documentation, "Session tokens", version 2.
struct SessionClaims: Hashable, Sendable {
    let issuer: String
    let session: InstanceSession
    let user: InstanceUser
    let picture: String
    /// The `Origin` of the page that asked. Absent from tokens minted by a navigation, which sends none.
    let authorizedParty: String?
    let identifier: String
    /// Milliseconds since 1970.
    let issuedAt: Int
    /// Seconds.
    let lifetime: Int

    /// Clerk dates tokens back a little for clocks that are behind.
    private static let notBeforeMargin = 10

    func serialized() -> ByteBuffer {
        let seconds = issuedAt / 1_000
        var json = JSONWriter()
        json.beginObject()
        if let authorizedParty { json.member("azp", authorizedParty) }
        json.member("exp", seconds + lifetime)
        json.name("fva")
        json.value(session.factorVerificationAge(at: issuedAt))
        json.member("iat", seconds)
        json.member("iss", issuer)
        json.member("jti", identifier)
        json.member("nbf", seconds - Self.notBeforeMargin)
        json.member("sid", session.id)
        json.member("sts", InstanceSession.Status.active.rawValue)
        json.member("sub", session.userID)
        json.member("v", 2)
        for (name, value) in custom where !value.isEmpty { json.member(name, value) }
        json.endObject()
        return json.buffer
    }

    private var custom: [(String, String)] {
        [
            ("email", user.email), ("name", user.name), ("given_name", user.firstName), ("family_name", user.lastName),
            ("picture", picture),
        ]
    }
}

extension InstanceSession {
    /// `fva`: minutes since the password was given, and -1 for the second factor nobody has here.
    func factorVerificationAge(at now: Int) -> JSONValue {
        [.integer(max(0, now - createdAt) / 60_000), -1]
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    fileprivate mutating func member(_ name: String, _ value: Int) {
        self.name(name)
        integer(value)
    }
}

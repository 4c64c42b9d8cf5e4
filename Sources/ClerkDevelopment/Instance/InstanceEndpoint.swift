import Crypto
import Foundation

/// Where an instance listens, and what follows from it.
struct InstanceEndpoint: Hashable, Sendable {
    let host: String
    let port: Int

    /// Also the `iss` of every token.
    var frontendAPIURL: String { "http://\(host):\(port)" }

    /// `pk_test_` and base64 of `<frontend API host>$`.
    var publishableKey: String { "pk_test_" + Data("\(host):\(port)$".utf8).base64EncodedString() }

    /// The suffix of this instance's cookies: eight characters of the base64url SHA-1 of the publishable key.
    var cookieSuffix: String {
        let digest = Insecure.SHA1.hash(data: Array(publishableKey.utf8))
        return String(Base64URL.encode(digest).prefix(8))
    }

    /// The hosted page, for applications without a sign-in page of their own.
    var signInURL: String { frontendAPIURL + "/sign-in" }

    /// The user's picture: their own, or the initials drawn by the instance.
    func imageURL(of user: InstanceUser) -> String {
        user.imageURL ?? "\(frontendAPIURL)/avatars/\(user.id)"
    }
}

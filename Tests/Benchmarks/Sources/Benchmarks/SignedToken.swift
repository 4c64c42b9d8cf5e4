import Crypto
import CryptoExtras
import Foundation

/// A session token such as Clerk mints, version 2, with an organisation; signed by a key made for this run.
struct SignedToken {
    /// Of an instance at `clerk.example.com`.
    static let publishableKey = "pk_live_" + Data("clerk.example.com$".utf8).base64EncodedString()
    static let party = "https://app.example.com"
    static let keyName = "ins_2GIoQhbUpy0hX7B2cVkuTMinXoD"

    let privateKey: _RSA.Signing.PrivateKey
    let issuedAt = Int(Date().timeIntervalSince1970) - 5
    let text: String
    /// What is before the second dot.
    let signed: Data
    let digest: Data
    let signature: Data

    init() throws {
        privateKey = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let signed = Self.base64URL(Data(Self.header.utf8)) + "." + Self.base64URL(Data(Self.claims(issuedAt).utf8))
        self.signed = Data(signed.utf8)
        let digest = SHA256.hash(data: self.signed)
        self.digest = Data(digest)
        signature = try privateKey.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation
        text = signed + "." + Self.base64URL(signature)
    }

    /// The body of a JWKS response.
    func keySet() throws -> [UInt8] {
        let numbers = try privateKey.publicKey.getKeyPrimitives()
        let json = """
            {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"\(Self.keyName)",\
            "n":"\(Self.base64URL(numbers.modulus))","e":"\(Self.base64URL(numbers.publicExponent))"}]}
            """
        return Array(json.utf8)
    }

    private static let header = #"{"alg":"RS256","cat":"cl_B7d4PD111AAA","kid":"\#(keyName)","typ":"JWT"}"#

    private static func claims(_ issuedAt: Int) -> String {
        """
        {"azp":"\(party)","exp":\(issuedAt + 600),"fea":"u:articles,o:seats","fva":[3,-1],"iat":\(issuedAt),\
        "iss":"https://clerk.example.com","jti":"5e2f0c1f9a6b8d7c3e41","name":"Ada Lovelace","nbf":\(issuedAt - 10),\
        "o":{"fpm":"3","id":"org_2GIoQhbUpy0hX7B2cVkuTMinXoE","per":"manage,read","rol":"admin","slg":"analytical"},\
        "pla":"o:pro","sid":"sess_2GaMqUCB3Sc1WNAkWuNzsnYVVEy","sts":"active",\
        "sub":"user_2GIpXOEpVyJw51rkZn9Kmnc6Sxr","v":2}
        """
    }

    private static func base64URL(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

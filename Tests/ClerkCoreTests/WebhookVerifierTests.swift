import ClerkCore
import Crypto
import Foundation
import HTTPTypes
import Testing

@Suite("WebhookVerifier · did Clerk send this, just now?")
struct WebhookVerifierTests {
    static let secret = "whsec_dGVzdF9zaWduaW5nX3NlY3JldF8zMl9jaGFyc19sb25n"
    static let now = UnixTime(seconds: 1_700_000_000)
    /// The vector of the reference document, made with the `svix` and `standardwebhooks` libraries.
    static let body = """
        {"data":{"id":"sess_1","object":"session","status":"removed","user_id":"user_1"},"object":"event",\
        "timestamp":1700000000000,"type":"session.removed"}
        """
    static let signature = "v1,U1Oce2/w+yZ+lCQ2xBnBPXwndAMLjZDcvcLx5k4WnX0="

    private func fields(
        _ prefix: String = "svix-", id: String? = "msg_2Zh8kq", timestamp: String? = "1700000000",
        signature: String? = signature
    ) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in [("id", id), ("timestamp", timestamp), ("signature", signature)] {
            fields[HTTPField.Name(prefix + name)!] = value
        }
        return fields
    }

    private func outcome(
        _ fields: HTTPFields, body: String = body, secrets: [String] = [secret], at now: UnixTime = now
    ) -> Result<String, WebhookRejection> {
        let verifier = WebhookVerifier(secrets: secrets.compactMap { WebhookSecret($0) })
        return Result { () throws(WebhookRejection) in try verifier.verify(fields, body: body.utf8, at: now) }
    }

    @Test(arguments: ["svix-", "webhook-"])
    func `believes what was signed, under either set of names`(_ prefix: String) {
        #expect(outcome(fields(prefix)) == .success("msg_2Zh8kq"))
    }

    @Test func `never mixes the two sets, and prefers the complete one`() {
        var mixed = fields(id: nil)
        mixed[HTTPField.Name("webhook-id")!] = "msg_2Zh8kq"
        #expect(outcome(mixed) == .failure(.missingHeaders))
        var both = fields("webhook-")
        both[HTTPField.Name("svix-id")!] = "msg_other"
        #expect(outcome(both) == .success("msg_2Zh8kq"))
    }

    @Test(arguments: ["v1", "v1,", "v2,\(signature.dropFirst(3))", "v1,AAAA", "\(signature),x", "v1a,b,c"])
    func `an item of another form matches nothing, and hinders nothing`(_ item: String) {
        #expect(outcome(fields(signature: item)) == .failure(.noMatchingSignature))
        #expect(outcome(fields(signature: "\(item) \(Self.signature)")) == .success("msg_2Zh8kq"))
    }

    @Test func `any of several secrets will do`() {
        let other = "whsec_" + Data("another secret".utf8).base64EncodedString()
        #expect(outcome(fields(), secrets: [other]) == .failure(.noMatchingSignature))
        #expect(outcome(fields(), secrets: [other, Self.secret]) == .success("msg_2Zh8kq"))
    }

    @Test(
        arguments: [(-300_000, nil), (-300_001, .tooNew), (300_000, nil), (300_001, .tooOld)]
            as [(Int64, WebhookRejection?)])
    func `five minutes either way`(_ offset: Int64, _ rejection: WebhookRejection?) {
        let now = UnixTime(milliseconds: Self.now.milliseconds + offset)
        #expect(outcome(fields(), at: now) == rejection.map { .failure($0) } ?? .success("msg_2Zh8kq"))
    }

    @Test(arguments: ["1700000000.0", "+1700000000", "1e9", "1700000000000000", "\u{0661}"])
    func `a time is digits`(_ timestamp: String) {
        #expect(outcome(fields(timestamp: timestamp)) == .failure(.malformedTimestamp))
    }

    @Test func `one changed byte, of whatever is signed, is enough`() {
        #expect(outcome(fields(), body: Self.body + " ") == .failure(.noMatchingSignature))
        #expect(outcome(fields(id: "msg_2Zh8kr")) == .failure(.noMatchingSignature))
        #expect(outcome(fields(timestamp: "1700000001")) == .failure(.noMatchingSignature))
    }

    @Test(arguments: [("id", ""), ("timestamp", " "), ("signature", "")])
    func `an empty field is a missing one`(_ name: String, _ value: String) {
        var fields = fields()
        fields[HTTPField.Name("svix-" + name)!] = value
        #expect(outcome(fields) == .failure(.missingHeaders))
    }

    @Test(arguments: ["", "whsec_", "whsec_!", "sk_test_x", "dGVzdA=="])
    func `a secret has its form`(_ text: String) {
        #expect(WebhookSecret(text) == nil)
    }

    @Test func `a secret may lack its padding, and shows nothing`() throws {
        let padded = try #require(WebhookSecret("whsec_dGVzdA=="))
        #expect(WebhookSecret("whsec_dGVzdA") == padded)
        #expect(!"\(padded)".contains("dGV"))
    }
}

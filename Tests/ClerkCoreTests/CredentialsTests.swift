import ClerkCore
import HTTPTypes
import Testing

@Suite("Credentials · a header token wins over cookies")
struct CredentialsTests {
    private func credentials(_ authorization: [String], cookie: String = "__session=c; __client_uat=5") throws
        -> Credentials
    {
        var fields = HTTPFields()
        for value in authorization { fields.append(HTTPField(name: .authorization, value: value)) }
        fields.append(HTTPField(name: .cookie, value: cookie))
        return Credentials(fields, key: try PublishableKey(Instance.publishableKeyText), at: Instance.now)
    }

    @Test(arguments: ["Bearer t", "bearer t", "BEARER  t", "t", " t "])
    func `reads one token`(value: String) throws {
        guard case .header("t") = try credentials([value]) else {
            Issue.record("not a header token")
            return
        }
    }

    @Test(arguments: [[], ["Basic dXNlcjpwYXNz"], ["Bearer"], ["bearer "], [""], ["Digest a=1, b=2"]])
    func `leaves other schemes and a bare Bearer to the cookies`(values: [String]) throws {
        guard case .cookies(let cookies) = try credentials(values) else {
            Issue.record("not the cookies")
            return
        }
        #expect(cookies.session == "c")
        #expect(cookies.clientUAT == 5)
    }

    @Test(arguments: [["Bearer a b"], ["Bearer a", "Bearer b"]])
    func `more than one token is an error`(values: [String]) throws {
        guard case .malformedHeader = try credentials(values) else {
            Issue.record("not malformed")
            return
        }
    }

    @Test func `several cookie fields are one`() throws {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .cookie, value: "__session=c"))
        fields.append(HTTPField(name: .cookie, value: "__client_uat=5"))
        let key = try PublishableKey(Instance.publishableKeyText)
        guard case .cookies(let cookies) = Credentials(fields, key: key, at: Instance.now) else {
            Issue.record("not the cookies")
            return
        }
        #expect(cookies.session == "c")
        #expect(cookies.clientUAT == 5)
    }

    @Test func `shows nothing of what it carries`() throws {
        var text = ""
        for value in try [credentials(["Bearer sesame"]), credentials([], cookie: "__session=sesame")] {
            text += "\(value)" + String(reflecting: value)
            dump(value, to: &text)
        }
        #expect(!text.contains("sesame"))
    }
}

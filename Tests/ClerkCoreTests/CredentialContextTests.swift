import ClerkCore
import HTTPTypes
import Testing

@Suite("CredentialContext · what a browser says of how a request came about")
struct CredentialContextTests {
    private func context(_ method: HTTPRequest.Method, _ fields: [String: String]) throws -> CredentialContext {
        var request = HTTPRequest(method: method, scheme: "https", authority: "app.example.com", path: "/")
        for (name, value) in fields { request.headerFields[try #require(HTTPField.Name(name))] = value }
        return CredentialContext(request, publicOrigin: "https://app.example.com")
    }

    @Test func `knows a document GET`() throws {
        #expect(try context(.get, ["Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "cross-site"]) == .documentGET)
        #expect(try context(.get, ["Sec-Fetch-Dest": "iframe"]) == .documentGET)
        #expect(try context(.get, ["Accept": "text/html,*/*"]) == .documentGET)
        #expect(try context(.get, ["Accept": "text/html", "Sec-Fetch-Dest": "empty"]) == .other)
        #expect(try context(.post, ["Sec-Fetch-Dest": "document"]) == .other)
        #expect(try context(.head, ["Accept": "text/html"]) == .other)
    }

    @Test func `knows its own origin`() throws {
        #expect(try context(.post, ["Sec-Fetch-Site": "same-origin"]) == .sameOrigin)
        #expect(try context(.post, ["Sec-Fetch-Site": "same-site", "Origin": "https://app.example.com"]) == .other)
        #expect(try context(.post, ["Origin": "https://app.example.com"]) == .sameOrigin)
        #expect(try context(.post, ["Origin": "https://app.example.com.evil.example"]) == .other)
        #expect(try context(.get, [:]) == .other)
    }

    @Test func `an upgrade is never a navigation`() throws {
        #expect(try context(.get, ["Upgrade": "websocket", "Accept": "text/html"]) == .webSocket)
        #expect(try context(.connect, ["Sec-Fetch-Site": "same-origin"]) == .webSocket)
    }
}

import ClerkDevelopment
import ClerkLive
import TestPeer
import Testing

@Suite("ClerkMiddleware · says who is there, or keeps the door")
struct ClerkMiddlewareTests {
    @Test func `lets everybody pass when optional, and tells who it is`() async throws {
        try await TestApplication.run { application in
            #expect(try await application.browser.get("/who").text == "nobody")
            let token = try await application.device().token()
            let answer = try await application.browser.send("GET", "/who", [("Authorization", "Bearer \(token)")])
            #expect(answer.text == application.ada.id)
            #expect(answer["cache-control"] == "private, no-store")
            #expect(answer["vary"] == "Cookie, Authorization")
            let forged = try await application.browser.send("GET", "/who", [("Authorization", "Bearer \(token)x")])
            #expect(forged.text == "nobody")
        }
    }

    @Test func `lets only those pass who are signed in when required`() async throws {
        try await TestApplication.run { application in
            let cookies = try await application.device("alan@example.com").cookies()
            let answer = try await application.browser.send("GET", "/members/who", [("Cookie", cookies)])
            #expect(answer.text == "alan@example.com")
        }
    }

    @Test(arguments: [[("Accept", "text/html,*/*")], [("Sec-Fetch-Dest", "document"), ("Accept", "*/*")]])
    func `leads who loads a document to the sign-in page, and back from there`(fields: [(String, String)]) async throws
    {
        try await TestApplication.run { application in
            let answer = try await application.browser.send("GET", "/members/who?a=1&b=%20", fields)
            #expect(answer.status == 303)
            #expect(answer["location"] == "/auth/sign-in?redirect_url=/members/who%3Fa%3D1%26b%3D%2520")
            #expect(answer["cache-control"] == "private, no-store")
        }
    }

    @Test func `refuses programs with 401 and a reason`() async throws {
        try await TestApplication.run { application in
            let answer = try await application.browser.send("GET", "/members/who", [("Accept", "application/json")])
            #expect(answer.status == 401)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer["www-authenticate"] == "Bearer")
            #expect(answer.json?["reason"] == "session-token-and-uat-missing")
            #expect(answer.json?["detail"]?.string == ClerkMessages().authRequiredJSON)
        }
    }
}

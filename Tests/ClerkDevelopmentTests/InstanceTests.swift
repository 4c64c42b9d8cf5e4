import Testing

@testable import ClerkDevelopment

@Suite("Instance · who is signed in where, as a value")
struct InstanceTests {
    private func instance(signedIn: [String] = []) throws -> Instance {
        var instance = Instance(id: "ins_1")
        let password = try PasswordHash("clerk-live")
        instance.seed(.init(id: "ada", email: "ada@example.com"), password: password, at: 1_000)
        instance.seed(.init(id: "alan", email: "alan@example.com"), password: password, at: 1_000)
        instance.addClient(token: "browser", id: "client_1", at: 1_000)
        for user in signedIn {
            _ = try instance.signIn(userID: user, token: "browser", sessionID: "sess_\(user)", at: 5_000)
        }
        return instance
    }

    @Test func `moves the browser's update time on sign-in and sign-out, and at no other time`() throws {
        var instance = try instance(signedIn: ["ada"])
        #expect(try instance.clientUpdatedAt(of: instance.client("browser"), at: 6_000) == 5)
        _ = try instance.touch("sess_ada", token: "browser", at: 9_000)
        #expect(try instance.client("browser").updatedAt == 5_000)
        instance.close("sess_ada", as: .removed, at: 12_000)
        #expect(try instance.client("browser").updatedAt == 12_000)
        #expect(try instance.clientUpdatedAt(of: instance.client("browser"), at: 12_000) == 0)
    }

    @Test func `falls back to the newest session when the active one is closed`() throws {
        var instance = try instance(signedIn: ["ada", "alan"])
        #expect(try instance.activeSession(of: instance.client("browser"), at: 6_000)?.userID == "alan")
        instance.close("sess_alan", as: .ended, at: 6_000)
        #expect(try instance.activeSession(of: instance.client("browser"), at: 6_000)?.userID == "ada")
    }

    @Test func `never reopens a closed session, nor closes it twice`() throws {
        var instance = try instance(signedIn: ["ada"])
        instance.close("sess_ada", as: .revoked, at: 6_000)
        let closed = instance
        instance.close("sess_ada", as: .ended, at: 7_000)
        #expect(instance == closed)
        #expect(throws: ClerkAPIError.unauthenticated) { try instance.touch("sess_ada", token: "browser", at: 8_000) }
        #expect(instance == closed)
    }

    @Test func `lets a session expire by the clock alone`() throws {
        let instance = try instance(signedIn: ["ada"])
        let end = 5_000 + InstanceSession.lifetime
        #expect(instance.sessions["sess_ada"]?.status(at: end - 1) == .active)
        #expect(instance.sessions["sess_ada"]?.status(at: end) == .expired)
        #expect(try instance.activeSession(of: instance.client("browser"), at: end) == nil)
    }

    @Test func `takes a seed's profile from the code and keeps what happened since`() throws {
        var instance = try instance(signedIn: ["ada"])
        instance.seed(.init(id: "ada", email: "countess@example.com"), password: try PasswordHash("new"), at: 9_000)
        let ada = instance.user("ada")
        #expect(ada?.email == "countess@example.com")
        #expect(ada?.createdAt == 1_000 && ada?.lastSignInAt == 5_000)
        #expect(try ada?.password.matches("new") == true)
    }

    @Test func `lets a seed take an address from whoever signed up with it`() throws {
        var instance = try instance(signedIn: ["ada"])
        instance.seed(.init(id: "countess", email: "ADA@example.com"), password: try PasswordHash("new"), at: 9_000)
        #expect(instance.user(email: "ada@example.com")?.id == "countess")
        #expect(instance.user("ada") == nil)
        #expect(instance.sessions["sess_ada"]?.status(at: 9_000) == .removed)
    }

    @Test func `forgets idle browsers past the bound, never one with a session`() throws {
        var instance = try instance(signedIn: ["ada"])
        for number in 0..<Instance.maximumClients + 5 {
            instance.addClient(token: "idle\(number)", id: "client", at: 10_000 + number)
        }
        #expect(instance.clients.count == Instance.maximumClients)
        #expect(instance.clients["browser"] != nil)
        #expect(instance.clients["idle0"] == nil)
    }

    @Test func `tells passwords apart, and salts each`() throws {
        let hash = try PasswordHash("clerk-live")
        #expect(try hash.matches("clerk-live"))
        #expect(try !hash.matches("clerk-live "))
        #expect(try hash != PasswordHash("clerk-live"))
    }
}

import ClerkCore
import Testing
import WireJSON

@Suite("ClerkIdentity · who the token says the person is")
struct ClerkIdentityTests {
    @Test func `reads the default names, the first that holds something`() throws {
        let identity = try Instance.session([
            "email": "", "primary_email_address": "ada@example.com", "given_name": .null, "first_name": "Ada",
            "family_name": "Lovelace", "avatar": "https://img.clerk.com/a", "org": .null, "orgs": ["org_1"],
        ]).identity
        #expect(identity.subject == "user_ada")
        #expect(identity.email == "ada@example.com")
        #expect(identity.firstName == "Ada")
        #expect(identity.lastName == "Lovelace")
        #expect(identity.name == "Ada Lovelace")
        #expect(identity.imageURL == "https://img.clerk.com/a")
        #expect(identity.organizations == ["org_1"])
    }

    @Test func `a name of its own wins over its parts, and one part is enough`() throws {
        #expect(try Instance.session(["name": "The Countess", "first_name": "Ada"]).identity.name == "The Countess")
        #expect(try Instance.session(["last_name": "Lovelace"]).identity.name == "Lovelace")
        #expect(try Instance.session().identity.name == nil)
    }

    @Test func `the names are the application's to choose`() throws {
        var configuration = try Instance.configuration()
        configuration.identityMapping.subject = ["external_id"]
        configuration.identityMapping.email = ["mail"]
        let token = try Instance.token(["external_id": "42", "mail": "ada@example.com", "email": "other@example.com"])
        #expect(try Instance.verify(token, configuration).identity.subject == "42")
        #expect(try Instance.verify(token, configuration).identity.email == "ada@example.com")
        #expect(try Instance.verify(try Instance.token(), configuration).identity.subject == "user_ada")
    }
}

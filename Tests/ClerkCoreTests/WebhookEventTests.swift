import ClerkCore
import Testing

@Suite("WebhookEvent · what it means for those who are signed in")
struct WebhookEventTests {
    private func event(_ type: String, _ data: String) throws -> WebhookEvent {
        try WebhookEvent(
            body:
                #"{"data":\#(data),"object":"event","timestamp":1700000000000,"type":"\#(type)","instance_id":"ins_1"}"#
                .utf8)
    }

    @Test(
        arguments: [
            ("session.removed", #"{"id":"sess_1"}"#, .endSession("sess_1")),
            ("session.ended", #"{"id":"sess_1"}"#, .endSession("sess_1")),
            ("session.revoked", #"{"id":"sess_1"}"#, .endSession("sess_1")),
            ("session.pending", #"{"id":"sess_1"}"#, .sessionPending("sess_1")),
            ("session.created", #"{"id":"sess_1"}"#, .none),
            ("session.removed", #"{"id":"user_1"}"#, .none),
            ("session.removed", #"{"id":7}"#, .none),
            ("user.deleted", #"{"id":"user_1","deleted":true}"#, .endUser("user_1")),
            ("user.updated", #"{"id":"user_1","banned":true}"#, .endUser("user_1")),
            ("user.updated", #"{"id":"user_1","deprovisioned":true}"#, .endUser("user_1")),
            ("user.updated", #"{"id":"user_1","locked":true,"banned":false}"#, .userChanged("user_1")),
            (
                "organizationMembership.deleted",
                #"{"organization":{"id":"org_1"},"public_user_data":{"user_id":"user_1"}}"#,
                .membershipChanged(user: "user_1", organization: "org_1")
            ),
            ("organizationMembership.updated", #"{"organization":{"id":"org_1"}}"#, .none),
            ("organization.deleted", #"{"id":"org_1"}"#, .organizationDeleted("org_1")),
            ("role.updated", #"{"id":"role_1"}"#, .rolesChanged),
            ("somethingNew.happened", #"{"id":"x_1"}"#, .none),
        ] as [(String, String, WebhookEffect)])
    func `each type has its effect`(_ type: String, _ data: String, _ effect: WebhookEffect) throws {
        #expect(try event(type, data).effect == effect)
    }

    @Test(arguments: ["1700000000000", "1700000000", "1700000000.0"])
    func `a time is in milliseconds or seconds`(_ timestamp: String) throws {
        let event = try WebhookEvent(body: #"{"data":{},"type":"user.created","timestamp":\#(timestamp)}"#.utf8)
        #expect(event.occurredAt == UnixTime(seconds: 1_700_000_000))
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"data":{},"type":"x"}"#, #"{"data":[],"type":"x","timestamp":1}"#,
        #"{"data":{},"type":"","timestamp":1}"#, #"{"data":{},"type":7,"timestamp":1}"#,
    ])
    func `anything else is no event`(_ body: String) {
        #expect(throws: WebhookRejection.malformedBody) { try WebhookEvent(body: body.utf8) }
    }
}

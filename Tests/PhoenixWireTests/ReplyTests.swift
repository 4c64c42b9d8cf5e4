import PhoenixWire
import Testing
import WireJSON

@Suite("Reply · refusals in Phoenix's words")
struct ReplyTests {
    private let message = Message(joinRef: "4", ref: "9", topic: "t", event: "event", payload: .json([:]))

    @Test func `an unmatched topic has no join to refer to`() {
        #expect(
            Reply(refusing: message, .unmatchedTopic)
                == Reply(
                    joinRef: nil, ref: "9", topic: "t", status: .error, response: ["reason": "unmatched topic"]))
    }

    @Test(
        arguments: [
            (.tooManyChannels, "too many channels joined"), (.joinCrashed, "join crashed"),
        ] as [(Reply.RefusalReason, JSONValue)])
    func `other refusals repeat both refs`(reason: Reply.RefusalReason, text: JSONValue) {
        #expect(
            Reply(refusing: message, reason)
                == Reply(joinRef: "4", ref: "9", topic: "t", status: .error, response: ["reason": text]))
    }

    @Test func `its description never says what it holds`() {
        let reply = Reply(joinRef: nil, ref: "1", topic: "t", status: .ok, response: ["token": "SECRET"])
        #expect("\(reply)" == "ok on t (join_ref null, ref 1)")
        #expect(!String(reflecting: reply).contains("SECRET"))
    }
}

import NIOCore
import PhoenixWire
import Testing
import WireJSON

@Suite("Message · what a log may know of it")
struct MessageTests {
    @Test func `its description tells where it goes, never what it holds`() {
        let message = Message(
            joinRef: "4", ref: nil, topic: "lv:a", event: "event", payload: .json(["token": "SECRET"]))
        #expect("\(message)" == "event on lv:a (join_ref 4, ref null)")
        #expect(!"\([message])".contains("SECRET"))
        #expect(!String(reflecting: message).contains("SECRET"))
    }
}

import PhoenixWire
import Testing

@Suite("ProtocolEvent · the names on the wire")
struct ProtocolEventTests {
    @Test func `are those of Phoenix and LiveView`() {
        #expect(
            ProtocolEvent.allCases.map(\.rawValue) == [
                "phx_join", "phx_leave", "phx_reply", "phx_error", "phx_close", "heartbeat", "presence_state",
                "presence_diff", "event", "cids_will_destroy",
                "cids_destroyed", "allow_upload", "progress", "chunk", "live_patch", "diff", "live_redirect",
                "redirect",
            ])
    }

    @Test func `other names are the application's`() {
        #expect(ProtocolEvent(rawValue: "new_message") == nil)
        #expect(ProtocolEvent(rawValue: "Event") == nil)
    }
}

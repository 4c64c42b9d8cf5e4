import NIOCore
import PhoenixWire
import Testing
import WireJSON

/// The messages between phoenix_live_view 1.2.10 and its server for one page with a counter: joined, clicked, left.
@Suite("PhoenixWire · the first page, message by message")
struct FirstPageTests {
    @Test func `join, click, heartbeat and leave read and write as recorded`() throws {
        var socket = SocketStateMachine()

        let join = try Message(
            #"["4","4","lv:phx-F1","phx_join",{"url":"http://h/counter","params":{"_mounts":0},"session":"TOK","static":"TOK","sticky":false}]"#
        )
        #expect(
            join.payload
                == .json([
                    "url": "http://h/counter", "params": ["_mounts": 0], "session": "TOK", "static": "TOK",
                    "sticky": false,
                ]))
        #expect(socket.received(join) == .join(joinRef: "4", replacing: nil))
        let rendered = text { buffer in
            Serializer.reply(joinRef: "4", ref: join.ref, topic: join.topic, status: .ok, into: &buffer) { json in
                json.name("liveview_version")
                json.string("1.2.10" as StaticString)
                json.name("rendered")
                json.beginObject()
                json.name(0)
                json.string("0" as StaticString)
                json.name("s")
                json.beginArray()
                json.string(#"<button phx-click="inc">+</button><b>"# as StaticString)
                json.string("</b>" as StaticString)
                json.endArray()
                json.endObject()
            }
        }
        #expect(
            rendered
                == #"["4","4","lv:phx-F1","phx_reply",{"status":"ok","response":{"liveview_version":"1.2.10","rendered":{"0":"0","s":["<button phx-click=\"inc\">+</button><b>","</b>"]}}}]"#
        )

        let click = try Message(
            #"["4","8","lv:phx-F1","event",{"type":"click","event":"inc","value":{"value":""}}]"#)
        #expect(socket.received(click) == .forward)
        let diff = text { buffer in
            Serializer.reply(joinRef: "4", ref: click.ref, topic: click.topic, status: .ok, into: &buffer) { json in
                json.name("diff")
                json.beginObject()
                json.name(0)
                json.string("1" as StaticString)
                json.endObject()
            }
        }
        #expect(diff == #"["4","8","lv:phx-F1","phx_reply",{"status":"ok","response":{"diff":{"0":"1"}}}]"#)

        guard case .reply(let alive) = socket.received(try Message(#"[null,"9","phoenix","heartbeat",{}]"#)) else {
            throw Unexpected("a heartbeat is answered")
        }
        #expect(
            text { Serializer.encode(alive, into: &$0) }
                == #"[null,"9","phoenix","phx_reply",{"status":"ok","response":{}}]"#)

        guard case .leave(let left, let exit) = socket.received(try Message(#"["4","10","lv:phx-F1","phx_leave",{}]"#))
        else { throw Unexpected("a joined topic can be left") }
        #expect(
            text { Serializer.encode(left, into: &$0) }
                == #"["4","10","lv:phx-F1","phx_reply",{"status":"ok","response":{}}]"#)
        #expect(text { Serializer.encode(exit, into: &$0) } == #"["4","4","lv:phx-F1","phx_close",{}]"#)

        guard case .reply(let unloaded) = socket.received(try Message(#"[null,"11","lv:","phx_leave",{}]"#)) else {
            throw Unexpected("a page that unloads is answered")
        }
        #expect(
            text { Serializer.encode(unloaded, into: &$0) }
                == #"[null,"11","lv:","phx_reply",{"status":"ok","response":{}}]"#)
    }

    private struct Unexpected: Error {
        let rule: String

        init(_ rule: String) { self.rule = rule }
    }

    private func text(_ write: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer()
        write(&buffer)
        return String(buffer: buffer)
    }
}

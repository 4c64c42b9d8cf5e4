import NIOCore
import PhoenixWire
import Testing
import WireJSON

@Suite("Serializer · version 1.0.0 (Phoenix.Socket.V1.JSONSerializer)")
struct SerializerVersionOneTests {
    @Test func `reads a message`() throws {
        let text = #"{"topic":"t","event":"e","payload":{"a":1},"ref":"7","join_ref":"3","more":true}"#
        #expect(
            try Serializer.decode(versionOne: ByteBuffer(string: text))
                == Message(joinRef: "3", ref: "7", topic: "t", event: "e", payload: .json(["a": 1])))
        let bare = #"{"topic":"t","event":"e","payload":{},"ref":null}"#
        #expect(
            try Serializer.decode(versionOne: ByteBuffer(string: bare))
                == Message(joinRef: nil, ref: nil, topic: "t", event: "e", payload: .json([:])))
    }

    @Test(arguments: [
        "", "[]", "7", "{}", #"{"topic":"t","event":"e"}"#, #"{"topic":1,"event":"e","payload":{}}"#,
        #"{"topic":"t","event":"e","payload":[]}"#, #"{"topic":"t","event":"e","payload":{},"ref":7}"#,
        #"[null,"1","t","e",{}]"#,
    ])
    func `refuses everything else`(text: String) {
        #expect(throws: MessageError.self) { try Serializer.decode(versionOne: ByteBuffer(string: text)) }
    }

    @Test func `refuses names that are too long`() {
        let name = String(repeating: "x", count: 256)
        for text in [
            #"{"topic":"\#(name)","event":"e","payload":{}}"#, #"{"topic":"t","event":"\#(name)","payload":{}}"#,
            #"{"topic":"t","event":"e","payload":{},"ref":"\#(name)"}"#,
        ] {
            #expect(throws: MessageError.headerTooLong) { try Serializer.decode(versionOne: ByteBuffer(string: text)) }
        }
    }

    @Test func `writes what version 2 says, in the room it came in`() throws {
        var buffer = ByteBuffer(string: "0123456789")
        buffer.moveReaderIndex(to: buffer.writerIndex)
        Serializer.reply(joinRef: "1", ref: "2", topic: "t", status: .ok, value: ["a": "é"], into: &buffer)
        let message = Serializer.versionOne(of: buffer)
        #expect(message.readerIndex == 10)
        #expect(
            try JSONValue(parsing: message) == [
                "ref": "2", "topic": "t", "event": "phx_reply",
                "payload": ["status": "ok", "response": ["a": "é"]],
            ])
    }
}

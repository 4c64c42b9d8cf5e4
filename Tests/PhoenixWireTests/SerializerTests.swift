import NIOCore
import PhoenixWire
import SeededRandomness
import Testing
import WireJSON

@Suite("Serializer · text messages of 2.0.0")
struct SerializerTests {
    // MARK: Decoding

    @Test(
        arguments: [
            (#"["4","4","lv:a","phx_join",{"url":"http://h/"}]"#, "4", "4", "lv:a", "phx_join", ["url": "http://h/"]),
            (#"[null,"9","phoenix","heartbeat",{}]"#, nil, "9", "phoenix", "heartbeat", [:]),
            (#"[null,null,"t","e",{}]"#, nil, nil, "t", "e", [:]),
            (#"["","","","",{}]"#, "", "", "", "", [:]),
            ("\n[ \"1\" , null ,\t\"é\\n\" , \"\\u0065\" , { } ]\r\n", "1", nil, "é\n", "e", [:]),
        ] as [(String, String?, String?, String, String, JSONValue)])
    func `has five elements`(
        text: String, joinRef: String?, ref: String?, topic: String, event: String, payload: JSONValue
    ) throws {
        let message = Message(joinRef: joinRef, ref: ref, topic: topic, event: event, payload: .json(payload))
        #expect(try Message(text) == message)
    }

    @Test func `elements after the fifth are ignored, if they are JSON`() throws {
        #expect(try Message(#"["1","2","t","e",{"a":1},null, [1,{}] ,"x"]"#) == Message(#"["1","2","t","e",{"a":1}]"#))
        #expect(throws: MessageError.self) { try Message(#"["1","2","t","e",{},nonsense]"#) }
        #expect(throws: MessageError.self) { try Message(#"["1","2","t","e",{},]"#) }
    }

    @Test(arguments: [
        "{}", "null", "1", #""x""#, "[]", #"["1"]"#, #"["1","2","t","e"]"#, #"[4,"2","t","e",{}]"#,
        #"["1",2,"t","e",{}]"#,
        #"[true,"2","t","e",{}]"#, #"["1",{},"t","e",{}]"#, #"["1","2",null,"e",{}]"#, #"["1","2","t",null,{}]"#,
        #"["1","2",3,"e",{}]"#, #"["1","2","t","e",[]]"#, #"["1","2","t","e",null]"#, #"["1","2","t","e","x"]"#,
        #"["1","2","t","e",1]"#, #"{"topic":"t","event":"e","payload":{},"ref":"1"}"#,
    ])
    func `another shape is refused`(text: String) {
        #expect(throws: MessageError.wrongShape) { try Message(text) }
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 0), (#"["1","2","t","#, .unexpectedEnd, 13),
            (#"["1","2","t","e",{}"#, .unexpectedEnd, 19),
            (#"["1","2","t","e",{}] x"#, .trailingBytes, 21), (#"["1","2","t","e",{]"#, .unexpectedByte, 18),
            (#"[nul,"2","t","e",{}]"#, .unexpectedByte, 4), (#"["1","2","t","\q",{}]"#, .invalidEscape, 15),
        ] as [(String, JSONError.Reason, Int)])
    func `what is not JSON is refused, with the place`(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: MessageError.malformedJSON(JSONError(reason, at: offset))) { try Message(text) }
    }

    @Test func `invalid UTF-8 is refused in headers and payload`() {
        for text in [#"["1","2","!","e",{}]"#, #"["1","2","t","e",{"a":"!"}]"#] {
            let bytes = text.utf8.map { $0 == UInt8(ascii: "!") ? 0xFF : $0 }
            #expect(throws: MessageError.self) { try Serializer.decode(text: ByteBuffer(bytes: bytes)) }
        }
    }

    @Test func `headers may have 255 bytes`() throws {
        let longest = String(repeating: "é", count: 127) + "x"
        #expect(try Serializer.decode(text: Client.text(longest, longest, longest, longest)).topic == longest)
        let longer = longest + "x"
        let messages = [
            Client.text(longer, "2", "t", "e"), Client.text("1", longer, "t", "e"), Client.text("1", "2", longer, "e"),
            Client.text("1", "2", "t", longer),
        ]
        for message in messages {
            #expect(throws: MessageError.headerTooLong) { try Serializer.decode(text: message) }
        }
    }

    @Test func `a payload may be as deep as JSON may`() throws {
        let nested = String(repeating: #"{"a":"#, count: 64) + "1" + String(repeating: "}", count: 64)
        #expect(throws: Never.self) { try Message(#"["1","2","t","e",\#(nested)]"#) }
        #expect(throws: MessageError.self) { try Message(#"["1","2","t","e",{"a":\#(nested)}]"#) }
    }

    @Test func `decodes from the reader index`() throws {
        var buffer = ByteBuffer(string: "xx")
        buffer.writeImmutableBuffer(Client.text("1", "2", "t", "e"))
        buffer.moveReaderIndex(forwardBy: 2)
        #expect(try Serializer.decode(text: buffer).joinRef == "1")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whatever a client writes is read back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let alphabet = "abc019:_-\"\\\n\u{0}é€😀/"
        for _ in 0..<200 {
            let message = Message(
                joinRef: Bool.random(using: &random) ? random.text(of: alphabet, upTo: 8) : nil,
                ref: Bool.random(using: &random) ? random.text(of: alphabet, upTo: 8) : nil,
                topic: random.text(of: alphabet, upTo: 40), event: random.text(of: alphabet, upTo: 20),
                payload: .json([random.text(of: alphabet, upTo: 9): .string(random.text(of: alphabet, upTo: 60))]))
            guard case .json(let payload) = message.payload else { continue }
            let text = Client.text(message.joinRef, message.ref, message.topic, message.event, payload)
            #expect(try Serializer.decode(text: text) == message)
        }
    }

    @Test func `no change of a byte does harm`() {
        let text = Array(#"["4","8","lv:é","event",{"a":[1,null,"\n"]},null]"#.utf8)
        for place in text.indices {
            for byte: UInt8 in [0, 0x20, 0x22, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xFF] {
                var mutated = text
                mutated[place] = byte
                _ = try? Serializer.decode(text: ByteBuffer(bytes: mutated))
                _ = try? Serializer.decode(text: ByteBuffer(bytes: mutated[..<place]))
            }
        }
    }

    // MARK: Encoding

    @Test func `a reply holds its status and the response's members`() {
        var buffer = ByteBuffer()
        Serializer.reply(joinRef: "4", ref: "8", topic: "lv:phx-F1", status: .ok, into: &buffer) { json in
            json.name("diff")
            json.beginObject()
            json.name(0)
            json.string("1" as String)
            json.endObject()
        }
        #expect(
            String(buffer: buffer)
                == #"["4","8","lv:phx-F1","phx_reply",{"status":"ok","response":{"diff":{"0":"1"}}}]"#)
    }

    @Test func `a response is an object even if it is empty`() {
        var buffer = ByteBuffer()
        Serializer.reply(joinRef: "4", ref: "9", topic: "lv:phx-F1", status: .error, into: &buffer)
        #expect(String(buffer: buffer) == #"["4","9","lv:phx-F1","phx_reply",{"status":"error","response":{}}]"#)
    }

    @Test func `refs are strings or null, never numbers`() throws {
        let numeric = try written { Serializer.reply(joinRef: "4", ref: nil, topic: "t", status: .ok, into: &$0) }
        #expect(numeric.array?.prefix(2) == ["4", .null])
        let null = try written { Serializer.reply(joinRef: nil, ref: "7", topic: "t", status: .ok, into: &$0) }
        #expect(null.array?.prefix(2) == [.null, "7"])
    }

    @Test func `a push has no ref`() {
        var buffer = ByteBuffer()
        Serializer.push(joinRef: "4", topic: "lv:phx-F1", event: "diff", into: &buffer) { json in
            json.name(0)
            json.string("2" as String)
            json.name("e")
            json.value([["tick", [:]]])
        }
        #expect(String(buffer: buffer) == #"["4",null,"lv:phx-F1","diff",{"0":"2","e":[["tick",{}]]}]"#)
    }

    @Test func `a broadcast has no refs at all`() {
        var buffer = ByteBuffer()
        Serializer.broadcast(topic: "room:1", event: "new", into: &buffer) { json in
            json.name("text")
            json.string("hi" as String)
        }
        #expect(String(buffer: buffer) == #"[null,null,"room:1","new",{"text":"hi"}]"#)
    }

    @Test func `a reply that is a value is written whole`() throws {
        let reply = Reply(joinRef: "1", ref: "2", topic: "t", status: .error, response: ["reason": "x", "n": [1]])
        let response: JSONValue = ["status": "error", "response": ["reason": "x", "n": [1]]]
        #expect(try written { Serializer.encode(reply, into: &$0) } == ["1", "2", "t", "phx_reply", response])
    }

    @Test func `a channel's exit repeats the join's ref`() {
        var closed = ByteBuffer()
        Serializer.encode(ChannelExit(topic: "lv:a", joinRef: "4", reason: .closed), into: &closed)
        #expect(String(buffer: closed) == #"["4","4","lv:a","phx_close",{}]"#)
        var crashed = ByteBuffer()
        Serializer.encode(ChannelExit(topic: "lv:a", joinRef: "4", reason: .crashed), into: &crashed)
        #expect(String(buffer: crashed) == #"["4","4","lv:a","phx_error",{"reason":"channel_crash"}]"#)
    }

    @Test func `is appended to what the buffer holds, and copies nothing that others hold`() {
        var buffer = ByteBuffer(string: "frame header ")
        let before = buffer
        Serializer.push(joinRef: nil, topic: "t", event: "e", into: &buffer) { _ in }
        #expect(String(buffer: buffer) == #"frame header [null,null,"t","e",{}]"#)
        #expect(String(buffer: before) == "frame header ")
    }

    @Test func `a payload that throws leaves nothing of its message`() {
        struct Failure: Error {}
        var buffer = ByteBuffer(string: "frame header ")
        #expect(throws: Failure.self) {
            try Serializer.reply(joinRef: "4", ref: "8", topic: "t", status: .ok, into: &buffer) { json in
                json.name("half")
                throw Failure()
            }
        }
        #expect(String(buffer: buffer) == "frame header ")
        Serializer.reply(joinRef: nil, ref: nil, topic: "t", status: .ok, into: &buffer)
        #expect(
            String(buffer: buffer)
                == #"frame header [null,null,"t","phx_reply",{"status":"ok","response":{}}]"#)
    }

    @Test func `headers are escaped`() throws {
        let text = "\"\\\n\u{0}é"
        let message = try written { Serializer.push(joinRef: text, topic: text, event: text, into: &$0) { _ in } }
        #expect(message == [.string(text), .null, .string(text), .string(text), [:]])
    }
}

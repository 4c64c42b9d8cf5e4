import Foundation
import NIOCore
import PhoenixWire
import WireJSON

/// The messages of one page's conversation.
enum WireMessages {
    static let id = "phx-GHNsxvfnq2I"
    static let topic = "lv:" + id
    static let joinRef = "4"
    static let ref = "12"

    static func join(pageToken: String, flashToken: String) -> String {
        """
        ["\(joinRef)","\(joinRef)","\(topic)","phx_join",{"url":"http://localhost:4000/bench","params":\
        {"_csrf_token":"MDEyMzQ1Njc4OWFiY2RlZg","_mounts":0,"_mount_attempts":0},"session":"\(pageToken)",\
        "static":"\(flashToken)"}]
        """
    }

    static let click = """
        ["\(joinRef)","\(ref)","\(topic)","event",{"type":"click","event":"inc","value":{"value":""}}]
        """

    /// Our answer to the click.
    static func clickReply(_ diff: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBuffer()
        Serializer.reply(joinRef: joinRef, ref: ref, topic: topic, status: .ok, into: &buffer) { json in
            json.name("diff")
            json.raw(diff)
        }
        return buffer
    }
}

/// A reply as Foundation writes it.
struct FoundationReply<Response: Encodable>: Encodable {
    private struct Payload: Encodable {
        let status = "ok"
        let response: Response
    }

    let response: Response

    func encode(to encoder: any Encoder) throws {
        var elements = encoder.unkeyedContainer()
        try elements.encode(WireMessages.joinRef)
        try elements.encode(WireMessages.ref)
        try elements.encode(WireMessages.topic)
        try elements.encode("phx_reply")
        try elements.encode(Payload(response: response))
    }
}

/// A click or a join as Foundation reads it.
struct FoundationMessage<Payload: Decodable>: Decodable {
    let joinRef: String?
    let ref: String?
    let topic: String
    let event: String
    let payload: Payload

    init(from decoder: any Decoder) throws {
        var elements = try decoder.unkeyedContainer()
        joinRef = try elements.decode(String?.self)
        ref = try elements.decode(String?.self)
        topic = try elements.decode(String.self)
        event = try elements.decode(String.self)
        payload = try elements.decode(Payload.self)
    }
}

struct FoundationClick: Decodable {
    let type: String
    let event: String
    let value: [String: String]
}

struct FoundationJoin: Decodable {
    let url: String
    let session: String
}

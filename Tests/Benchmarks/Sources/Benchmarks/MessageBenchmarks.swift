import Foundation
import NIOCore
import PhoenixWire
import WireJSON

/// Messages between bytes and values; beside it Foundation's JSON.
enum MessageBenchmarks {
    static func rows() async throws -> [Row] {
        try await decoding() + encoding()
    }

    private static func decoding() async throws -> [Row] {
        let text = ByteBuffer(string: WireMessages.click)
        let data = Data(WireMessages.click.utf8)
        let decoder = JSONDecoder()
        return try await [Row](
            "decode a click (\(text.readableBytes) B)",
            [
                Contender("ours") { try Serializer.decode(text: text).event.utf8.count },
                Contender("JSONDecoder, typed") {
                    try decoder.decode(FoundationMessage<FoundationClick>.self, from: data).event.utf8.count
                },
                Contender("JSONSerialization") {
                    try (JSONSerialization.jsonObject(with: data) as? [Any])?.count ?? 0
                },
            ])
    }

    private static func encoding() async throws -> [Row] {
        let encoder = JSONEncoder()
        return try await [Row](
            "encode a click's reply (\(ownReply(count: 1000)) B)",
            [
                Contender("ours") { ownReply(count: 1000) },
                Contender("JSONEncoder, typed") {
                    try encoder.encode(FoundationReply(response: ["diff": ["1": "1000"]])).count
                },
            ])
    }

    private static func ownReply(count: Int) -> Int {
        var buffer = ByteBuffer()
        Serializer.reply(
            joinRef: WireMessages.joinRef, ref: WireMessages.ref, topic: WireMessages.topic, status: .ok, into: &buffer
        ) { json in
            json.name("diff")
            json.beginObject()
            json.name(1)
            json.beginString()
            json.stringContent(count)
            json.endString()
            json.endObject()
        }
        return buffer.readableBytes
    }
}

import COpenSSL
import LiveRendering
import NIOCore
import PhoenixWire
import WireJSON

@main struct Main {
    static func main() throws {
        var engine = DiffEngine()
        var host = NoComponents()
        var buffer = ByteBuffer()
        try Serializer.reply(joinRef: "1", ref: "2", topic: "t", status: .ok, into: &buffer) { json in
            _ = try engine.render("<p>x</p>", host: &host, into: &json)
        }
        print(String(buffer: buffer), OPENSSL_VERSION_MAJOR)
    }
}

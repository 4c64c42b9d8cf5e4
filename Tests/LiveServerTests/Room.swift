import LiveServer
import NIOCore

/// Says what it hears, to everybody or back.
struct Room: PhoenixChannel {

    init(_ join: ChannelJoin<Anyone>, socket: inout ChannelSocket) throws {
        if join.subtopic == "private" { throw ChannelRefusal("unauthorized") }
        socket.reply(["subtopic": .string(join.subtopic), "parameters": join.parameters])
        socket.push("welcome")
    }

    struct Crash: Error {}

    mutating func handle(_ message: ChannelMessage, socket: inout ChannelSocket) throws {
        switch message.event {
        case "say": socket.broadcast("said", message.payload)
        case "echo": socket.reply(message.payload)
        case "push": socket.push("pushed", message.payload)
        case "refuse": socket.refuse("no")
        case "crash": throw Crash()
        case "stop": socket.stop()
        case "track":
            socket.track(message["key"] ?? "")
            socket.pushPresences()
        default: break
        }
    }
}

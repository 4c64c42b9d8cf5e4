import LiveRuntime
import NIOCore
import Synchronization
import WireJSON

/// Says, counts, waits, crashes and stops, as its messages ask.
struct Room: PhoenixChannel {
    struct Crash: Error {}

    /// What a test and the rooms it joins share, found by their topics: of no two tests alike.
    final class Stage: Sendable {
        /// Where a handler waits until the test lets it go on.
        private let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
        let ends: AsyncStream<ChannelEndReason>
        fileprivate let end: AsyncStream<ChannelEndReason>.Continuation

        init() {
            (ends, end) = AsyncStream.makeStream()
        }

        fileprivate func wait() async {
            await withCheckedContinuation { continuation in gate.withLock { $0 = continuation } }
        }

        func letHandlerGoOn() async {
            while true {
                if let waiting = gate.withLock({ $0.take() }) { return waiting.resume() }
                await Task.yield()
            }
        }

        func nextEnd() async -> ChannelEndReason? {
            var ends = ends.makeAsyncIterator()
            return await ends.next(isolation: #isolation)
        }
    }

    private static let stages = Mutex<[String: Stage]>([:])

    static func stage(of topic: String) -> Stage {
        stages.withLock { stages in
            let stage = stages[topic] ?? Stage()
            stages[topic] = stage
            return stage
        }
    }

    private let stage: Stage
    private var count = 0

    init(_ join: ChannelJoin<Anyone>, socket: inout ChannelSocket) async throws {
        stage = Self.stage(of: join.topic)
        switch join.parameters["wish"]?.string {
        case "refusal": throw ChannelRefusal("full")
        case "refusal in its own words": throw ChannelRefusal(response: ["code": 7])
        case "refusal said": socket.refuse("full")
        case "redirect": throw MountRefusal.redirect(to: "/secret?token=1")
        case "crash": throw Crash()
        case "wait": await stage.wait()
        case "greeting":
            socket.push("after", ["nr": 1])
            socket.reply(["subtopic": .string(join.subtopic)])
            socket.push("after", ["nr": 2])
        default: break
        }
    }

    mutating func handle(_ message: ChannelMessage, socket: inout ChannelSocket) async throws {
        switch message.event {
        case "say": socket.broadcast("said", ["text": .string(message["text"] ?? "")])
        case "whisper": socket.broadcastToOthers("whispered", message.payload)
        case "echo": socket.reply(message.payload)
        case "refuse": socket.refuse("no")
        case "push":
            socket.push("pushed", ["nr": 1])
            socket.push("pushed", ["nr": 2])
            socket.reply()
        case "count":
            await Task.yield()
            count += 1
            socket.reply(["count": .integer(count)])
        case "wait":
            await stage.wait()
            socket.push("waited")
        case "crash":
            socket.push("never sent")
            throw Crash()
        case "stop":
            socket.push("last words")
            socket.stop()
        case "listen": socket.subscribe(to: message["topic"] ?? "")
        case "publish": socket.publish("published", to: socket.topic)
        case "decode": socket.reply(["n": .integer(try message.decode(Number.self).n)])
        case "track": socket.track(message["key"] ?? "", message.value["values"]?.object ?? [:])
        case "untrack": socket.untrack(message["key"] ?? "")
        case "who":
            socket.pushPresences()
            socket.reply(["count": .integer(socket.presences.count)])
        default: break
        }
    }

    struct Number: Decodable { let n: Int }

    mutating func handle(_ message: PubSubMessage, socket: inout ChannelSocket) {
        if let text = message.value(as: String.self) { socket.push("heard", ["text": .string(text)]) }
        if let broadcast = message.value(as: ChannelBroadcast.self) {
            socket.push("overheard", ["event": .string(broadcast.event)])
        }
    }

    mutating func ended(_ reason: ChannelEndReason) {
        stage.end.yield(reason)
    }
}

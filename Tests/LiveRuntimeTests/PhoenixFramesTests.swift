import Foundation
import LiveRendering
import LiveRuntime
import LiveViewTesting
import NIOCore
import Testing
import WireJSON

/// The pages of `Fixtures/phoenix-liveview-1.2.10.jsonl`, in Swift, taken through the recorded steps: our messages and the reference
/// server's must bring two clients to the same page.
@Suite("Phoenix LiveView 1.2.10 · the same page after every step")
struct PhoenixFramesTests {
    struct Step {
        let name: String
        let response: JSONValue

        /// What the message says about the page.
        var diff: JSONValue { response["rendered"] ?? response["diff"] ?? [:] }
        /// The value sent with the event.
        var value: JSONValue { (try? .init(parsing: String(name.drop { $0 != "{" }))) ?? [:] }
        var event: String { String(name.split(separator: " ").dropFirst().first ?? "") }
    }

    private static func steps(of page: String) throws -> [Step] {
        let url = try #require(
            Bundle.module.url(forResource: "phoenix-liveview-1.2.10", withExtension: "jsonl", subdirectory: "Fixtures"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        .filter { $0["page"]?.string == page }
        .map { line in
            let response = line["frames"]?.array?.first?.array?[4]["response"]
            return Step(name: line["step"]?.string ?? "", response: try #require(response))
        }
    }

    /// Our page, and the recorded client of theirs.
    private struct Pair {
        let ours: LiveViewClient
        var theirs = ClientTree()

        init<View: LiveView>(_ view: View.Type) async throws where View.Authority == Anyone {
            ours = try await LivePages { live in live.session("public") { $0.view("/page", view) } }.open("/page")
            ours.dropsComponents = false
        }

        /// Takes both through one step.
        mutating func take(_ step: Step, target: Int? = nil) async throws {
            switch step.name {
            case "join": try await ours.join()
            case "cids_will_destroy": break
            case "cids_destroyed":
                let dropped = try await ours.dropComponents()
                #expect(dropped == step.response["cids"]?.array?.compactMap(\.integer))
                theirs.prune(dropped)
            default: try await ours.send(step.event, step.value, target: target)
            }
            if step.diff != [:] { try theirs.apply(step.diff) }
            #expect(try ours.html == theirs.html(), "\(step.name)")
        }

        func expectNoLarger(than step: Step) {
            let (own, recorded) = (ours.lastMessage.serialized(), step.diff.serialized())
            #expect(own.readableBytes <= recorded.readableBytes, "\(step.name): \(String(buffer: own))")
        }
    }

    @Test func `a keyed list`() async throws {
        var pair = try await Pair(KeyedPage.self)
        for step in try Self.steps(of: "keyed") {
            try await pair.take(step)
            if step.name != "join" { pair.expectNoLarger(than: step) }
        }
    }

    @Test func `components`() async throws {
        var pair = try await Pair(ComponentPage.self)
        // Twice the second component; after it was dropped and came back, its new number and then the old one.
        var targets = [2, 2, 5, 2].makeIterator()
        for step in try Self.steps(of: "comp") {
            try await pair.take(step, target: step.event == "up" ? targets.next() : nil)
            // Theirs borrows a component's statics from another; ours sends them.
            if step.name != "join", step.event != "add", !step.name.hasPrefix("cids") {
                pair.expectNoLarger(than: step)
            }
        }
    }

    @Test func `a stream`() async throws {
        var pair = try await Pair(StreamPage.self)
        for step in try Self.steps(of: "stream") {
            try await pair.take(step)
            #expect(pair.ours.lastMessage["0"]?["stream"] == step.diff["0"]?["stream"], "\(step.name)")
            if step.name != "join" { pair.expectNoLarger(than: step) }
        }
    }
}

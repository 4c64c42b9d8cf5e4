import Foundation
import LiveRendering
import NIOCore
import NIOPosix

/// The reference page in live channels: everything between the bytes of a request or message and the bytes of its
/// answer. HTTP, frames and sockets are missing, so the budgets pay for more than is measured. Beside it the plainest
/// server of the same page: Foundation's JSON, and always the whole page as HTML, with nothing sealed or remembered.
enum LiveChannelBenchmarks {
    static func rows() async throws -> [Row] {
        let conversation = Conversation(on: MultiThreadedEventLoopGroup.singleton.next(), pageCount: openPages)
        return try await bytes(conversation) + load(conversation) + join(conversation) + click(conversation)
            + delivery(conversation)
    }

    private static let openPages = 100
    private static let plain = "plain: Foundation JSON, whole HTML"
    /// Of GET, upgrade and join together.
    private static let mountBudget = Budget.shareOfSeconds(150e-6)

    private static func load(_ conversation: Conversation) async throws -> [Row] {
        try await [Row](
            "mount: the page, without HTTP",
            [
                Contender("ours", repeating: { try await conversation.load($0) }),
                Contender("plain: whole HTML, nothing sealed") {
                    try ReferencePage().render().html().readableBytes
                },
            ], budgets: [mountBudget])
    }

    private static func join(_ conversation: Conversation) async throws -> [Row] {
        let join = Data(WireMessages.join(pageToken: "", flashToken: "").utf8)
        return try await [Row](
            "mount: the join, without socket",
            [
                Contender("ours", pieces: openPages, repeating: { try await conversation.join($0) }),
                Contender(plain) {
                    let message = try JSONDecoder().decode(FoundationMessage<FoundationJoin>.self, from: join)
                    return try message.topic.utf8.count + plainReply(ReferencePage())
                },
            ], budgets: [mountBudget])
    }

    private static func click(_ conversation: Conversation) async throws -> [Row] {
        let click = Data(WireMessages.click.utf8)
        var page = ReferencePage()
        return try await [Row](
            "click → diff → reply, without socket",
            [
                Contender("ours", pieces: openPages, repeating: { try await conversation.click($0) }),
                Contender(plain) {
                    let message = try JSONDecoder().decode(FoundationMessage<FoundationClick>.self, from: click)
                    page.click()
                    return try message.topic.utf8.count + plainReply(page)
                },
            ], budgets: [.shareOfSeconds(13e-6)])
    }

    private static func delivery(_ conversation: Conversation) async throws -> [Row] {
        var page = ReferencePage()
        return try await [Row](
            "broadcast, per delivery, without socket",
            [
                Contender("ours", pieces: openPages, repeating: { try await conversation.broadcast($0) }),
                Contender(plain) {
                    page.click()
                    return try plainReply(page)
                },
            ], budgets: [.shareOfSeconds(6e-6)])
    }

    private static func plainReply(_ page: ReferencePage) throws -> Int {
        let html = String(buffer: try page.render().html())
        return try JSONEncoder().encode(FoundationReply(response: ["html": html])).count
    }

    private static func bytes(_ conversation: Conversation) async throws -> [Row] {
        let join = try await conversation.join(1)
        let click = try await conversation.click(1)
        // Recorded once, DESIGN §6: the peer needs another run-time system than this one.
        let peer = "Phoenix LiveView 1.2.10, recorded"
        return [
            Row(work: "click reply, reference page", ours: .bytes(click), reference: peer, theirs: .bytes(98)),
            Row(work: "join reply, reference page", ours: .bytes(join), reference: peer, theirs: .bytes(610)),
        ]
    }
}

import LiveAssets
import NIOCore
import TestPeer
import Testing

@Suite("StaticAssets · digested names are for ever, plain ones are asked about")
struct StaticAssetsTests {
    @Test func `the script of a page is there, immutable`() async throws {
        try await TestServer.run { server in
            let html = try await server.browser.get("/").text
            let script = try #require(html.firstMatch(of: /<script defer phx-track-static src="([^"]+)"/)).1
            let answer = try await server.browser.get(String(script))
            #expect(answer.status == 200)
            #expect(answer["cache-control"] == "public, max-age=31536000, immutable")
            #expect(answer["content-type"] == "text/javascript; charset=utf-8")
            #expect(answer["x-content-type-options"] == "nosniff")
            #expect(answer.body.readableBytes == BundledAsset.script.bytes.count)
        }
    }

    @Test(arguments: BundledAsset.all.map(\.name))
    func `a plain name is served with its digest, and not again to who has it`(name: String) async throws {
        try await TestServer.run { server in
            let path = "/clerk-live/assets/\(name)"
            let first = try await server.browser.get(path)
            #expect(first.status == 200)
            #expect(first["cache-control"] == "no-cache")
            let tag = try #require(first["etag"])
            let second = try await server.browser.send("GET", path, [("If-None-Match", tag)])
            #expect(second.status == 304)
            #expect(second["etag"] == tag)
            #expect(second.body.readableBytes == 0)
            let answer = try await server.browser.send("GET", path, [("If-None-Match", "\"other\"")])
            #expect(answer.status == 200)
        }
    }
}

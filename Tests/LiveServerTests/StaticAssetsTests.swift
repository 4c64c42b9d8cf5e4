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

    @Test(arguments: BundledAsset.all.map(\.name))
    func `who accepts gzip gets it, under a tag of its own`(name: String) async throws {
        let asset = try #require(BundledAsset.all.first { $0.name == name })
        let gzipped = try #require(asset.gzipped)
        #expect(gzipped.count < asset.bytes.count / 2)
        try await TestServer.run { server in
            let path = "/clerk-live/assets/\(name)"
            let plain = try await server.browser.send("GET", path, [("Accept-Encoding", "br, gzip;q=0")])
            #expect(plain["content-encoding"] == nil)
            #expect(plain["vary"] == "Accept-Encoding")
            #expect(plain.body.readableBytes == asset.bytes.count)

            let packed = try await server.browser.send("GET", path, [("Accept-Encoding", "gzip, deflate, br")])
            #expect(packed["content-encoding"] == "gzip")
            #expect(packed["vary"] == "Accept-Encoding")
            #expect(Array(packed.body.readableBytesView) == gzipped)
            let tag = try #require(packed["etag"])
            #expect(tag != plain["etag"])
            let headers = [("Accept-Encoding", "gzip"), ("If-None-Match", "\"other\", W/\(tag)")]
            #expect(try await server.browser.send("GET", path, headers).status == 304)
            #expect(try await server.browser.send("GET", path, [("If-None-Match", tag)]).status == 200)
        }
    }

    @Test func `what the client fetches later is named in it by its digest, and immutable there`() async throws {
        let text = String(decoding: BundledAsset.script.bytes, as: UTF8.self)
        let name = try #require(text.firstMatch(of: /import\("\.\/([^"]+)"\)/)).1
        #expect(name == "\(BundledAsset.moreModule.name)?v=\(BundledAsset.moreModule.digest)")
        try await TestServer.run { server in
            let answer = try await server.browser.get("/clerk-live/assets/\(name)")
            #expect(answer["cache-control"] == "public, max-age=31536000, immutable")
            let other = try await server.browser.get("/clerk-live/assets/\(BundledAsset.moreModule.name)?v=0")
            #expect(other["cache-control"] == "no-cache")
        }
    }
}

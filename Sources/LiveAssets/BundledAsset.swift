import Crypto

/// One file of `priv/static`, built into the program: a deployed server is one file.
package struct BundledAsset: Sendable {
    /// As in `priv/static`.
    package let name: String
    package let bytes: [UInt8]
    /// The same in gzip's format, RFC 1952; nil if that would be no smaller.
    package let gzipped: [UInt8]?
    /// Names these very bytes; part of the URL, so that a browser may keep them for good. 16 hexadecimal digits.
    package let digest: String

    /// Everything a page needs at once without a bundler of its own: hooks, client and automatic start. Global
    /// `ClerkLive`.
    package static let script = BundledAsset("clerk_live.min.js", PackageResources.clerk_live_min_js)
    /// The hooks as an ES module.
    package static let hooksModule = BundledAsset("clerk_live.mjs", PackageResources.clerk_live_mjs)
    /// The client as an ES module.
    package static let clientModule = BundledAsset("clerk_live_client.mjs", PackageResources.clerk_live_client_mjs)
    /// What both forms of the client fetch later, from beside them, as `clerk_live_more.mjs?v=` and its ``digest``.
    package static let moreModule = BundledAsset("clerk_live_more.mjs", PackageResources.clerk_live_more_mjs)

    package static let all = [script, hooksModule, clientModule, moreModule]

    /// The file name under which the asset never changes, such as `clerk_live.min-4f9d….js`.
    package var digestedName: String {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return "\(name[..<dot])-\(digest)\(name[dot...])"
    }

    private init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        digest = SHA256.hash(data: bytes).prefix(8).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 0xF, radix: 16)
        }.joined()
        gzipped = Gzip.compress(bytes).flatMap { $0.count < bytes.count ? $0 : nil }
    }
}

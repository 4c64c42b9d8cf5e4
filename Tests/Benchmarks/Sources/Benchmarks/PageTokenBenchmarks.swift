import Crypto
import Foundation
import LiveRuntime
import WireJSON

/// What is sealed into a page and opened at its join; beside it the cipher alone, with its key at hand.
enum PageTokenBenchmarks {
    static func rows() async throws -> [Row] {
        let sealer = TokenSealer(secrets: [SymmetricKey(size: .bits256)])
        let now = Date()
        let page = PageToken(id: WireMessages.id, routeName: "/bench", sessionName: "public", carried: nil)
        let key = SymmetricKey(size: .bits256)
        let plain = Data(#"{"id":"\#(page.id)","r":"\#(page.routeName)","s":"\#(page.sessionName)"}"#.utf8)
        return try await [Row](
            "seal a page token and open it (\(page.sealed(by: sealer, at: now).utf8.count) B)",
            [
                Contender("ours") {
                    let token = page.sealed(by: sealer, at: now)
                    guard PageToken(token, sealer: sealer, at: now) == page else { throw ContenderFailed("page token") }
                    return token.utf8.count
                },
                Contender("swift-crypto AES-256-GCM alone") {
                    try AES.GCM.open(AES.GCM.seal(plain, using: key), using: key).count
                },
            ])
    }
}

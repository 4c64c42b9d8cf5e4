import Testing

@testable import LiveServer

@Suite("ContentCoding · RFC 9110 §12.5.3")
struct ContentCodingTests {
    @Test(arguments: [
        "gzip", "deflate, gzip", "GZIP", "x-gzip", "gzip;q=0.1", "br ; q=1.0 , gzip ; q=0.5", "*",
        "identity;q=0, *;q=0.2",
    ])
    func `gzip may be sent`(header: String) {
        #expect(ContentCoding.acceptsGzip(header))
    }

    @Test(arguments: [nil, "", "br", "gzip;q=0", "gzip; q=0.000, br", "*;q=0", "*, gzip;q=0", "gzipped", ",;,"])
    func `gzip may not be sent`(header: String?) {
        #expect(!ContentCoding.acceptsGzip(header))
    }
}

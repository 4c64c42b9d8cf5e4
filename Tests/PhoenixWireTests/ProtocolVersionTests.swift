import PhoenixWire
import Testing

@Suite("ProtocolVersion · the query's vsn")
struct ProtocolVersionTests {
    @Test(arguments: ["2.0.0", "2.0.1", "2.0.99"])
    func `2.0.x is version two`(vsn: String) {
        #expect(ProtocolVersion(vsn: vsn) == .v2)
    }

    @Test(arguments: ["1.0.0", "1.0.7", nil])
    func `1.0.x is version one, and so is saying nothing`(vsn: String?) {
        #expect(ProtocolVersion(vsn: vsn) == .v1)
    }

    @Test(arguments: [
        "", "1.1.0", "1.0", "01.0.0", "3.0.0", "2.1.0", "2.0", "2", "2.0.0.0", "2.0.", "2.0.x", "abc", "2.0.01",
        "02.0.0", "2.00.0",
        " 2.0.0",
        "2.0.0 ", "v2.0.0", "2.0.-1", "2.0.1-rc.1", "2.0.²", "20.0", "2..0",
    ])
    func `everything else is refused`(vsn: String?) {
        #expect(ProtocolVersion(vsn: vsn) == nil)
    }
}

import NIOCore
import Testing
import WireJSON

@Suite("JSONValue · one value, looked at from every side")
struct JSONValueTests {
    private let all: [JSONValue] = [.null, true, 1, 1.5, "a", [1], ["a": 1]]

    @Test func `each accessor answers for its own case only`() {
        #expect(all.map(\.bool) == [nil, true, nil, nil, nil, nil, nil])
        #expect(all.map(\.integer) == [nil, nil, 1, nil, nil, nil, nil])
        #expect(all.map(\.number) == [nil, nil, 1, 1.5, nil, nil, nil])
        #expect(all.map(\.string) == [nil, nil, nil, nil, "a", nil, nil])
        #expect(all.map(\.array) == [nil, nil, nil, nil, nil, [1], nil])
        #expect(all.map(\.object) == [nil, nil, nil, nil, nil, nil, ["a": 1]])
        #expect(all.map { $0["a"] } == [nil, nil, nil, nil, nil, nil, 1])
    }

    @Test func `a member that is null is there, one that is missing is not`() {
        let value: JSONValue = ["a": .null]
        #expect(value["a"] == .some(.null))
        #expect(value["b"] == nil)
    }

    @Test func `the last of repeated names in a literal stands`() {
        #expect(["a": 1, "a": 2] as JSONValue == .object(["a": 2]))
    }

    @Test func `parses a buffer's readable bytes, and counts from their start`() throws {
        var buffer = ByteBuffer(string: "xx[1;")
        buffer.moveReaderIndex(forwardBy: 2)
        #expect(throws: JSONError(.unexpectedByte, at: 2)) { try JSONValue(parsing: buffer) }
        #expect(try JSONValue(parsing: buffer.getSlice(at: 3, length: 1)!) == 1)
    }

    @Test func `an empty buffer ends too early`() {
        #expect(throws: JSONError(.unexpectedEnd, at: 0)) { try JSONValue(parsing: ByteBuffer()) }
    }

    @Test(arguments: [7, 70, 700] as [UInt64])
    func `what is serialized parses to the same value`(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<300 {
            let value = random.value()
            #expect(try JSONValue(parsing: value.serialized()) == value)
        }
    }
}

import Foundation
import LiveRuntime
import Testing
import WireJSON

@Suite("Payloads · decoded into application types, text standing for what it says")
struct PayloadDecoderTests {
    private func json<T: Decodable>(_ value: JSONValue, as type: T.Type = T.self) throws -> T {
        try LiveEvent(name: "test", value: value).decode(type)
    }

    private func form<T: Decodable>(_ value: JSONValue, as type: T.Type = T.self) throws -> T {
        try LiveEvent(name: "test", value: value, isForm: true).decode(type)
    }

    private struct Person: Decodable, Equatable {
        struct Address: Decodable, Equatable { let street: String }
        let name: String
        let age: Int?
        let wantsNews: Bool
        let tags: [String]
        let address: Address?
    }

    @Test func `values that JSON has are taken as they are`() throws {
        let value: JSONValue = [
            "name": "Ada", "age": 36, "wantsNews": true, "tags": ["a", "b"], "address": ["street": "St James's Square"],
        ]
        let person = Person(
            name: "Ada", age: 36, wantsNews: true, tags: ["a", "b"], address: .init(street: "St James's Square"))
        #expect(try json(value) == person)
    }

    @Test func `text serves as what it says`() throws {
        #expect(try json("7", as: Int.self) == 7)
        #expect(try json("-7", as: Int8.self) == -7)
        #expect(try json("1.5e2", as: Double.self) == 150)
        #expect(try json("true", as: Bool.self))
        #expect(try json("on", as: Bool.self))
        #expect(try json("12.30", as: Decimal.self) == Decimal(string: "12.30"))
        #expect(try json("https://example.com/a?b", as: URL.self).query() == "b")
        #expect(try json("E621E1F8-C36C-495A-93FC-0C247A3E6E5F", as: UUID.self).uuidString.hasPrefix("E621E1F8"))
        #expect(try json(["a": ["b": 1]], as: JSONValue.self) == ["a": ["b": 1]])
    }

    @Test(arguments: ["nan", "inf", "0x10", "", "7 ", "seven", "1,5"])
    func `text that is no number is none`(text: String) {
        #expect(throws: DecodingError.self) { try json(.string(text), as: Double.self) }
        #expect(throws: DecodingError.self) { try json(.string(text), as: Int.self) }
    }

    @Test func `numbers that do not fit are refused, not cut`() throws {
        #expect(throws: DecodingError.self) { try json(300, as: UInt8.self) }
        #expect(throws: DecodingError.self) { try json(1.5, as: Int.self) }
        #expect(throws: DecodingError.self) { try json("-1", as: UInt.self) }
        #expect(try json(3.0, as: Int.self) == 3)
    }

    @Test(arguments: [
        ("1970-01-01", 0.0), ("2024-02-29", 1_709_164_800), ("2026-05-01T13:45", 1_777_643_100),
        ("2026-05-01T13:45:30.5", 1_777_643_130.5), ("2026-05-01T13:45Z", 1_777_643_100),
        ("2026-05-01T13:45:00+02:00", 1_777_635_900), ("1969-12-31T23:59:59Z", -1),
    ])
    func `dates are read as date fields and scripts write them`(text: String, seconds: Double) throws {
        #expect(try json(.string(text), as: Date.self).timeIntervalSince1970 == seconds)
        #expect(try json(.number(seconds * 1000), as: Date.self).timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "2023-02-29", "2024-13-01", "2024-00-10", "24-01-01", "2024-01-01T24:00", "2024-01-01x", "2024-01-01T10",
        "2024-01-01T10:00:0", "2024-1-1", "", "２０２４-01-01",
    ])
    func `what is no date is refused`(text: String) {
        #expect(throws: DecodingError.self) { try json(.string(text), as: Date.self) }
    }

    // MARK: Forms

    @Test func `a form leaves out what is empty`() throws {
        let person = Person(name: "", age: nil, wantsNews: false, tags: [], address: nil)
        #expect(try form(["name": "", "age": ""]) == person)
        #expect(throws: DecodingError.self) { try json(["name": "", "age": .null], as: Person.self) }
    }

    @Test func `numbered fields are a list in the order of their numbers`() throws {
        let lines: JSONValue = ["10": ["sku": "c"], "2": ["sku": "b"], "0": ["sku": "a"]]
        struct Line: Decodable { let sku: String }
        #expect(try form(lines, as: [Line].self).map(\.sku) == ["a", "b", "c"])
        #expect(throws: DecodingError.self) { try json(lines, as: [Line].self) }
        #expect(throws: DecodingError.self) { try form(["0": "a", "x": "b"], as: [String].self) }
    }

    // MARK: Errors

    private enum Mood: String, Decodable { case good, bad }
    private struct Report: Decodable {
        struct Entry: Decodable { let mood: Mood }
        let entries: [Entry]
    }

    private func errorText(_ decode: () throws -> Void) -> String {
        do {
            try decode()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func `errors name the field, never what was in it`() {
        let secret = "hunter2"
        let texts = [
            errorText { _ = try form(["age": .string(secret)], as: [String: Int].self) },
            errorText { _ = try form(["entries": ["0": ["mood": .string(secret)]]], as: Report.self) },
            errorText { _ = try json(.string(secret), as: UUID.self) },
            errorText { _ = try json(["entries": [["mood": .string(secret)]]], as: Report.self) },
        ]
        #expect(texts.allSatisfy { !$0.contains(secret) }, "\(texts)")
        #expect(texts[0].contains("age is not readable as Int"))
        #expect(texts[1].contains("entries[0][mood] is not acceptable"))
        #expect(errorText { _ = try json(["entries": [[:]]], as: Report.self) }.contains("entries[0][mood] is missing"))
    }
}

import ClerkCore
import SeededRandomness
import Testing
import WireJSON

@Suite("PermissionMasks · decimal bit masks of any size")
struct PermissionMasksTests {
    private func permissions(_ features: JSONValue?, _ names: JSONValue?, _ masks: JSONValue?) throws -> Set<String> {
        let members: [String: JSONValue?] = ["id": "org_1", "per": names, "fpm": masks]
        let session = try Instance.session(["fea": features, "o": .object(members.compactMapValues(\.self))])
        return try #require(session.organization).permissions
    }

    @Test(
        arguments: [
            ("o:a,o:b", "read,manage", "3,2", ["a:read", "a:manage", "b:manage"]),
            (
                "o:repositories,uo:projects,u:goldprofileborder", "read,create,update,delete,revoke", "7,21,0",
                [
                    "repositories:read", "repositories:create", "repositories:update", "projects:read",
                    "projects:update",
                    "projects:revoke",
                ]
            ),
            (
                "o:reservations,u:dashboard,uo:support-chat,o:impersonation", "read,manage", "2,3",
                ["reservations:manage", "support-chat:read", "support-chat:manage"]
            ),
            (
                "o:reservations,u:dashboard,uo:support-chat,o:impersonation", "read,manage", "2,0,3,0",
                ["reservations:manage", "support-chat:read", "support-chat:manage"]
            ),
            ("o:a", " read , manage ", " 3 ", ["a:read", "a:manage"]),
            ("u:a,ou:b", "read", "1,1", ["b:read"]),
        ] as [(JSONValue, JSONValue, JSONValue, Set<String>)])
    func `decodes the published vectors`(features: JSONValue, names: JSONValue, masks: JSONValue, expected: Set<String>)
        throws
    {
        #expect(try permissions(features, names, masks) == Set(expected.map { "org:" + $0 }))
    }

    @Test(arguments: ["1invalid", "-1", "1.5", "", "+1", "0x1", "١"])
    func `a mask that is not a decimal number grants nothing, for its feature only`(mask: String) throws {
        #expect(try permissions("o:a,o:b", "read", .string(mask + ",1")) == ["org:b:read"])
    }

    @Test func `missing or broken lists grant nothing`() throws {
        #expect(try permissions(nil, "read", "1").isEmpty)
        #expect(try permissions("o:a", nil, "1").isEmpty)
        #expect(try permissions("o:a", "read", nil).isEmpty)
        #expect(try permissions("o:a", "read", 1).isEmpty)
        #expect(try permissions("o:a,b", "read", "1,1").isEmpty)
        #expect(try permissions("o:a", "", "1").isEmpty)
    }

    @Test func `keeps bits no Double and no Int can hold`() throws {
        let names = (0..<54).map { "p\($0)" }.joined(separator: ",")
        #expect(try permissions("o:a", .string(names), "9007199254740993") == ["org:a:p0", "org:a:p53"])
        #expect(try permissions("o:a", .string(names), "9007199254740995") == ["org:a:p0", "org:a:p1", "org:a:p53"])
    }

    @Test func `equals big-integer arithmetic`() throws {
        var random = SeededGenerator(seed: 0xF93)
        for _ in 0..<40 {
            let nameCount = Int.random(in: 1...90, using: &random), bitCount = Int.random(in: 1...130, using: &random)
            let bits = (0..<bitCount).map { _ in Bool.random(using: &random) }
            let names = (0..<nameCount).map { "p\($0)" }
            let expected = Set(zip(names, bits).filter(\.1).map { "org:a:\($0.0)" })
            let mask = Self.decimal(bits)
            #expect(try permissions("o:a", .string(names.joined(separator: ",")), .string(mask)) == expected, "\(mask)")
        }
    }

    /// Doubles and adds in decimal, digit by digit.
    private static func decimal(_ bits: [Bool]) -> String {
        var digits = [0]
        for bit in bits.reversed() {
            var carry = bit ? 1 : 0
            for index in digits.indices {
                let sum = digits[index] * 2 + carry
                digits[index] = sum % 10
                carry = sum / 10
            }
            if carry > 0 { digits.append(carry) }
        }
        return digits.reversed().map(String.init).joined()
    }
}

import PhoenixWire
import SeededRandomness
import Testing
import WireJSON

@Suite("FormParameters · names with brackets, as Plug decodes them")
struct FormParametersTests {
    @Test(
        arguments: [
            ("", [:]), ("a=1", ["a": "1"]), ("a=1&b=2", ["a": "1", "b": "2"]), ("a", ["a": ""]), ("a=", ["a": ""]),
            ("=1", ["": "1"]), ("=", ["": ""]), ("&a=1&&b=2&", ["a": "1", "b": "2"]), ("a=b=c", ["a": "b=c"]),
            ("a=1;b=2", ["a": "1;b=2"]),
        ] as [(String, JSONValue)])
    func `pairs`(text: String, parameters: JSONValue) throws {
        #expect(try FormParameters.decode(text) == parameters)
    }

    @Test(
        arguments: [
            ("my+weird+field=q1%212%22%27w%245%267%2Fz8%29%3F", ["my weird field": "q1!2\"'w$5&7/z8)?"]),
            ("user%5Bname%5D=J%C3%BCrgen", ["user": ["name": "Jürgen"]]), ("a%26b=1%3D2", ["a&b": "1=2"]),
            ("a=%2B+", ["a": "+ "]),
            ("a=%00", ["a": "\u{0}"]), ("a=\u{301}&\u{301}=b", ["a": "\u{301}", "\u{301}": "b"]),
        ] as [(String, JSONValue)])
    func `are percent-decoded after they are split`(text: String, parameters: JSONValue) throws {
        #expect(try FormParameters.decode(text) == parameters)
    }

    @Test(
        arguments: [
            ("u[name]=x&u[age]=7&u[home][street]=y", ["u": ["name": "x", "age": "7", "home": ["street": "y"]]]),
            ("a[]=1&a[]=2", ["a": ["1", "2"]]), ("a[]", ["a": [""]]),
            ("x[y][z][]=1&x[y][z][]=2", ["x": ["y": ["z": ["1", "2"]]]]),
            ("x[y][][z]=1", ["x": ["y": [["z": "1"]]]]), ("x[][][]=1", ["x": [[["1"]]]]),
            ("x[][a]=1&x[][b]=2&x[][a]=3", ["x": [["a": "3", "b": "2"]]]),
            ("a[0]=x&a[1]=y", ["a": ["0": "x", "1": "y"]]),
            ("a[ b ]=1", ["a": [" b ": "1"]]), ("a[b]c]=1", ["a": ["b]c": "1"]]), ("a[[b]]=1", ["a": ["[b]": "1"]]),
            ("a[\u{301}]=1", ["a": ["\u{301}": "1"]]),
        ] as [(String, JSONValue)])
    func `brackets nest, empty ones make lists`(text: String, parameters: JSONValue) throws {
        #expect(try FormParameters.decode(text) == parameters)
    }

    @Test(arguments: ["a[b", "[a]", "]", "[", "[]", "a]", "a[b]c", "a[]["])
    func `names without proper brackets are taken as they are`(name: String) throws {
        #expect(try FormParameters.decode("\(name)=1") == .object([name: "1"]))
    }

    @Test(
        arguments: [
            ("a=1&a=2", ["a": "2"]), ("x[y]=1&x[y]=2", ["x": ["y": "2"]]), ("x[]=1&x[y]=2", ["x": ["y": "2"]]),
            ("x[y]=1&x[]=2", ["x": ["2"]]), ("x=1&x[y]=2", ["x": ["y": "2"]]), ("x[y]=1&x=2", ["x": "2"]),
            ("x[y][][w]=2&x[y]=1", ["x": ["y": "1"]]), ("x[y][0][w]=2&x[y]=1", ["x": ["y": "1"]]),
            // A place keeps the rank of its first pair.
            ("x[y]=1&x=2&x[z]=3", ["x": "2"]),
        ] as [(String, JSONValue)])
    func `the last pair wins`(text: String, parameters: JSONValue) throws {
        #expect(try FormParameters.decode(text) == parameters)
    }

    // MARK: Refusals

    @Test(arguments: ["a=%", "a=%zz", "%ff=1", "a=%C3", "a[%ED%A0%80]=1", "ok=1&a=%E0%80"])
    func `broken encoding is refused`(text: String) {
        #expect(throws: FormParametersError.invalidEncoding) { try FormParameters.decode(text) }
    }

    @Test func `a name may be eight deep`() throws {
        func name(_ depth: Int) -> String { "a" + String(repeating: "[b]", count: depth - 1) }
        var nested: JSONValue = "1"
        for _ in 1..<8 { nested = ["b": nested] }
        #expect(try FormParameters.decode("\(name(8))=1") == ["a": nested])
        #expect(throws: FormParametersError.tooDeep) { try FormParameters.decode("\(name(9))=1") }
        #expect(throws: FormParametersError.tooDeep) { try FormParameters.decode("\(name(100_000))=1") }
        #expect(throws: FormParametersError.tooDeep) {
            try FormParameters.event(value: "", meta: ["_target": .string(name(9))])
        }
    }

    @Test func `a text may have a thousand pairs`() throws {
        func text(_ count: Int) -> String { (0..<count).map { "a\($0)=\($0)" }.joined(separator: "&") }
        #expect(try FormParameters.decode(text(1_000)).object?.count == 1_000)
        #expect(throws: FormParametersError.tooManyPairs) { try FormParameters.decode(text(1_001)) }
        #expect(try FormParameters.decode(String(repeating: "&", count: 5_000)) == [:])
    }

    // MARK: Form events, wire §5.2

    @Test(arguments: [
        ("user[name]", ["user", "name"]), ("name", ["name"]), ("tags[]", ["tags"]), ("lines[][sku]", ["lines", "sku"]),
        ("lines[0][sku]", ["lines", "0", "sku"]), ("undefined", ["undefined"]), ("a[b", ["a[b"]),
        ("100% a+b&c=d", ["100% a+b&c=d"]), ("_unused_a", ["_unused_a"]),
    ])
    func `a target is the path to the field's value`(name: String, path: [String]) throws {
        #expect(try FormParameters.targetPath(of: name) == path)
    }

    @Test func `an event's fields carry its target`() throws {
        let value = "user%5Bname%5D=a&_unused_user%5Bage%5D=&user%5Bage%5D="
        #expect(
            try FormParameters.event(value: value, meta: ["_target": "user[name]"]) == [
                "user": ["name": "a", "age": ""], "_unused_user": ["age": ""], "_target": ["user", "name"],
            ])
    }

    @Test func `the unused mark stands on the last name`() throws {
        let value = "user%5B_unused_age%5D=&user%5Bage%5D="
        #expect(try FormParameters.event(value: value) == ["user": ["_unused_age": "", "age": ""]])
    }

    @Test func `meta wins over fields, and a target in the fields is a path too`() throws {
        #expect(try FormParameters.event(value: "a=1&b=2", meta: ["a": ["x": 1]]) == ["a": ["x": 1], "b": "2"])
        #expect(try FormParameters.event(value: "_target=a%5Bb%5D&a%5Bb%5D=1")["_target"] == ["a", "b"])
    }

    @Test(arguments: [.null, "text", [1], 1] as [JSONValue])
    func `a meta that is no object counts as none`(meta: JSONValue) throws {
        #expect(try FormParameters.event(value: "a=1", meta: meta) == ["a": "1"])
    }

    @Test func `a target that is no string stays as it is`() throws {
        #expect(try FormParameters.event(value: "", meta: ["_target": ["a", "b"]]) == ["_target": ["a", "b"]])
    }

    // MARK: Properties

    @Test(arguments: [11, 22, 33] as [UInt64])
    func `encoded parameters decode to the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let parameters = Self.parameters(depth: 3, using: &random)
            let text = Self.pairs(of: parameters, under: nil).shuffled(using: &random).joined(separator: "&")
            #expect(try FormParameters.decode(text) == parameters, "\(text)")
        }
    }

    @Test(arguments: [5, 55] as [UInt64])
    func `no text does harm, and a target leads to its field`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let text = random.text(of: "ab[]=&%25+é\u{301}", upTo: 24)
            _ = try? FormParameters.decode(text)
            let name = random.text(of: "ab[]", upTo: 8)
            if let parameters = try? FormParameters.decode("\(name)=1") {
                let path = (try? FormParameters.targetPath(of: name)) ?? []
                #expect(Self.value(in: parameters, at: path) == "1", "\(name)")
            }
        }
    }

    /// An object of objects and strings, never empty: what a form can say without a doubt.
    private static func parameters(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            let name = "n" + random.text(of: "ab %+&=é.", upTo: 4)
            let nests = depth > 0 && Bool.random(using: &random)
            members[name] =
                nests ? parameters(depth: depth - 1, using: &random) : .string(random.text(of: "x %+&=[]é", upTo: 6))
        }
        return .object(members)
    }

    private static func pairs(of value: JSONValue, under name: String?) -> [String] {
        guard let members = value.object else { return ["\(encode(name ?? ""))=\(encode(value.string ?? ""))"] }
        return members.sorted { $0.key < $1.key }.flatMap { member, value in
            pairs(of: value, under: name.map { "\($0)[\(member)]" } ?? member)
        }
    }

    private static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = Array("abnx.".utf8).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : byte == 0x20 ? "+" : "%" + hex(byte)
        }.joined()
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func value(in parameters: JSONValue, at path: [String]) -> JSONValue {
        var value = parameters
        for name in path {
            while case .array(let elements) = value { value = elements.first ?? .null }
            value = value[name] ?? .null
        }
        while case .array(let elements) = value { value = elements.first ?? .null }
        return value
    }
}

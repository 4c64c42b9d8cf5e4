import Foundation
import Testing

@Suite("Authority is in the type: a view that needs a session is routed only where one is required")
struct AuthorityTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The quickstart, changed as told, and whether it compiles.
    @Test(arguments: [
        ("", "", true),
        ("$0.view(\"/auth/sign-in\", SignIn.self)", "$0.view(\"/dashboard\", Dashboard.self)", false),
        ("live.session(\"members\", onMount: clerk.required)", "live.session(\"members\")", false),
        (
            "live.session(\"public\", onMount: clerk.optional)", "live.session(\"public\", onMount: clerk.required)",
            true
        ),
    ])
    func `the compiler decides`(original: String, changed: String, compiles: Bool) throws {
        var program = try String(
            contentsOf: Self.root.appending(path: "Sources/Examples/Quickstart/main.swift"), encoding: .utf8)
        if !original.isEmpty {
            #expect(program.contains(original))
            program = program.replacing(original, with: changed)
        }
        let errors = try Self.errors(in: program)
        #expect(errors.isEmpty == compiles)
        #expect(compiles || errors.contains { $0.contains("Authenticated") }, "\(errors)")
    }

    /// What the compiler has against `program`, with this package's modules as they were just built.
    private static func errors(in program: String) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "authority-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appending(path: "main.swift")
        try program.write(to: source, atomically: true, encoding: .utf8)
        let output = Pipe()
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["swiftc", "-typecheck", "-swift-version", "6", source.path] + moduleArguments
        compiler.standardError = output
        try compiler.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        compiler.waitUntilExit()
        let errors = text.split(separator: "\n").map(String.init).filter { $0.contains("error:") }
        #expect((compiler.terminationStatus == 0) == errors.isEmpty, "\(text)")
        return errors
    }

    /// Where the compiler finds the package's modules, and those of its dependencies in C.
    private static let moduleArguments: [String] = {
        let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().resolvingSymlinksInPath()
        let checkouts = products.deletingLastPathComponent().deletingLastPathComponent().appending(path: "checkouts")
        let headers = folders(in: checkouts, named: "include")
        let maps = [products, checkouts, root.appending(path: "Sources")].flatMap {
            files(in: $0, named: "module.modulemap")
        }
        return ["-I", products.appending(path: "Modules").path]
            + headers.flatMap { ["-Xcc", "-I\($0.path)"] }
            + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0.path)"] }
    }()

    private static func folders(in folder: URL, named name: String) -> [URL] {
        files(in: folder, named: name).filter(\.hasDirectoryPath)
    }

    private static func files(in folder: URL, named name: String) -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
        return all?.compactMap { $0 as? URL }.filter { $0.lastPathComponent == name } ?? []
    }
}

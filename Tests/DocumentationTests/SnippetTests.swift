import Foundation
import Testing

@Suite("Documentation · every Swift snippet is compiled")
struct SnippetTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `the README's program is the quickstart, to the letter`() throws {
        let program = try String(
            contentsOf: Self.root.appending(path: "Sources/Examples/Quickstart/main.swift"), encoding: .utf8)
        #expect(try Self.snippets(in: "README.md") == [program])
    }

    @Test func `articles show only code that stands in an example`() throws {
        let examples = try Self.files(below: "Sources/Examples", ending: "swift").map { try Self.text(of: $0) }
        for article in try Self.files(below: "Sources", ending: "md") {
            for snippet in try Self.snippets(in: Self.text(of: article), file: article) {
                let isShown = examples.contains { Self.flattened($0).contains(Self.flattened(snippet)) }
                #expect(isShown, "\(article.lastPathComponent) shows code that no example compiles")
            }
        }
    }

    private static func text(of file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    /// Without indentation, which differs between an article and the middle of a type.
    private static func flattened(_ code: String) -> String {
        code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }

    private static func files(below folder: String, ending suffix: String) throws -> [URL] {
        let all = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return all?.compactMap { $0 as? URL }.filter { $0.pathExtension == suffix } ?? []
    }

    private static func snippets(in file: String) throws -> [String] {
        let url = root.appending(path: file)
        return try snippets(in: text(of: url), file: url)
    }

    private static func snippets(in text: String, file: URL) throws -> [String] {
        let parts = text.components(separatedBy: "```swift\n").dropFirst()
        return try parts.map { part in
            try #require(part.components(separatedBy: "```\n").first, "an open code block in \(file.lastPathComponent)")
        }
    }
}

import Foundation

/// The package as it lies on disk: its manifest, what its top level holds, and the text of its sources.
enum PackageFolder {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Asks the package manager, with a scratch folder apart: the package's own is locked while its tests run.
    static func manifest() throws -> PackageManifest {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("module-graph-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let dump = try output(
            of: ["swift", "package", "--package-path", root.path, "--scratch-path", scratch.path, "dump-package"])
        return try JSONDecoder().decode(PackageManifest.self, from: dump)
    }

    /// What git keeps at the top level, folders with a slash at their end; without git, what is there and not hidden.
    static func topLevel() throws -> Set<String> {
        guard let listing = try? output(of: ["git", "-C", root.path, "ls-files", "-z"]), !listing.isEmpty else {
            let entries = try FileManager.default.contentsOfDirectory(
                at: root, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
            return Set(entries.map { $0.lastPathComponent + ($0.hasDirectoryPath ? "/" : "") })
        }
        let paths = String(decoding: listing, as: UTF8.self).split(separator: "\0")
        return Set(
            paths.map { path in
                path.firstIndex(of: "/").map { String(path[...$0]) } ?? String(path)
            })
    }

    /// The lines of a target's Swift sources that are not comments.
    static func sourceLines(of target: PackageManifest.Target) throws -> [Substring] {
        let folder = root.appendingPathComponent(target.path)
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }
            .filter { $0.pathExtension == "swift" }
        guard let files, !files.isEmpty else { throw NoSources(folder: folder.path) }
        return
            try files
            .flatMap { try String(contentsOf: $0, encoding: .utf8).split(separator: "\n") }
            .filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }
    }

    private static func output(of command: [String]) throws -> Data {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailed(command: command, status: process.terminationStatus)
        }
        return output
    }

    /// A rule over sources that were not found would hold for nothing.
    struct NoSources: Error {
        let folder: String
    }

    /// What the command said of it is on standard error, and so in the log of the test run.
    struct CommandFailed: Error {
        let command: [String]
        let status: Int32
    }
}

import Foundation

/// The state file: an instance, its keys, and nothing else, as JSON that only its owner may read.
struct InstanceFile: Sendable {
    /// What the file holds.
    struct Contents: Codable, Sendable {
        /// The only layout so far. A file of another one is refused, never guessed at.
        static let version = 1

        var version = Contents.version
        /// The RSA private key, PEM.
        let signingKey: String
        let secretKey: String
        var instance: Instance
    }

    let path: String

    /// What was saved, or `nil` if there is no file yet.
    ///
    /// - Throws: `.stateFileCorrupt` for a file that is not one of ours, `.stateFileUnusable` for one that cannot be
    ///   opened.
    func load() throws(DevelopmentClerkError) -> Contents? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .stateFileUnusable(path, error)
        }
        guard let contents = try? JSONDecoder().decode(Contents.self, from: data), contents.version == Contents.version
        else {
            throw .stateFileCorrupt(path)
        }
        return contents
    }

    /// Replaces the file in one step: a crash leaves the old one or the new one.
    func save(_ contents: Contents) throws(DevelopmentClerkError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try replace(with: encoder.encode(contents))
        } catch {
            throw .stateFileUnusable(path, error)
        }
    }

    private func replace(with data: Data) throws {
        let temporary = path + ".new"
        unlink(temporary)
        // Created for its owner only from the first moment; a mode set afterwards would leave a gap.
        let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        do {
            try file.write(contentsOf: data)
            try file.synchronize()
            try file.close()
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
}

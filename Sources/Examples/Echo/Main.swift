import Foundation

@main
enum Main {
    static func main() async throws {
        let settings: EchoSettings
        do {
            settings = try EchoSettings(ProcessInfo.processInfo.environment)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(64)
        }
        switch settings.server {
        case .routes: try await runWithRoutes(settings)
        case .bare: try await runOnBareNIO(settings)
        }
    }
}

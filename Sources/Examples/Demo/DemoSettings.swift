import ClerkDevelopment
import ClerkLive
import Foundation
import Logging

/// What the environment says about this run.
///
/// | variable | |
/// | --- | --- |
/// | `PORT` | of the application; 4000 |
/// | `CLERK_PUBLISHABLE_KEY` and the others of ``ClerkConfiguration`` | a real Clerk instance |
/// | `CLERK_DEVELOPMENT_PORT`, `CLERK_DEVELOPMENT_STATE` | of the development Clerk, used without a publishable key; 4100, `.development/clerk.json` |
/// | `LOG_LEVEL` | `info` |
struct DemoSettings {
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    let port: Int
    let logLevel: Logger.Level
    private let developmentPort: Int
    private let statePath: String
    private let environment: [String: String]

    init(environment: [String: String]) throws {
        self.environment = environment
        port = try Self.port("PORT", environment) ?? 4000
        developmentPort = try Self.port("CLERK_DEVELOPMENT_PORT", environment) ?? 4100
        statePath = environment["CLERK_DEVELOPMENT_STATE"] ?? ".development/clerk.json"
        logLevel = environment["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0) } ?? .info
    }

    /// The development Clerk, unless a real instance is configured.
    func startDevelopmentClerk(logger: Logger) async throws -> DevelopmentClerk? {
        guard environment["CLERK_PUBLISHABLE_KEY"] == nil else { return nil }
        let folder = URL(filePath: statePath).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        return try await DevelopmentClerk.start(
            .init(port: developmentPort, stateFile: statePath, environment: environment), logger: quiet)
    }

    func clerkConfiguration(_ development: DevelopmentClerk?) throws -> ClerkConfiguration {
        guard let development else { return try ClerkConfiguration.validated(environment: environment) }
        var configuration = ClerkConfiguration(
            publishableKey: try PublishableKey(development.publishableKey), secretKey: SecretKey(development.secretKey))
        configuration.apiURL = development.frontendAPIURL
        configuration.authorizedParties = ["http://localhost:\(port)", "http://127.0.0.1:\(port)"]
        configuration.routes.afterSignUp = configuration.routes.afterSignIn
        return configuration
    }

    private static func port(_ variable: String, _ environment: [String: String]) throws -> Int? {
        guard let text = environment[variable] else { return nil }
        guard let port = Int(text), 1...65_535 ~= port else {
            throw Problem(description: "\(variable) is not a port; set a number from 1 to 65535, or leave it out.")
        }
        return port
    }
}

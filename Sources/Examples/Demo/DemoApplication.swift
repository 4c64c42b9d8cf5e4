import ClerkDevelopment
import ClerkLive
import Foundation
import Hummingbird
import Logging
import NIOCore

/// A small team's dashboard: public home, sign-in and sign-up, and pages for members.
///
/// Without `CLERK_PUBLISHABLE_KEY` it runs on a Clerk instance of its own, offline.
@main
struct DemoApplication {
    static func main() async {
        do {
            let settings = try DemoSettings(environment: ProcessInfo.processInfo.environment)
            try await run(settings)
        } catch {
            FileHandle.standardError.write(Data("demo: \(sentence(for: error))\n".utf8))
            exit(1)
        }
    }

    private static func run(_ settings: DemoSettings) async throws {
        var logger = Logger(label: "demo")
        logger.logLevel = settings.logLevel
        let development = try await settings.startDevelopmentClerk(logger: logger)
        let clerk = try Clerk(try settings.clerkConfiguration(development), logger: logger)
        let board = MessageBoard.shared
        var live = clerk.liveConfiguration
        live.pubSub = board.pubSub
        live.layout = DemoLayout.document(clerk)
        let router = DemoRoutes.router(clerk, live, board: board, isDevelopment: development != nil)
        var application = Application(
            router: router, server: .live(router),
            configuration: .init(address: .hostname("127.0.0.1", port: settings.port)),
            onServerRunning: { channel in announce(channel, development) },
            logger: logger)
        if let development { application.addServices(development) }
        try await application.runService()
    }

    @Sendable
    private static func announce(_ channel: any Channel, _ development: DevelopmentClerk?) {
        print("clerk-live demo: http://localhost:\(channel.localAddress?.port ?? 0)")
        if let development {
            print("sign in as ada@example.com or alan@example.com with the password clerk-live")
            print("development Clerk: \(development.frontendAPIURL)")
        }
        fflush(nil)
    }

    private static func sentence(for error: any Error) -> String {
        if let error = error as? IOError, error.errnoCode == EADDRINUSE {
            return "the port is in use; stop the other program, or choose another one with PORT=4001 make run."
        }
        return "\(error)"
    }
}

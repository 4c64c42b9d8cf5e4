import ClerkLive
import Hummingbird
import NIOCore

/// Every address of the demo.
enum DemoRoutes {
    static func router(
        _ clerk: Clerk, _ live: LiveConfiguration, board: MessageBoard, isDevelopment: Bool
    ) -> Router<BasicClerkRequestContext> {
        let router = Router(context: BasicClerkRequestContext.self)
        router.live(clerk, configuration: live) { live in
            live.session("public", onMount: clerk.optional) { pages in
                pages.view("/", Home.self)
                pages.view("/auth/sign-in", SignIn.self)
                pages.view("/auth/sign-up", SignUp.self)
            }
            live.session("members", onMount: clerk.required) { members in
                members.view("/dashboard", Dashboard.self)
                members.view("/account", Account.self)
            }
            live.session("examples", Example.addRoutes)
            live.session("bench") { $0.view("/bench", Bench.self) }
        }
        router.get("/demo.css") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(staticString: DemoStylesheet.text)))
        }
        if isDevelopment { router.get("/broadcast") { request, context in try broadcast(request, context, board) } }
        return router
    }

    /// Changes the message on every open page. Development only: anybody may call it.
    private static func broadcast(
        _ request: Request, _ context: BasicClerkRequestContext, _ board: MessageBoard
    ) throws -> Response {
        struct Query: Decodable { let m: String? }
        guard let message = try request.uri.decodeQuery(as: Query.self, context: context).m, message.utf8.count <= 500
        else {
            return Response(
                status: .badRequest, headers: [.contentType: "text/plain"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "Say what: /broadcast?m=hello, at most 500 bytes.\n"))
            )
        }
        board.post(message)
        return Response(
            status: .ok, headers: [.contentType: "text/plain"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "Told \(board.audience) open pages.\n")))
    }
}

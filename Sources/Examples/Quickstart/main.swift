import ClerkLive
import Hummingbird

struct Dashboard: LiveView {
    let session: ClerkSession  // not optional: this view cannot be mounted signed out
    var clicks = 0

    init(_ mount: Mount<Authenticated>) { session = mount.auth }

    mutating func handle(_ event: LiveEvent, socket: inout LiveSocket) {
        if event.name == "click" { clicks += 1 }
    }

    func render() -> Rendered {
        """
        <h1>Hello \(session.identity.name ?? "there")</h1>
        <button phx-click="click">Clicked \(clicks) times</button>
        \(Clerk.userButton())
        """
    }
}

struct SignIn: LiveView {
    init(_ mount: Mount<MaybeAuthenticated>) {}
    func render() -> Rendered { "<main>\(Clerk.signIn())</main>" }
}

let clerk = try Clerk(.fromEnvironment())  // CLERK_PUBLISHABLE_KEY, CLERK_SECRET_KEY
let router = Router(context: BasicClerkRequestContext.self)
router.live(clerk) { live in
    live.session("public", onMount: clerk.optional) { $0.view("/auth/sign-in", SignIn.self) }
    live.session("members", onMount: clerk.required) { $0.view("/dashboard", Dashboard.self) }
}
try await Application(router: router, server: .live(router)).runService()

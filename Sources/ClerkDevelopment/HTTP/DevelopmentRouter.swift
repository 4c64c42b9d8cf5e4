import HTTPTypes
import Hummingbird
import WireJSON

/// All addresses of an instance: the frontend API, the backend API, the scripts and the pages.
struct DevelopmentRouter: Sendable {
    let store: InstanceStore

    func router() -> Router<DevelopmentContext> {
        let router = Router(context: DevelopmentContext.self)
        router.add(middleware: LoopbackGuard())
        FrontendAPI(store: store).addRoutes(to: router)
        BackendAPI(store: store).addRoutes(to: router)
        Pages(store: store).addRoutes(to: router)
        addClock(to: router)
        return router
    }

    /// `POST /dev/clock {"offsetSeconds": n}` moves the clock, `GET` reads it.
    private func addClock(to router: Router<DevelopmentContext>) {
        router.get("/dev/clock") { _, _ in clock() }
        router.post("/dev/clock") { request, _ in
            guard let text = try await request.form()["offsetSeconds"], let offset = Int(text),
                abs(offset) <= Self.maximumOffset
            else {
                throw ClerkAPIError.parameterInvalid("offsetSeconds", "Seconds, at most a hundred years either way.")
            }
            store.clockOffset = offset
            return clock()
        }
    }

    private static let maximumOffset = 100 * 365 * 24 * 3_600

    private func clock() -> Response {
        .json(["offsetSeconds": .integer(store.clockOffset), "now": .integer(store.now / 1_000)])
    }
}

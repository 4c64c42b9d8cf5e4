import LiveRuntime
import LiveViewTesting

@testable import Demo

/// The demo's examples, without a server.
let examplePages = LivePages { $0.session("examples", Example.addRoutes) }

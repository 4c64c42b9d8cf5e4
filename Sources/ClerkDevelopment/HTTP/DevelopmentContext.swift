import Hummingbird
import Logging
import NIOCore

/// A request's context: it knows the address it came in by, which is the instance's name.
struct DevelopmentContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let endpoint: InstanceEndpoint

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let address = source.channel.localAddress
        endpoint = InstanceEndpoint(host: address?.ipAddress ?? "127.0.0.1", port: address?.port ?? 0)
    }
}

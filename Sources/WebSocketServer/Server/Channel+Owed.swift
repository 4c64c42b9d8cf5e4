import NIOCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Channel {
    /// Bytes written that the kernel has not taken yet. Called on the event loop.
    var owedBytes: Int {
        (try? syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}

extension ChannelHandlerContext {
    /// Closes the connection of a peer that does not listen, and what the kernel keeps for it with it.
    func cutOff() {
        // Failing it would only mean that the kernel goes on trying for a while.
        _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        close(promise: nil)
    }
}

/// Remembers which webhook deliveries were taken, so that one that arrives again does nothing.
///
/// - SeeAlso: ``WebhookVerifier``
public protocol DeliveryStore: Sendable {
    /// Takes the delivery `id`, and remembers it until `expiry`.
    ///
    /// - Parameter id: at most 256 bytes, of the sender's choice.
    /// - Returns: `false` if it was taken before; then leave it alone. Of several who ask at once, one is told `true`.
    func claim(_ id: String, until expiry: UnixTime) async throws -> Bool

    /// Gives `id` back: what it asked for could not be done, and it will be sent again.
    func release(_ id: String) async throws
}

/// All that must outlive a process: tombstones and deliveries.
public typealias ClerkStore = RevocationStore & DeliveryStore

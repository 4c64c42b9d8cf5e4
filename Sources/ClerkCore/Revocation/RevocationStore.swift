/// Where tombstones are kept: in memory, in a file, or shared between nodes.
///
/// A store that fails throws. Its caller decides what that means: fresh tokens go on, leases in grace do not.
public protocol RevocationStore: Sendable {
    /// Keeps `tombstone` until it expires, merged with one of the same subject. When this returns, every later look-up
    /// of this store sees it.
    func record(_ tombstone: Tombstone) async throws

    /// The unexpired tombstones that concern `reference`: those of its ``SessionReference/tombstoneSubjects``, whether
    /// or not they forbid it.
    func tombstones(for reference: SessionReference) async throws -> [Tombstone]
}

extension RevocationStore {
    /// The tombstone that forbids `reference`, if there is one.
    public func revocation(of reference: SessionReference) async throws -> Tombstone? {
        try await tombstones(for: reference).first { $0.forbids(reference) }
    }
}

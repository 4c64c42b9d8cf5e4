extension Tombstone.Subject {
    /// The subject as one text, for stores. Different subjects have different ones: Clerk's identifiers hold no colon, and any that did would
    /// only be looked up under the same text again.
    package var key: String {
        switch self {
        case .session(let id): "session:\(id)"
        case .user(let id): "user:\(id)"
        case .membership(let user, let organization): "membership:\(user):\(organization)"
        case .organization(let id): "organization:\(id)"
        }
    }
}

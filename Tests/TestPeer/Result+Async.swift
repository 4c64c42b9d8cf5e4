extension Result where Failure == any Error {
    /// What `body` comes to, so that cleaning up can come before throwing.
    package init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

package import NIOCore
import Synchronization

/// Gives `operation` up once `limit` has passed, even if it never returns: then it is cancelled, and nobody waits for it.
///
/// - Throws: ``LiveViewError/Code/timeLimit``, or what `operation` throws.
package func withTimeLimit<Value: Sendable>(
    _ limit: Duration, timers: any LiveTimers, on eventLoop: any EventLoop,
    _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let race = Race<Value>()
    let task = Task {
        do {
            race.finish(.success(try await operation()))
        } catch {
            race.finish(.failure(error))
        }
    }
    let timer = timers.schedule(after: limit, on: eventLoop) {
        if race.finish(.failure(LiveViewError.timeLimit)) { task.cancel() }
    }
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
        try await race.value()
    } onCancel: {
        task.cancel()
    }
}

/// The first of several results.
private final class Race<Value: Sendable>: Sendable {
    private enum State {
        case running(CheckedContinuation<Value, any Error>?)
        case finished(Result<Value, any Error>)
    }

    private let state = Mutex(State.running(nil))

    /// - Returns: whether it was the first.
    @discardableResult
    func finish(_ result: Result<Value, any Error>) -> Bool {
        let (isFirst, waiter) = state.withLock { state in
            guard case .running(let waiter) = state else {
                return (false, nil as CheckedContinuation<Value, any Error>?)
            }
            state = .finished(result)
            return (true, waiter)
        }
        waiter?.resume(with: result)
        return isFirst
    }

    func value() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Value, any Error>? in
                if case .finished(let result) = state { return result }
                state = .running(continuation)
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }
}

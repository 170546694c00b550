import Foundation

/// What was waited for in vain.
package struct WaitTimeout: Error, CustomStringConvertible {
    package let description: String
}

/// Looks every 10 milliseconds whether `condition` holds, and gives up after `timeout`.
///
/// - Throws: `WaitTimeout` that names what was waited for.
package func waitUntil(
    _ what: String, timeout: Duration = .seconds(30), condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + timeout
    while try await !condition() {
        guard ContinuousClock.now < end else {
            throw WaitTimeout(description: "waited \(timeout) in vain until \(what)")
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// The same for a value that has to come.
package func waitFor<Value>(
    _ what: String, timeout: Duration = .seconds(30), value: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + timeout
    while true {
        if let value = try await value() { return value }
        guard ContinuousClock.now < end else { throw WaitTimeout(description: "waited \(timeout) in vain for \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Runs blocking work on a thread of its own: Swift's few cooperative threads must not block on sockets.
package func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try work() }) }
        thread.stackSize = 1 << 20
        thread.start()
    }
}

import Dispatch

/// Where blocking transfers wait: threads of their own, so that the cooperative pool stays free.
enum TransferQueue {
    private static let queue = DispatchQueue(label: "hearback.admin-client", attributes: .concurrent)

    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}

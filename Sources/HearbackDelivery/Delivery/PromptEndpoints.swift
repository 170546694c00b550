import Synchronization

/// Endpoints whose last attempt got an answer, whatever it was. Forgotten by a restart: the next attempt tells again.
final class PromptEndpoints: Sendable {
    /// More are taken for slow ones, which costs them little.
    private static let endpointsAtMost = 65_536

    private let known = Mutex<Set<String>>([])

    func contains(_ endpoint: String) -> Bool { known.withLock { $0.contains(endpoint) } }

    func note(_ endpoint: String, hasAnswered: Bool) {
        known.withLock { known in
            if !hasAnswered {
                known.remove(endpoint)
            } else if known.count < Self.endpointsAtMost {
                known.insert(endpoint)
            }
        }
    }
}

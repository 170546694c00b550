import HearbackWebhooks
import Synchronization

/// What a policy made of URLs: the same few endpoints come again and again, and parsing one costs as much as signing.
///
/// The verdict depends on the text alone, so it may be kept; refusals are not.
final class VettedURLs: Sendable {
    /// Entries kept before all are dropped.
    private static let limit = 4_096

    private let policy: URLPolicy
    private let known = Mutex<[String: VettedURL]>([:])

    init(_ policy: URLPolicy) {
        self.policy = policy
    }

    func vet(_ text: String) throws(URLRefusal) -> VettedURL {
        if let url = known.withLock({ $0[text] }) { return url }
        let url = try policy.vet(text)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[text] = url
        }
        return url
    }
}

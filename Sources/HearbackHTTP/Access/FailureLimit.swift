import HearbackCore
import Synchronization

/// How often a network may show tokens that open nothing: ten at once, ten a minute.
final class FailureLimit: Sendable {
    static let perMinute = 10
    /// So that inventing networks fills no memory.
    private static let networks = 4_096
    private let buckets = Mutex<[String: TokenBucket]>([:])

    /// Counts a failure.
    ///
    /// - Returns: nil within the limit; beyond it, seconds until one more is within.
    func record(_ network: String, at now: Instant) -> Int? {
        buckets.withLock { buckets in
            if buckets[network] == nil, buckets.count >= Self.networks { Self.makeRoom(&buckets, now) }
            var bucket = buckets[network] ?? TokenBucket(tokens: Double(Self.perMinute), at: now)
            defer { buckets[network] = bucket }
            guard bucket.available(at: now, perMinute: Self.perMinute) > 0 else {
                let wait = bucket.next(perMinute: Self.perMinute).milliseconds(since: now)
                return Int(clamping: max(1, (wait + 999) / 1_000))
            }
            bucket.take(1)
            return nil
        }
    }

    /// Who has been quiet for a minute has a full bucket again, which is as good as none; if nobody has, the quietest goes.
    private static func makeRoom(_ buckets: inout [String: TokenBucket], _ now: Instant) {
        buckets = buckets.filter { now.milliseconds(since: $0.value.at) < 60_000 }
        if buckets.count >= networks, let quietest = buckets.min(by: { $0.value.at < $1.value.at })?.key {
            buckets[quietest] = nil
        }
    }
}

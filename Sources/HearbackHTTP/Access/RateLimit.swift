import HearbackCore
import Synchronization

/// How often something may happen from one place: a minute's worth at once, and so many a minute.
final class RateLimit: Sendable {
    /// So that inventing places fills no memory.
    private static let places = 4_096
    private let perMinute: Int
    private let buckets = Mutex<[String: TokenBucket]>([:])

    /// - Parameter perMinute: at least 1.
    init(perMinute: Int) { self.perMinute = perMinute }

    /// Counts it once.
    ///
    /// - Returns: nil within the limit; beyond it, seconds until one more is within.
    func record(_ place: String, at now: Instant) -> Int? {
        buckets.withLock { buckets in
            if buckets[place] == nil, buckets.count >= Self.places { Self.makeRoom(&buckets, now) }
            var bucket = buckets[place] ?? TokenBucket(tokens: Double(perMinute), at: now)
            defer { buckets[place] = bucket }
            guard bucket.available(at: now, perMinute: perMinute) > 0 else {
                let wait = bucket.next(perMinute: perMinute).milliseconds(since: now)
                return Int(clamping: max(1, (wait + 999) / 1_000))
            }
            bucket.take(1)
            return nil
        }
    }

    /// Who has been quiet for a minute has a full bucket again, which is as good as none; if nobody has, the quietest goes.
    private static func makeRoom(_ buckets: inout [String: TokenBucket], _ now: Instant) {
        buckets = buckets.filter { now.milliseconds(since: $0.value.at) < 60_000 }
        if buckets.count >= places, let quietest = buckets.min(by: { $0.value.at < $1.value.at })?.key {
            buckets[quietest] = nil
        }
    }
}

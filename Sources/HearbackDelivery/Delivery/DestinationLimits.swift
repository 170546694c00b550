package import HearbackCore
package import HearbackWebhooks
import Synchronization

/// What one address is spared, whatever names lead to it: wildcard names defeat every limit by URL or host.
///
/// Kept in memory; `restore` gives it back what a restart must not forget.
package final class DestinationLimits: Sendable {
    package struct Rules: Hashable, Sendable {
        /// Attempts at the same time to one address (IPv6: /64).
        package var concurrent: Int
        /// Attempts a minute to one address; 0 is no limit.
        package var perMinute: Int
        /// Challenges to one address in an hour, to one network (/24, /48) in a day, and to all in a minute; 0 is no limit.
        package var challengesPerHour: Int
        package var challengesPerNetworkAndDay: Int
        package var challengesPerMinuteInAll: Int

        package init(
            concurrent: Int = 4, perMinute: Int = 120, challengesPerHour: Int = 2, challengesPerNetworkAndDay: Int = 20,
            challengesPerMinuteInAll: Int = 60
        ) {
            (self.concurrent, self.perMinute, self.challengesPerHour) = (concurrent, perMinute, challengesPerHour)
            self.challengesPerNetworkAndDay = challengesPerNetworkAndDay
            self.challengesPerMinuteInAll = challengesPerMinuteInAll
        }
    }

    package enum Admission: Hashable, Sendable {
        /// To be released afterwards.
        case admitted
        case wait(until: Instant)
    }

    fileprivate struct State {
        var underWay: [IPAddress: Int] = [:]
        var buckets: [IPAddress: TokenBucket] = [:]
        var challenges: [String: [Instant]] = [:]
    }

    /// Keys kept before those that no longer limit anything are dropped.
    private static let keysAtMost = 16_384
    /// Milliseconds after which a busy address is tried again.
    private static let busyPause: Int64 = 1_000

    private let rules: Rules
    private let state = Mutex(State())

    package init(_ rules: Rules) {
        self.rules = rules
    }

    /// Challenges that were sent before this process began.
    package func restore(_ challenges: [(address: IPAddress, at: Instant)]) {
        state.withLock { state in
            for challenge in challenges {
                for window in windows(of: challenge.address) { state.challenges[window.key, default: []].append(challenge.at) }
            }
        }
    }

    package func admit(_ address: IPAddress, isChallenge: Bool, at now: Instant) -> Admission {
        let key = address.destinationKey
        return state.withLock { state in
            guard state.underWay[key, default: 0] < max(rules.concurrent, 1) else {
                return .wait(until: now.advanced(byMilliseconds: Self.busyPause))
            }
            if isChallenge, let until = state.challengePause(windows(of: address), at: now) { return .wait(until: until) }
            if let until = state.ratePause(key, rules.perMinute, at: now) { return .wait(until: until) }
            if isChallenge {
                for window in windows(of: address) { state.challenges[window.key, default: []].append(now) }
            }
            state.underWay[key, default: 0] += 1
            state.prune(at: now, perMinute: rules.perMinute, keysAtMost: Self.keysAtMost)
            return .admitted
        }
    }

    package func release(_ address: IPAddress) {
        let key = address.destinationKey
        state.withLock { state in
            let left = state.underWay[key, default: 1] - 1
            state.underWay[key] = left > 0 ? left : nil
        }
    }

    fileprivate struct Window {
        let key: String
        let limit: Int
        /// In milliseconds.
        let length: Int64
    }

    private func windows(of address: IPAddress) -> [Window] {
        [
            Window(key: "\(address.destinationKey)", limit: rules.challengesPerHour, length: 3_600_000),
            Window(key: address.network, limit: rules.challengesPerNetworkAndDay, length: 86_400_000),
            Window(key: "all", limit: rules.challengesPerMinuteInAll, length: 60_000),
        ].filter { $0.limit > 0 }
    }
}

extension DestinationLimits.State {
    /// The latest end of all windows that are full; nil when none is.
    fileprivate mutating func challengePause(_ windows: [DestinationLimits.Window], at now: Instant) -> Instant? {
        windows.compactMap { window in
            let since = now.advanced(byMilliseconds: -window.length)
            challenges[window.key]?.removeAll { $0 <= since }
            guard let sent = challenges[window.key], sent.count >= window.limit else { return nil }
            return sent[sent.count - window.limit].advanced(byMilliseconds: window.length)
        }.max()
    }

    /// Takes a token; nil when there was one.
    fileprivate mutating func ratePause(_ key: IPAddress, _ perMinute: Int, at now: Instant) -> Instant? {
        guard perMinute > 0 else { return nil }
        var bucket = buckets[key] ?? TokenBucket(tokens: Double(perMinute), at: now)
        defer { buckets[key] = bucket }
        guard bucket.available(at: now, perMinute: perMinute) > 0 else { return bucket.next(perMinute: perMinute) }
        bucket.take(1)
        return nil
    }

    /// What says no more than an absent key would goes.
    fileprivate mutating func prune(at now: Instant, perMinute: Int, keysAtMost: Int) {
        if buckets.count > keysAtMost {
            buckets = buckets.filter { entry in
                var bucket = entry.value
                return bucket.available(at: now, perMinute: perMinute) < perMinute
            }
        }
        if challenges.count > keysAtMost {
            let since = now.advanced(byMilliseconds: -86_400_000)
            challenges = challenges.filter { $0.value.contains { $0 > since } }
        }
    }
}

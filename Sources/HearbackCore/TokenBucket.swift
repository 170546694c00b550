/// A rate limit: `perMinute` in the long run, a minute's worth at once at most.
package struct TokenBucket: Hashable, Sendable {
    package private(set) var tokens: Double
    package private(set) var at: Instant

    package init(tokens: Double, at: Instant) {
        (self.tokens, self.at) = (tokens, at)
    }

    /// Whole tokens at `now`. A clock that was set back adds none and takes none.
    package mutating func available(at now: Instant, perMinute: Int) -> Int {
        let elapsed = max(0, now.milliseconds(since: at))
        tokens = min(Double(perMinute), max(0, tokens) + Double(elapsed) * Double(perMinute) / 60_000)
        at = now
        // A sum of thirds must not stay a hair below one for ever.
        return Int(tokens + 1e-6)
    }

    package mutating func take(_ count: Int) { tokens = max(0, tokens - Double(count)) }

    /// When the next whole token is there, after `available`.
    package func next(perMinute: Int) -> Instant {
        guard perMinute > 0, tokens < 1 else { return at }
        return at.advanced(byMilliseconds: Int64(((1 - tokens) * 60_000 / Double(perMinute)).rounded(.up)))
    }
}

import HearbackCore
import Testing

@Suite("The circuit breaker")
struct CircuitBreakerTests {
    private let start = Instant(milliseconds: 1_700_000_000_000)

    private func at(_ seconds: Int64) -> Instant { start.advanced(byMilliseconds: seconds * 1_000) }

    private func opened() -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<5 { _ = breaker.failed(started: start, at: start) }
        return breaker
    }

    @Test("Five failures in a row open it; four and a success do not")
    func opens() {
        var breaker = CircuitBreaker()
        for _ in 0..<4 { #expect(breaker.failed(started: start, at: start) == .goOn) }
        breaker.succeeded()
        for _ in 0..<4 { #expect(breaker.failed(started: start, at: start) == .goOn) }
        #expect(!breaker.isOpen)
        #expect(breaker.failed(started: start, at: start) == .wait(until: at(60)))
        #expect(breaker.isOpen && breaker.concurrency(64) == 1)
    }

    @Test("Probes follow after 1, 5 and 30 minutes, 2 hours, and then every 5 hours")
    func pauses() {
        var breaker = opened()
        var now = start.advanced(byMilliseconds: 60_000)
        for pause in [300, 1_800, 7_200, 18_000, 18_000, 18_000] as [Int64] {
            let until = now.advanced(byMilliseconds: pause * 1_000)
            #expect(breaker.failed(started: now, at: now) == .wait(until: until))
            now = until
        }
    }

    @Test("What was under way when it opened is no probe")
    func stragglers() {
        var breaker = opened()
        #expect(breaker.failed(started: start.advanced(byMilliseconds: -5_000), at: at(10)) == .goOn)
        #expect(breaker.level == 1)
    }

    @Test("One success closes it; the rate then doubles from one a second to the full one")
    func ramp() {
        var breaker = opened()
        breaker.succeeded()
        #expect(!breaker.isOpen && breaker.failures == 0)
        var rates: [Int] = []
        var places: [Int] = []
        for _ in 0..<11 {
            rates.append(breaker.rate(0))
            places.append(breaker.concurrency(64))
            breaker.succeeded()
        }
        #expect(rates == [60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360, 30_720, 0])
        #expect(places == [1, 2, 4, 8, 16, 32, 64, 64, 64, 64, 64])
        #expect(breaker.rate(60) == 60)
    }

    @Test("Five days of nothing but failure end it")
    func givesUp() {
        var breaker = opened()
        let almost = start.advanced(byMilliseconds: CircuitBreaker.patience - 1)
        if case .giveUp = breaker.failed(started: almost, at: almost) { Issue.record("too early") }
        let end = start.advanced(byMilliseconds: CircuitBreaker.patience)
        #expect(breaker.failed(started: end, at: end) == .giveUp)
    }
}

@Suite("The token bucket")
struct TokenBucketTests {
    private let start = Instant(milliseconds: 1_700_000_000_000)

    @Test("A minute's worth at once, then one each time it is due", arguments: [1, 7, 60, 120, 6_000])
    func rate(perMinute: Int) {
        var bucket = TokenBucket(tokens: Double(perMinute), at: start)
        #expect(bucket.available(at: start, perMinute: perMinute) == perMinute)
        bucket.take(perMinute)
        #expect(bucket.available(at: start, perMinute: perMinute) == 0)
        var now = start
        for _ in 0..<perMinute {
            now = bucket.next(perMinute: perMinute)
            #expect(bucket.available(at: now, perMinute: perMinute) == 1)
            bucket.take(1)
        }
        let taken = now.milliseconds(since: start)
        #expect((60_000...(60_000 + Int64(perMinute))).contains(taken))
    }

    @Test("A clock that was set back gives nothing and takes nothing")
    func setBack() {
        var bucket = TokenBucket(tokens: 2, at: start)
        #expect(bucket.available(at: start.advanced(byMilliseconds: -3_600_000), perMinute: 60) == 2)
    }
}

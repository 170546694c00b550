import HearbackCore
import Testing

@testable import HearbackHTTP

@Suite("What comes again and again from one place")
struct RateLimitTests {
    private let start = Instant(milliseconds: 1_700_000_000_000)

    @Test("Ten are within the limit; then one every six seconds, each network for itself")
    func pace() {
        let limit = RateLimit(perMinute: 10)
        #expect((1...10).allSatisfy { _ in limit.record("192.0.2.0/24", at: start) == nil })
        #expect(limit.record("192.0.2.0/24", at: start) == 6)
        #expect(limit.record("198.51.100.0/24", at: start) == nil)
        #expect(limit.record("192.0.2.0/24", at: start.advanced(byMilliseconds: 5_000)) == 1)
        #expect(limit.record("192.0.2.0/24", at: start.advanced(byMilliseconds: 6_000)) == nil)
        #expect(limit.record("192.0.2.0/24", at: start.advanced(byMilliseconds: 6_000)) == 6)
    }

    @Test("A flood from invented networks frees nobody who is still counted")
    func flood() {
        let limit = RateLimit(perMinute: 10)
        for number in 0..<6_000 { _ = limit.record("invented \(number)", at: start) }
        let later = start.advanced(byMilliseconds: 1)
        for _ in 1...10 { _ = limit.record("192.0.2.0/24", at: later) }
        #expect(limit.record("192.0.2.0/24", at: later) != nil)
        for number in 6_000..<7_000 { _ = limit.record("invented \(number)", at: start) }
        #expect(limit.record("192.0.2.0/24", at: later) != nil)
    }
}

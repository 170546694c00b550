import HearbackCore
import Testing

@Suite("When a message is tried again")
struct RetryScheduleTests {
    private let schedule = RetrySchedule.standard

    private func delay(_ attempt: Int, _ failure: RetrySchedule.Failure = .init(status: 500), random: Double = 0.5) -> Int64? {
        guard case .retry(let milliseconds) = schedule.step(afterAttempt: attempt, failure: failure, random: random) else {
            return nil
        }
        return milliseconds
    }

    @Test("Ten attempts over about three days: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h")
    func delays() {
        let seconds = (1...9).compactMap { delay($0).map { $0 / 1_000 } }
        #expect(seconds == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400])
        #expect(delay(10) == nil && delay(11) == nil && delay(.max) == nil)
    }

    @Test("Jitter is a fifth, to both sides, whatever the random source gives", arguments: [
        (0.0, 4_000), (1.0, 6_000), (-5.0, 4_000), (9.0, 6_000), (.nan, 5_000), (.infinity, 5_000),
    ] as [(Double, Int64)])
    func jitter(random: Double, milliseconds: Int64) {
        #expect(delay(1, random: random) == milliseconds)
    }

    @Test("A receiver in trouble is left alone for a minute at least", arguments: [429, 502, 503, 504])
    func throttled(status: Int) {
        #expect(delay(1, .init(status: status)) == 60_000)
        #expect(delay(3, .init(status: status)) == 1_800_000)
        #expect(delay(1, .init(timedOut: true)) == 60_000)
    }

    @Test("Retry-After is honoured up to twelve hours, and nonsense is not", arguments: [
        (120, 120_000), (86_400, 43_200_000), (Int64.max, 43_200_000), (0, 5_000), (-5, 5_000), (1, 5_000),
    ] as [(Int64, Int64)])
    func retryAfter(seconds: Int64, milliseconds: Int64) {
        #expect(delay(1, .init(status: 500, retryAfterSeconds: seconds)) == milliseconds)
    }

    @Test("Mail is tried again after 15 min, 30 min, 1 h, 2 h and then every 4 h, and given up within four days")
    func mail() {
        let delays = (1...40).compactMap { attempt -> Int64? in
            let step = RetrySchedule.mail.step(afterAttempt: attempt, failure: .init(status: 451), random: 0.5)
            guard case .retry(let milliseconds) = step else { return nil }
            return milliseconds / 60_000
        }
        #expect(delays.prefix(6) == [15, 30, 60, 120, 240, 240] && delays.dropFirst(4).allSatisfy { $0 == 240 })
        #expect(delays.reduce(0, +) <= 4 * 24 * 60 && delays.reduce(240, +) > 4 * 24 * 60)
    }
}

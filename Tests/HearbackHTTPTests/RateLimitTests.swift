import HearbackAPI
import HearbackCore
import HearbackStore
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

    @Test("A network is limited beside its addresses, and nobody where there is no limit")
    func intake() throws {
        let options = { (box: SecretBox) in
            LedgerOptions(
                path: "", clock: { Instant(milliseconds: 0) }, decisionDue: { _, _ in "" }, overdueFrom: { _ in Instant(milliseconds: 0) },
                daysBetween: { _, _ in 0 }, box: box)
        }
        let box = try #require(SecretBox(key: [UInt8](repeating: 1, count: SecretBox.keyLength)))
        let gate = IntakeGate(IntakeRates(perAddress: 2, perNetwork: 3), options(box))
        func waits(_ gate: IntakeGate, _ address: String) -> Int? {
            do { try gate.admit(ClientPlace(address: address, network: "192.0.2.0/24"), work: nil, at: start) } catch { return error.retryAfter }
            return nil
        }
        #expect(waits(gate, "192.0.2.1") == nil && waits(gate, "192.0.2.1") == nil && waits(gate, "192.0.2.1") == 30)
        #expect(waits(gate, "192.0.2.2") == nil && waits(gate, "192.0.2.3") == 20)
        let open = IntakeGate(IntakeRates(), options(box))
        #expect((0..<100).allSatisfy { _ in waits(open, "192.0.2.1") == nil })
    }
}

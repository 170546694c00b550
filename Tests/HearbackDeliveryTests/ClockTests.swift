import HearbackCore
import HearbackTestSupport
import Logging
import Synchronization
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

@Suite("A clock that may be wrong")
struct ClockTests {
    private static let release = Instant(milliseconds: 1_000_000)

    private func check(_ now: Int64, _ synchronised: Bool?, holds: Bool = false) -> ClockCheck {
        ClockCheck(
            clock: { Instant(milliseconds: now) }, release: Self.release, holdsUnsynchronised: holds,
            isSynchronised: { synchronised })
    }

    @Test("A clock before the release always holds; one that nothing keeps right does where that is asked for")
    func verdicts() {
        #expect(check(2_000_000, true).verdict == .synchronised && !check(2_000_000, true, holds: true).holds)
        #expect(check(2_000_000, false).verdict == .unsynchronised && !check(2_000_000, false).holds)
        #expect(check(2_000_000, false, holds: true).holds)
        #expect(check(2_000_000, nil).verdict == .unknown && !check(2_000_000, nil, holds: true).holds)
        #expect(check(999_999, true).verdict == .beforeRelease && check(999_999, true).holds)
    }

    private final class Queue: Outbox {
        let kept = Mutex(0)
        let isClockRight = Atomic(false)

        func exchange(_ reports: [AttemptReport], claimingAtMost count: Int) async throws -> [OutboundMessage] {
            kept.withLock { $0 += reports.count }
            return (0..<Int64(count)).map { row in
                OutboundMessage(
                    row: row, lease: row, messageID: "msg_\(row)", endpointID: "ep", channel: .unusable, body: [], attempt: 1)
            }
        }

        func nextDue() async throws -> Instant? { ClockTests.release }
    }

    @Test("While the clock is wrong results are kept and nothing is claimed; when it is right again deliveries go on")
    func held() async throws {
        let queue = Queue()
        let check = ClockCheck(
            clock: { Self.release }, release: Self.release, holdsUnsynchronised: true,
            isSynchronised: { queue.isClockRight.load(ordering: .acquiring) })
        let outbox = ClockedOutbox(queue, check, logger: Logger(label: "test"))
        let report = AttemptReport(row: 1, lease: 1, attempt: 1, startedAt: Self.release, outcome: .delivered(status: 204))
        #expect(try await outbox.exchange([report], claimingAtMost: 3).isEmpty)
        #expect(try await outbox.nextDue() == nil && queue.kept.withLock { $0 } == 1)
        queue.isClockRight.store(true, ordering: .releasing)
        #expect(try await outbox.exchange([], claimingAtMost: 3).count == 3)
        #expect(try await outbox.nextDue() == Self.release)
    }
}

@Suite("Challenges before a restart")
struct RestoredLimitsTests {
    @Test("count for their address and its network as if they had been sent now")
    func restored() throws {
        let now = Instant(milliseconds: 1_700_000_000_000)
        func ago(_ minutes: Int64) -> Instant { now.advanced(byMilliseconds: -minutes * 60_000) }
        let address = try #require(IPAddress("192.0.2.7"))
        let neighbours = try (10..<28).map { try #require(IPAddress("192.0.2.\($0)")) }
        let limits = DestinationLimits(.init())
        limits.restore([(address, ago(100))] + neighbours.map { ($0, ago(90)) } + [(address, ago(50)), (address, ago(20))])
        // Twenty-one in the network: two have to be a day old before there is room.
        #expect(limits.admit(address, isChallenge: true, at: now) == .wait(until: ago(90).advanced(byMilliseconds: 86_400_000)))
        #expect(limits.admit(address, isChallenge: false, at: now) == .admitted)
        // Two within the hour: the earlier of them has to be an hour old.
        let fresh = DestinationLimits(.init())
        fresh.restore([(address, ago(50)), (address, ago(20))])
        #expect(fresh.admit(address, isChallenge: true, at: now) == .wait(until: ago(-10)))
        #expect(fresh.admit(neighbours[0], isChallenge: true, at: now) == .admitted)
    }
}

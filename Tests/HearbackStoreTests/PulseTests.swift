import Foundation
import GRDB
import HearbackCore
import HearbackTestSupport
import Synchronization
import Testing

@testable import HearbackStore

/// What a watchdog asks of the ledger.
@Suite("The ledger's pulse", .timeLimit(.minutes(1)))
struct PulseTests {
    /// A ledger that nobody runs yet.
    private func idle(queueLimit: Int = 10, _ body: (Ledger) async throws -> Void) async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, ManualClock("2023-01-06T10:00:00Z"))
        options.queueLimit = queueLimit
        try await body(try Ledger(options))
    }

    private final class Beats: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func beat() { value.withLock { $0 += 1 } }
    }

    @Test("It passes through the writer: while that stands still, nothing comes back")
    func standstill() async throws {
        try await idle { ledger in
            let beats = Beats()
            async let pulse: Void = {
                await ledger.pulse()
                beats.beat()
            }()
            try await waitUntil("the pulse waits") { ledger.queueDepth == 1 }
            #expect(beats.count == 0)
            async let running: Void = ledger.run()
            await pulse
            #expect(beats.count == 1)
            ledger.close()
            try await running
        }
    }

    @Test("A full queue is work, not a standstill, but only as long as it empties")
    func fullQueue() async throws {
        try await idle(queueLimit: 1) { ledger in
            async let waiting: Void = ledger.write { _ in }
            try await waitUntil("the queue is full") { ledger.queueDepth == 1 }
            let beats = Beats()
            async let pulse: Void = {
                await ledger.pulse()
                beats.beat()
            }()
            await #expect(throws: StoreError.self) { try await ledger.write { _ in } }
            #expect(beats.count == 0)
            async let running: Void = ledger.run()
            try await waiting
            await pulse
            ledger.close()
            try await running
        }
    }

    @Test("A pulse writes nothing; figures count what waits and what is owed")
    func figures() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit("un", endpoint: try await fixture.endpoint())
            let before = try await fixture.ledger.lastSequence()
            await fixture.ledger.pulse()
            #expect(try await fixture.ledger.lastSequence() == before)
            let figures = try await fixture.ledger.workload()
            #expect(figures.waiting == 1)
            let owed = try fixture.inspect { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending')") }
            #expect(figures.owed == owed)
            #expect(!fixture.ledger.isRebuilding)
        }
    }
}

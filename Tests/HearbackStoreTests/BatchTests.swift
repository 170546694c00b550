import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Decisions on many comments")
struct BatchTests {
    private static let rejection = BatchDecision.rejected(.offTopic, explanation: "Hors sujet.")

    private func prepare(
        _ fixture: LedgerFixture, _ decision: BatchDecision = .published, _ selection: Selection = Selection(), limit: Int = 1_000
    ) async throws -> BatchNumber {
        let record = try await fixture.ledger.prepareBatch(
            decision, on: selection, limit: limit, isDryRun: false, by: LedgerFixture.moderator)
        return try #require(record.number)
    }

    private func finish(_ batch: BatchNumber, _ fixture: LedgerFixture) async throws -> BatchRecord {
        while true {
            let record = try await fixture.ledger.applyBatch(batch, by: LedgerFixture.moderator)
            if record.outcomes[.pending, default: 0] == 0 { return record }
        }
    }

    private func status(_ comment: CommentNumber, _ fixture: LedgerFixture) async throws -> CommentStatus? {
        try await fixture.ledger.dossier(of: comment)?.comment.state.status
    }

    /// The events of one kind that name the batch, by comment.
    private func events(_ kind: String, of batch: BatchNumber, _ fixture: LedgerFixture) throws -> [Int64] {
        try fixture.inspect {
            try Int64.fetchAll(
                $0, sql: "SELECT comment FROM event WHERE kind = ? AND json_extract(details, '$.batch') = ? ORDER BY comment",
                arguments: [kind, batch.id])
        }
    }

    @Test("Each member is decided by an event of its own that names the batch, and a rebuild derives the same")
    func decidesEach() async throws {
        try await LedgerFixture.with { fixture in
            for number in 1...70 { _ = try await fixture.submit("Avis \(number)") }
            let batch = try await prepare(fixture, Self.rejection)
            let later = try await fixture.submit("Venu après")

            let first = try await fixture.ledger.applyBatch(batch, by: LedgerFixture.moderator)
            let done = try await finish(batch, fixture)

            #expect(first.state == .unfinished)
            #expect(first.outcomes[.applied] == 64)
            #expect(done.state == .done)
            #expect(done.outcomes == [.applied: 70])
            #expect(try events("rejected", of: batch, fixture) == Array(1...70))
            #expect(try await status(later, fixture) == .awaitingApproval)
            #expect(try await fixture.ledger.rebuild().differences == 0)
            #expect(try await fixture.ledger.batch(batch).outcomes == [.applied: 70])
        }
    }

    @Test("A dry run counts, shows samples, says what would be refused, and keeps nothing")
    func dryRun() async throws {
        try await LedgerFixture.with { fixture in
            let held = try await fixture.submit("Tenu")
            _ = try await fixture.submit("Libre")
            _ = try await fixture.ledger.apply(
                .claimed(until: fixture.ledger.now.advanced(byMilliseconds: 60_000)), to: held, by: LedgerFixture.colleague)

            let seen = try await fixture.ledger.prepareBatch(
                .published, on: Selection(bill: "bill"), limit: 2, isDryRun: true, by: LedgerFixture.moderator)

            #expect(seen.number == nil)
            #expect(seen.members == 2)
            #expect(seen.byBill.map(\.count) == [2])
            #expect(seen.samples.map(\.excerpt) == ["Tenu", "Libre"])
            #expect(seen.expectedRefusals == 1)
            #expect(seen.refusals.map(\.cause) == [.claimed])
            #expect(try await fixture.ledger.batches(limit: 10).isEmpty)
        }
    }

    @Test("What changed since, is decided already or is held is refused by itself; a clock, a claim of one's own is no change")
    func refusesEach() async throws {
        try await LedgerFixture.with { fixture in
            var comments: [CommentNumber] = []
            for number in 1...5 { comments.append(try await fixture.submit("Avis \(number)")) }
            let batch = try await prepare(fixture)
            let lease = CommentAction.claimed(until: fixture.ledger.now.advanced(byMilliseconds: 600_000))
            _ = try await fixture.ledger.apply(.noteAdded(text: "Attendez."), to: comments[0], by: LedgerFixture.colleague)
            _ = try await fixture.ledger.apply(.published, to: comments[1], by: LedgerFixture.colleague)
            _ = try await fixture.ledger.apply(lease, to: comments[2], by: LedgerFixture.colleague)
            _ = try await fixture.ledger.apply(lease, to: comments[3], by: LedgerFixture.moderator)

            let done = try await finish(batch, fixture)

            #expect(done.outcomes == [.applied: 2, .refused: 3])
            #expect(done.refusals.map(\.cause) == [.changed, .changed, .claimed])
            #expect(done.refusals.map(\.comment) == Array(comments[0...2]))
            #expect(try events("published", of: batch, fixture) == [4, 5])
        }
    }

    @Test("Two who apply the same batch at once decide each comment once")
    func appliesOnce() async throws {
        try await LedgerFixture.with { fixture in
            for number in 1...200 { _ = try await fixture.submit("Avis \(number)") }
            let batch = try await prepare(fixture)

            async let one = finish(batch, fixture)
            async let other = finish(batch, fixture)
            _ = try await (one, other)

            #expect(try await fixture.ledger.batch(batch).outcomes == [.applied: 200])
            #expect(try events("published", of: batch, fixture) == Array(1...200))
        }
    }

    @Test("A batch goes on where it was when the file is opened again")
    func survives() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2023-01-06T10:00:00Z")
        let options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        try await LedgerFixture.run(options, clock) { fixture in
            try await fixture.ledger.add(LedgerFixture.bill(), by: LedgerFixture.administrator)
            for number in 1...100 { _ = try await fixture.submit("Avis \(number)") }
            let batch = try await prepare(fixture)
            _ = try await fixture.ledger.applyBatch(batch, by: LedgerFixture.moderator)
        }
        try await LedgerFixture.run(options, clock) { fixture in
            let batch = try #require(try await fixture.ledger.batches(limit: 1).first?.number)
            #expect(try await finish(batch, fixture).outcomes == [.applied: 100])
            #expect(try events("published", of: batch, fixture) == Array(1...100))
        }
    }

    @Test("Undo takes back what the batch decided, keeps what was decided since, and stops it")
    func undo() async throws {
        try await LedgerFixture.with(change: { $0.delivery.decisionGrace = 60_000 }) { fixture in
            var comments: [CommentNumber] = []
            for number in 1...80 { comments.append(try await fixture.submit("Avis \(number)")) }
            let batch = try await prepare(fixture)
            _ = try await fixture.ledger.applyBatch(batch, by: LedgerFixture.moderator)
            _ = try await fixture.ledger.apply(
                .unpublished(.offTopic, explanation: "Hors sujet."), to: comments[0], by: LedgerFixture.moderator)

            let undone = try await fixture.ledger.undoBatch(batch, by: LedgerFixture.moderator)

            #expect(undone.state == .stopped)
            #expect(undone.outcomes == [.pending: 16, .undone: 63, .kept: 1])
            #expect(try events("decision_undone", of: batch, fixture) == Array(2...64))
            #expect(try await status(comments[0], fixture) == .rejected)
            #expect(try await status(comments[1], fixture) == .awaitingApproval)
            await #expect(throws: Refusal.batchStopped(batch)) {
                _ = try await fixture.ledger.applyBatch(batch, by: LedgerFixture.moderator)
            }
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("Too many, none, and comments that don't exist are refused as a whole")
    func limits() async throws {
        try await LedgerFixture.with { fixture in
            for number in 1...3 { _ = try await fixture.submit("Avis \(number)") }
            await #expect(throws: Refusal.batchSize(3, limit: 2)) { _ = try await prepare(fixture, limit: 2) }
            await #expect(throws: Refusal.batchSize(0, limit: 1_000)) {
                _ = try await prepare(fixture, .published, Selection(bill: "other"))
            }
            await #expect(throws: Refusal.unknownComment) {
                _ = try await prepare(fixture, .published, Selection(comments: [CommentNumber(99)!]))
            }
        }
    }

    @Test("Selections are what a filter over all comments gives", arguments: [UInt64(1), 2, 3])
    func selections(seed: UInt64) async throws {
        try await LedgerFixture.with { fixture in
            var random = SplitMix64(seed: seed)
            var received: [CommentNumber: Instant] = [:]
            for number in 1...30 {
                let comment = try await fixture.submit("Avis \(number)")
                received[comment] = try await fixture.ledger.dossier(of: comment)?.comment.received
                fixture.clock.advance(seconds: Int64.random(in: 0...3, using: &random))
            }
            let times = received.values.sorted()
            for _ in 1...20 {
                let from = Bool.random(using: &random) ? times.randomElement(using: &random) : nil
                let before = Bool.random(using: &random) ? times.randomElement(using: &random) : nil
                let named = Bool.random(using: &random) ? received.keys.filter { $0.value % 3 == 0 }.sorted() : nil
                let selection = Selection(receivedFrom: from, receivedBefore: before, comments: named)
                let expected = received.filter { comment, at in
                    (from.map { at >= $0 } ?? true) && (before.map { at < $0 } ?? true) && (named?.contains(comment) ?? true)
                }.keys.sorted()

                let found = try await fixture.ledger.queue(selection, after: nil, limit: 100).map(\.comment.number)

                #expect(found.sorted() == expected, "seed \(seed)")
            }
        }
    }

    @Test("5,000 members: intake is answered meanwhile, each write within a few transactions", .timeLimit(.minutes(3)))
    func large() async throws {
        try await LedgerFixture.with { fixture in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<50 {
                    group.addTask { for number in 0..<100 { _ = try await fixture.submit("Avis \(lane)-\(number)") } }
                }
                try await group.waitForAll()
            }
            let batch = try await prepare(fixture, .published, Selection(), limit: 5_000)

            async let done = finish(batch, fixture)
            var waits: [Duration] = []
            let clock = ContinuousClock()
            while try await fixture.ledger.batch(batch).outcomes[.pending, default: 0] > 0 {
                waits.append(try await clock.measure { _ = try await fixture.submit("Pendant") })
            }
            let end = try await done

            #expect(end.outcomes == [.applied: 5_000])
            #expect(waits.count > 20)
            print("intake during a batch of 5,000: \(waits.count) writes, the slowest \(waits.max() ?? .zero)")
            #expect(try #require(waits.max()) < .seconds(5))
        }
    }
}

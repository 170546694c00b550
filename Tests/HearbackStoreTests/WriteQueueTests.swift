import Foundation
import GRDB
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackStore

@Suite("Group commit")
struct WriteQueueTests {
    @Test("The batch takes the oldest, in order, and refuses beyond its limit")
    func batch() {
        var batch = WriteBatch<Int>(waitingLimit: 3, batchLimit: 2)
        #expect((1...4).map { batch.submit($0) } == [.accepted(isFirst: true), .accepted(isFirst: false), .accepted(isFirst: false), .full])
        #expect(batch.take() == [1, 2])
        #expect(batch.submit(5) == .accepted(isFirst: false))
        batch.close()
        #expect(batch.submit(6) == .closed)
        #expect(batch.take() == [3, 5])
        #expect(batch.take().isEmpty)
        var emptied = WriteBatch<Int>(waitingLimit: 3, batchLimit: 2)
        _ = emptied.submit(1)
        _ = emptied.take()
        #expect(emptied.submit(2) == .accepted(isFirst: true), "an emptied queue wakes its writer again")
    }

    @Test("Many at once share transactions, and each gets its own answer")
    func sharing() async throws {
        try await LedgerFixture.with { fixture in
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
                for index in 0..<200 { group.addTask { try await fixture.submit("texte \(index)").value } }
                return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(numbers == Set(1...200))
        }
    }

    @Test("One bad write costs its neighbours nothing, and leaves no gap")
    func isolation() async throws {
        try await LedgerFixture.with { fixture in
            // One group: all three wait before the writer can take the first.
            let bad = LedgerFixture.submission(String(repeating: "x", count: 3))
            async let first = fixture.submit("un")
            async let second: Receipt? = try? fixture.ledger.submit(
                Submission(bill: "nix", language: .french, text: bad.text, submitter: bad.submitter))
            async let third = fixture.submit("trois")
            let outcome = (try await first.value, await second, try await third.value)
            #expect(outcome.1 == nil)
            #expect(Set([outcome.0, outcome.2]) == [1, 2])
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("A write that breaks half-way is undone whole")
    func savepoints() async throws {
        struct Broken: Error {}
        try await LedgerFixture.with { fixture in
            await #expect(throws: StoreError.self) {
                try await fixture.ledger.write { transaction -> Void in
                    _ = try transaction.append(
                        .bill("bill"), kind: "bill_closed", actor: .daemon, occurred: transaction.now,
                        recorded: transaction.now, provenance: .observed, details: ["reason": "voted"])
                    throw Broken()
                }
            }
            _ = try await fixture.submit()
            let sequences = try fixture.inspect { try Int64.fetchAll($0, sql: "SELECT sequence FROM event ORDER BY 1") }
            #expect(sequences == [1, 2])
        }
    }

    @Test("In one group, a write that breaks half-way costs its neighbours nothing")
    func halfWritten() async throws {
        struct Broken: Error {}
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2023-01-06T10:00:00Z")
        let ledger = try Ledger(LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock))
        // All wait before anybody writes: one group.
        async let added: Void = ledger.add(LedgerFixture.bill(), by: LedgerFixture.administrator)
        try await waitUntil("the bill waits") { ledger.queueDepth == 1 }
        async let first = ledger.submit(LedgerFixture.submission("un"))
        try await waitUntil("the first comment waits") { ledger.queueDepth == 2 }
        async let broken: Void? = try? ledger.write { transaction in
            _ = try transaction.append(
                .bill("bill"), kind: "bill_closed", actor: .daemon, occurred: transaction.now,
                recorded: transaction.now, provenance: .observed, details: ["reason": "voted"])
            throw Broken()
        }
        try await waitUntil("the broken write waits") { ledger.queueDepth == 3 }
        async let closed = ledger.close(bill: "bill", because: .windowClosed, by: LedgerFixture.administrator)
        try await waitUntil("the closure waits") { ledger.queueDepth == 4 }
        async let late: Receipt? = try? ledger.submit(LedgerFixture.submission("trop tard"))
        try await waitUntil("the late comment waits") { ledger.queueDepth == 5 }

        async let running: Void = ledger.run()
        try await added
        #expect(try await first.comment.value == 1)
        #expect(await broken == nil)
        #expect(try await closed == 0)
        #expect(await late == nil, "the bill was closed in the same group")
        let rebuild = try await ledger.rebuild()
        #expect(rebuild.events == 3 && rebuild.comments == 1 && rebuild.differences == 0)
        ledger.close()
        try await running
    }

    @Test("A caller who stops waiting does not stop the transaction of the others")
    func cancellation() async throws {
        try await LedgerFixture.with { fixture in
            let impatient = Task { try await fixture.submit("impatient") }
            impatient.cancel()
            let patient = try await fixture.submit("patient")
            _ = await impatient.result
            #expect(try await fixture.ledger.dossier(of: patient)?.text == "patient")
            let comments = try await fixture.ledger.totals().comments
            #expect(comments == 2)
        }
    }

    @Test("A full queue refuses at once instead of growing")
    func backPressure() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2023-01-06T10:00:00Z")
        var options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        options.queueLimit = 1
        // Nobody runs the queue yet: what is submitted waits.
        let ledger = try Ledger(options)
        async let waiting = ledger.totalsAfterAWrite()
        try await waitUntil("one write waits") { ledger.queueDepth == 1 }
        do {
            _ = try await ledger.totalsAfterAWrite()
            Issue.record("the second write was taken")
        } catch let error as StoreError {
            #expect(error.code == .queueFull)
        }
        async let running: Void = ledger.run()
        #expect(try await waiting == 0)
        ledger.close()
        try await running
        await #expect(throws: StoreError.self) { try await ledger.totalsAfterAWrite() }
    }
}

extension Ledger {
    fileprivate func totalsAfterAWrite() async throws -> Int64 {
        try await write { $0.counters.lastSequence }
    }
}

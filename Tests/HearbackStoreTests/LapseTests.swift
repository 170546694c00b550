import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Lapsing with the bill")
struct LapseTests {
    private func status(_ fixture: LedgerFixture, _ number: CommentNumber) async throws -> CommentStatus? {
        try await fixture.ledger.dossier(of: number)?.comment.state.status
    }

    @Test("All that waits lapses, in steps, clarifications too, and each submitter is told, once")
    func told() async throws {
        try await LedgerFixture.with { fixture in
            let endpoint = try await fixture.endpoint()
            let numbers = try await fixture.submit(1_100, endpoint: endpoint)
            try await fixture.act(.clarificationAsked(question: "?"), on: numbers[7])
            try await fixture.act(.published, on: numbers[8])
            let lapsed = try await fixture.ledger.close(bill: "bill", because: .voted, by: LedgerFixture.administrator)
            #expect(lapsed == 1_099)
            #expect(try await status(fixture, numbers[7]) == .lapsed)
            #expect(try await fixture.ledger.waitingCount(Selection()) == 0)
            #expect(try await fixture.ledger.lapseClosed() == 0)
            let messages = try await fixture.ledger.deliveries(comment: nil, endpoint: endpoint, state: nil, limit: 5_000)
            let told = messages.filter { $0.type == "comment.lapsed" }
            #expect(told.count == 1_099 && Set(told.map(\.comment)).count == 1_099)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("A closing that was broken off is made up for, with the instant of the vote")
    func brokenOff() async throws {
        try await LedgerFixture.with { fixture in
            let numbers = try await fixture.submit(20, endpoint: try await fixture.endpoint())
            let closed = fixture.clock.now
            let closing = Task {
                try await fixture.ledger.close(bill: "bill", because: .voted, by: LedgerFixture.administrator)
            }
            closing.cancel()
            let before = (try? await closing.value) ?? 0
            fixture.clock.advance(seconds: 3_600)
            #expect(try await before + fixture.ledger.lapseClosed() == 20)
            for number in numbers {
                let event = try #require(try await fixture.ledger.dossier(of: number)?.events.last)
                #expect(event.kind == .lapsed && event.occurred == closed)
            }
        }
    }

    @Test("What comes to a voted bill undecided lapses too: by an import at its receipt, by an appeal when it was made")
    func later() async throws {
        try await LedgerFixture.with { fixture in
            let rejected = try await fixture.submit()
            try await fixture.act(.rejected(.spam, explanation: "x"), on: rejected)
            fixture.clock.advance(seconds: 60)
            let closed = fixture.clock.now
            _ = try await fixture.ledger.close(bill: "bill", because: .withdrawn, by: LedgerFixture.administrator)
            fixture.clock.advance(seconds: 60)
            let imported = try await fixture.take("x", received: "2022-12-24T10:00:00Z")
            try await fixture.act(.appealed(grounds: "y"), on: rejected)
            let appealed = fixture.clock.now
            // Nobody decides it any more, though it has not lapsed yet.
            await #expect {
                try await fixture.act(.published, on: imported)
            } throws: { error in
                guard case Refusal.illegal(let illegal) = error else { return false }
                return illegal.status == .lapsed
            }
            fixture.clock.advance(seconds: 60)
            #expect(try await fixture.ledger.lapseClosed() == 2)
            for (number, at) in [(imported, closed), (rejected, appealed)] {
                let event = try #require(try await fixture.ledger.dossier(of: number)?.events.last)
                #expect(event.kind == .lapsed && event.occurred == at && event.details.reason == "bill_withdrawn")
            }
            #expect(try await fixture.ledger.lapseClosed() == 0)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("A vote that has passed is a finding until somebody says what became of the bill; nothing lapses by the day alone")
    func pastVote() async throws {
        try await LedgerFixture.with { fixture in
            var bill = LedgerFixture.bill("other")
            bill.vote = fixture.clock.now
            try await fixture.ledger.add(bill, by: LedgerFixture.administrator)
            let before = fixture.clock.now.advanced(byMilliseconds: -1)
            func isPast(_ instant: Instant) async throws -> Bool? {
                try await fixture.ledger.bill("other")?.isPastVote(at: instant)
            }
            #expect(try await isPast(before) == false)
            #expect(try await isPast(fixture.clock.now) == true)
            #expect(try await fixture.ledger.lapseClosed() == 0)
            _ = try await fixture.ledger.close(bill: "other", because: .windowClosed, by: LedgerFixture.administrator)
            #expect(try await isPast(fixture.clock.now) == true)
            _ = try await fixture.ledger.close(bill: "other", because: .voted, by: LedgerFixture.administrator)
            #expect(try await isPast(fixture.clock.now) == false)
            #expect(try await fixture.ledger.bill("bill")?.isPastVote(at: fixture.clock.now) == false)
        }
    }
}

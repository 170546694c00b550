import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Moderators who meet at one comment")
struct CollisionTests {
    private static let amina = LedgerFixture.moderator
    private static let brahim = LedgerFixture.colleague
    private static let lease: Int64 = 900_000

    private func kinds(_ fixture: LedgerFixture, _ number: CommentNumber) async throws -> [CommentEventKind] {
        try #require(try await fixture.ledger.dossier(of: number)).events.map(\.kind)
    }

    private func refusal(_ work: () async throws -> CommentRecord) async throws -> Refusal? {
        do {
            _ = try await work()
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test("A screen that renews its claim every minute for an hour leaves eight events, and never loses the comment")
    func renewal() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            for _ in 0..<60 {
                let record = try await fixture.ledger.claim(number, by: Self.amina, forMilliseconds: Self.lease)
                let claim = try #require(record.state.claim)
                #expect(claim.until.milliseconds(since: fixture.clock.now) > Self.lease / 2)
                fixture.clock.advance(seconds: 60)
            }
            #expect(try await kinds(fixture, number) == [.received] + Array(repeating: .claimed, count: 8))
            let next = try await fixture.ledger.claimNext(
                by: "amina", forMilliseconds: Self.lease)
            #expect(next.number == number)
        }
    }

    @Test("Asking for the next one again gives the same comment without a new event")
    func sameNext() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            for _ in 0..<5 {
                let next = try await fixture.ledger.claimNext(
                    by: "amina", forMilliseconds: Self.lease)
                #expect(next.number == number)
            }
            #expect(try await kinds(fixture, number) == [.received, .claimed])
        }
    }

    @Test("A takeover is recorded with its former holder, who is told at the next decision, also after the comment is decided")
    func takeover() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            _ = try await fixture.ledger.claim(number, by: Self.amina, forMilliseconds: Self.lease)
            let plain = try await refusal {
                try await fixture.ledger.claim(number, by: Self.brahim, forMilliseconds: Self.lease)
            }
            guard case .illegal(let illegal) = plain else { throw FixtureError("\(String(describing: plain))") }
            #expect(illegal.cause == .claimed(by: "amina", until: fixture.clock.now.advanced(byMilliseconds: Self.lease)))

            fixture.clock.advance(seconds: 10)
            let taken = fixture.clock.now
            _ = try await fixture.ledger.claim(
                number, by: Self.brahim, forMilliseconds: Self.lease, takingOver: true)
            let event = try #require(try await fixture.ledger.dossier(of: number)?.events.last)
            #expect(event.kind == .claimed && event.actor == Self.brahim && event.details.takenFrom == "amina")

            for decision in [CommentAction.published, .rejected(.spam, explanation: "x"), .released] {
                let refused = try await refusal { try await fixture.ledger.apply(decision, to: number, by: Self.amina) }
                guard case .takenOver(_, by: "brahim", at: taken) = refused else {
                    throw FixtureError("\(decision.kind): \(String(describing: refused))")
                }
            }
            _ = try await fixture.ledger.apply(.published, to: number, by: Self.brahim)
            let late = try await refusal { try await fixture.ledger.apply(.published, to: number, by: Self.amina) }
            guard case .takenOver(let cause, by: "brahim", at: taken) = late else {
                throw FixtureError("\(String(describing: late))")
            }
            #expect(cause.cause == .status)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("Who claims again after a takeover is not told of the former one for ever")
    func claimedAgain() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            for (actor, over) in [(Self.amina, false), (Self.brahim, true), (Self.amina, true)] {
                _ = try await fixture.ledger.claim(number, by: actor, forMilliseconds: Self.lease, takingOver: over)
            }
            let illegal = try await refusal {
                try await fixture.ledger.apply(.answered(text: "x"), to: number, by: LedgerFixture.responder)
            }
            guard case .illegal = illegal else { throw FixtureError("\(String(describing: illegal))") }
            _ = try await fixture.ledger.apply(.published, to: number, by: Self.amina)
            let again = try await refusal { try await fixture.ledger.apply(.published, to: number, by: Self.amina) }
            guard case .illegal = again else { throw FixtureError("\(String(describing: again))") }
        }
    }

    @Test("A decision by a revision after which something happened is refused with every event since")
    func changed() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            _ = try await fixture.ledger.claim(number, by: Self.amina, forMilliseconds: Self.lease)
            _ = try await fixture.ledger.apply(.noteAdded(text: "voir"), to: number, by: Self.brahim)
            _ = try await fixture.ledger.apply(.flagged(ScreeningResult(findings: [ScreeningFinding(.links, code: "url", span: TextSpan(2, 9)!)])), to: number, by: .daemon)
            let refused = try await refusal {
                try await fixture.ledger.apply(.published, to: number, by: Self.amina, expecting: 1)
            }
            guard case .changed(let changes) = refused else { throw FixtureError("\(String(describing: refused))") }
            #expect(changes.expected == 1 && changes.revision == 4)
            #expect(changes.events.map(\.revision) == [2, 3, 4])
            #expect(changes.events.map(\.event.kind) == [.claimed, .noteAdded, .flagged])
            #expect(changes.events.map(\.event.actor) == [Self.amina, Self.brahim, .daemon])
            #expect(try await kinds(fixture, number).count == 4, "a refusal leaves no event")
            _ = try await fixture.ledger.apply(.published, to: number, by: Self.amina, expecting: 4)
        }
    }

    @Test("One's own claims, and what the daemon notes down, do not stand in the way of a decision")
    func noNews() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            _ = try await fixture.ledger.claim(number, by: Self.amina, forMilliseconds: Self.lease)
            _ = try await fixture.ledger.apply(
                .notified(Notice(message: "msg_1", type: "comment.received")), to: number, by: .daemon)
            let theirs = try await refusal {
                try await fixture.ledger.apply(.noteAdded(text: "x"), to: number, by: Self.brahim, expecting: 1)
            }
            guard case .changed = theirs else { throw FixtureError("a colleague's claim is news") }
            _ = try await fixture.ledger.apply(.published, to: number, by: Self.amina, expecting: 1)
        }
    }

    @Test("A revision that never was is refused", arguments: [0, -1, 2, .max, .min])
    func unknownRevision(revision: Int) async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            let refused = try await refusal {
                try await fixture.ledger.apply(.published, to: number, by: Self.amina, expecting: revision)
            }
            guard case .changed(let changes) = refused else { throw FixtureError("\(String(describing: refused))") }
            #expect(changes.events.isEmpty && changes.revision == 1)
        }
    }

    @Test("Of many decisions by one revision at the same time one is taken: the check is in the transaction")
    func atOnce() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        do {
                            let note = CommentAction.noteAdded(text: "note \(index)")
                            _ = try await fixture.ledger.apply(note, to: number, by: Self.amina, expecting: 1)
                            return true
                        } catch Refusal.changed {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
            #expect(try await kinds(fixture, number) == [.received, .noteAdded])
        }
    }
}

import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Decisions taken back in a real file")
struct UndoTests {
    private let amina = Actor(.moderator, "amina")
    private let rejection = CommentAction.rejected(.spam, explanation: "publicité")

    private func with(_ body: @Sendable @escaping (LedgerFixture, CommentNumber) async throws -> Void) async throws {
        try await LedgerFixture.with(change: { $0.delivery.decisionGrace = 60_000 }) { fixture in
            let number = try #require(try await fixture.submit(1, endpoint: try await fixture.endpoint()).first)
            _ = try await fixture.deliver(until: fixture.clock.now) { _ in .delivered }
            try await body(fixture, number)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    /// What was told, in its order.
    private func told(_ fixture: LedgerFixture, within seconds: Int64) async throws -> [String] {
        try await fixture.deliver(until: fixture.clock.now.advanced(byMilliseconds: seconds * 1_000)) { _ in .delivered }
            .map(\.message.type)
    }

    @Test("Within the grace period nothing is told, neither of the decision nor of its undoing; the next one is told once")
    func unseen() async throws {
        try await with { fixture, number in
            for decision in [.published, rejection, .clarificationAsked(question: "?")] {
                _ = try await fixture.ledger.apply(decision, to: number, by: amina)
                fixture.clock.advance(seconds: 59)
                #expect(try await told(fixture, within: 0).isEmpty)
                let undone = try await fixture.ledger.undoDecision(on: number, by: amina)
                #expect(undone.state.status == .awaitingApproval)
                #expect(try await told(fixture, within: 3_600).isEmpty)
            }
            _ = try await fixture.ledger.apply(.published, to: number, by: amina)
            #expect(try await told(fixture, within: 60) == ["comment.published"])
        }
    }

    @Test("Later the undoing of a rejection is told too; a publication stays, or is unpublished with a reason")
    func announced() async throws {
        try await with { fixture, number in
            _ = try await fixture.ledger.apply(rejection, to: number, by: amina)
            #expect(try await told(fixture, within: 60) == ["comment.rejected"])
            _ = try await fixture.ledger.undoDecision(on: number, by: amina)
            #expect(try await told(fixture, within: 0) == ["comment.decision_undone"])
            _ = try await fixture.ledger.apply(.published, to: number, by: amina)
            fixture.clock.advance(seconds: 60)
            await #expect(throws: Refusal.self) { try await fixture.ledger.undoDecision(on: number, by: amina) }
        }
    }

    @Test("A notice that is under way can't be called back: then the undoing is told, and nothing is cancelled")
    func underWay() async throws {
        try await LedgerFixture.with { fixture in
            let number = try #require(try await fixture.submit(1, endpoint: try await fixture.endpoint()).first)
            _ = try await fixture.deliver(until: fixture.clock.now) { _ in .delivered }
            _ = try await fixture.ledger.apply(rejection, to: number, by: amina)
            let leased = try await fixture.ledger.claimDue(atMost: 1)
            #expect(leased.map(\.type) == ["comment.rejected"])
            _ = try await fixture.ledger.undoDecision(on: number, by: amina)
            _ = try await fixture.record(leased.map { fixture.result(of: $0, .delivered) })
            #expect(try await told(fixture, within: 0) == ["comment.decision_undone"])
            #expect(try await fixture.ledger.deliveryCounts()["cancelled"] == nil)
        }
    }

    @Test("Two undo at once: one does, the other is told that there is nothing left")
    func race() async throws {
        try await with { fixture, number in
            _ = try await fixture.ledger.apply(.published, to: number, by: amina)
            async let first = try? fixture.ledger.undoDecision(on: number, by: amina)
            async let second = try? fixture.ledger.undoDecision(on: number, by: Actor(.administrator, "root"))
            let both = await [first, second]
            #expect(both.compactMap(\.self).count == 1)
        }
    }

    @Test("What a refused undo finds is left as it is")
    func refused() async throws {
        try await with { fixture, number in
            await #expect(throws: Refusal.self) { try await fixture.ledger.undoDecision(on: number, by: amina) }
            _ = try await fixture.ledger.apply(.published, to: number, by: amina)
            await #expect(throws: Refusal.self) {
                try await fixture.ledger.undoDecision(on: number, by: Actor(.moderator, "brahim"))
            }
            #expect(try await told(fixture, within: 60) == ["comment.published"])
        }
    }
}

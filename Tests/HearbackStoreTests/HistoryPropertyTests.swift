import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Random histories in a real file")
struct HistoryPropertyTests {
    private static let actions: [CommentAction] = [
        .released, .clarificationAsked(question: "Quel article ?"), .clarificationReceived(reply: "2"),
        .clarificationExpired, .published, .rejected(.spam, explanation: "publicité"), .appealed(grounds: "non"),
        .withdrawn, .lapsed(.billVoted), .unpublished(.abusive, explanation: "injures"), .answered(text: "Merci"),
        .answerAmended(text: "Merci bien"), .outcomeRecorded(Outcome(.noted, reason: "pris note")),
        .flagged(ScreeningResult(findings: [ScreeningFinding(.links, code: "url", span: TextSpan(2, 9)!)])), .noteAdded(text: "note"), .redacted(Redaction(spans: [TextSpan(0, 3)!], reason: .personalData, text: "…")), .erased(), .originalRead,
        .targetMissed(MissedTarget(.firstAction, due: "2023-01-13")),
        .targetMissed(MissedTarget(.decision, due: "2023-02-03")), .targetMissed(MissedTarget(.answer, due: "2023-03-31")),
        .dueReckoned(ReckonedDue("2023-02-06", before: "2023-02-03", calendar: "MA 2", isProvisional: false)),
    ]

    @Test("The stored state is what the events amount to, and a rebuild changes nothing", arguments: UInt64(1)...12)
    func replay(seed: UInt64) async throws {
        try await LedgerFixture.with { fixture in
            var random = SplitMix64(seed: seed)
            var model: [CommentNumber: CommentState] = [:]
            for _ in 0..<6 { model[try await fixture.submit()] = .received }
            let numbers = model.keys.sorted()
            for _ in 0..<150 {
                fixture.clock.advance(seconds: Int64.random(in: 0...600, using: &random))
                let number = try #require(numbers.randomElement(using: &random))
                var action = try #require(Self.actions.randomElement(using: &random))
                if Int.random(in: 0..<6, using: &random) == 0 {
                    let former = Bool.random(using: &random) ? "amina" : nil
                    action = .claimed(until: fixture.clock.now.advanced(byMilliseconds: 900_000), takenFrom: former)
                }
                let actor = Self.actor(for: action, &random)
                var expected = try #require(model[number])
                if Int.random(in: 0..<5, using: &random) == 0 {
                    try await Self.undo(number, in: fixture, &model, &random)
                    continue
                }
                let isLegal = (try? expected.apply(action, by: actor, at: fixture.clock.now)) != nil
                do {
                    let record = try await fixture.ledger.apply(action, to: number, by: actor)
                    #expect(isLegal, "\(action.kind) was taken")
                    #expect(record.state == expected)
                    model[number] = expected
                } catch is Refusal {
                    #expect(!isLegal, "\(action.kind) was refused")
                }
            }
            for number in numbers {
                #expect(try await fixture.ledger.dossier(of: number)?.comment.state == model[number])
            }
            try await Self.compareTallies(fixture.ledger, model)
            try fixture.checkFigures("seed \(seed)")
            let rebuild = try await fixture.ledger.rebuild()
            #expect(rebuild.differences == 0)
            #expect(rebuild.comments == 6)
            try await Self.compareTallies(fixture.ledger, model)
            try fixture.checkFigures("seed \(seed)")
        }
    }

    /// What the store makes of the comment's history is what the events before the decision amount to.
    private static func undo(
        _ number: CommentNumber, in fixture: LedgerFixture, _ model: inout [CommentNumber: CommentState],
        _ random: inout SplitMix64
    ) async throws {
        let name = try #require(["amina", "brahim"].randomElement(using: &random))
        let before = try #require(model[number])
        do {
            let state = try await fixture.ledger.undoDecision(on: number, by: Actor(.moderator, name)).state
            #expect(state.status == .awaitingApproval && state.claim == nil && state.revision == before.revision + 1)
            #expect([.published, .rejected, .awaitingClarification].contains(before.status))
            model[number] = state
        } catch is Refusal {
            let after = try await fixture.ledger.dossier(of: number)?.comment.state
            #expect(after == before)
        }
    }

    private static func actor(for action: CommentAction, _ random: inout SplitMix64) -> Actor {
        let role = Role.allCases.first { action.kind.actors.contains($0) } ?? .daemon
        let name = ["amina", "brahim"].randomElement(using: &random)
        return role == .submitter || role == .daemon ? Actor(role) : Actor(role, name)
    }

    private static func compareTallies(_ ledger: Ledger, _ model: [CommentNumber: CommentState]) async throws {
        let expected = Dictionary(grouping: model.values, by: \.status).mapValues(\.count)
        let counts = try #require(try await ledger.bill("bill")).counts.filter { $0.value > 0 }
        #expect(counts == expected)
    }

    @Test("A derived row that was changed by hand is found and mended by the rebuild")
    func tampering() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            try fixture.inspect { db in
                try db.execute(sql: "UPDATE comment SET status = 'published', revision = 2 WHERE number = ?", arguments: [number.value])
            }
            #expect(try await fixture.ledger.rebuild().differences == 1)
            #expect(try await fixture.ledger.dossier(of: number)?.comment.state == .received)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }
}

import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTime
import Testing

/// A second account of what a comment has missed: from its other events and the calendar alone, by the words of the
/// documentation. It does not know when the daemon looked.
private struct Judge {
    let policy: ResponsePolicy
    let calendar: WorkingCalendar
    let zone: Zone

    func missed(_ events: [CommentEvent], at now: Instant) -> Set<String> {
        guard let received = events.first?.occurred else { return [] }
        let life = events.filter { $0.kind != .targetMissed }
        let waits: [(TargetClock, Int, (Instant) -> Bool)] = [
            (.firstAction, policy.firstActionDays, { moment in
                !life.contains { Self.acts.contains($0.kind) && $0.occurred < moment }
            }),
            (.decision, policy.decisionDays, { moment in
                !life.contains { Self.decisions.contains($0.kind) && $0.occurred < moment }
            }),
            (.answer, policy.answerDays, { awaitsAnswer(life, from: $0) }),
        ]
        var missed: Set<String> = []
        for (clock, days, isOpen) in waits {
            let due = calendar.due(zone.civilDate(at: received), days)
            let moment = zone.start(of: due.adding(days: 1))
            if moment <= now, isOpen(moment) { missed.insert("\(clock.rawValue) \(due) \(moment.rfc3339)") }
        }
        return missed
    }

    private static let acts: Set<CommentEventKind> = [
        .claimed, .released, .clarificationAsked, .published, .rejected, .withdrawn, .lapsed,
    ]
    private static let decisions: Set<CommentEventKind> = [.published, .rejected, .withdrawn, .lapsed]

    /// Whether at the moment, or at a time after it, the comment was public or lapsed without an answer.
    private func awaitsAnswer(_ life: [CommentEvent], from moment: Instant) -> Bool {
        var status = CommentStatus.awaitingApproval
        var isAnswered = false
        for (index, event) in life.enumerated().dropFirst() {
            status = status.after(event.kind) ?? status
            isAnswered = isAnswered || event.kind == .answered
            let end = index + 1 < life.count ? life[index + 1].occurred : Instant(milliseconds: .max)
            // What ends it at the moment's own instant comes too late.
            if [.published, .lapsed].contains(status), !isAnswered, end >= moment { return true }
        }
        return false
    }
}

extension WorkingCalendar {
    fileprivate func due(_ day: CivilDate, _ days: Int) -> CivilDate {
        var (date, left) = (day, days)
        while left > 0 {
            date = date.adding(days: 1)
            if isWorkingDay(date) { left -= 1 }
        }
        return date
    }
}

@Suite("Missed targets, random lives")
struct TargetPropertyTests {
    private static let actions: [CommentAction] = [
        .released, .clarificationAsked(question: "?"), .clarificationReceived(reply: "2"), .published,
        .rejected(.spam, explanation: "x"), .appealed(grounds: "x"), .withdrawn, .lapsed(.billVoted),
        .unpublished(.abusive, explanation: "x"), .answered(text: "x"), .noteAdded(text: "x"),
        .outcomeRecorded(Outcome(.noted, reason: "x")), .flagged(ScreeningResult(findings: [ScreeningFinding(.links, code: "url", span: TextSpan(2, 9)!)])),
    ]

    @Test("The record is what the life and the calendar say, however rarely the daemon looks", arguments: UInt64(1)...16)
    func record(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        func days() -> Int { Int.random(in: 1...8, using: &random) }
        let policy = ResponsePolicy(firstActionDays: days(), decisionDays: days(), answerDays: days())
        let calendar = try Casablanca.calendar(off: ["2026-09-22", "2026-09-30"])
        let judge = Judge(policy: policy, calendar: calendar, zone: try Casablanca.zone())
        let later = random
        try await LedgerFixture.with(policy, calendar, from: "2026-09-15T09:00:00Z") { fixture in
            var random = later
            var numbers: [CommentNumber] = []
            for _ in 0..<120 {
                fixture.clock.advance(seconds: Int64.random(in: 0...36_000, using: &random))
                if numbers.count < 8 { numbers.append(try await fixture.submit()) }
                if Int.random(in: 0..<8, using: &random) == 0 { _ = try await fixture.look() }
                var action = try #require(Self.actions.randomElement(using: &random))
                if Int.random(in: 0..<8, using: &random) == 0 { action = .claimed(until: fixture.hours(1)) }
                let number = try #require(numbers.randomElement(using: &random))
                do {
                    try await fixture.act(action, on: number)
                } catch is Refusal {}
            }
            _ = try await fixture.look()
            for number in numbers {
                let events = try #require(try await fixture.ledger.dossier(of: number)).events
                let missed = try await fixture.missed(number)
                let place = Comment(rawValue: "seed \(seed), \(number.id): \(events.map { "\($0.kind) \($0.occurred.rfc3339)" })")
                #expect(Set(missed) == judge.missed(events, at: fixture.clock.now), place)
                #expect(Set(missed).count == missed.count, place)
            }
            #expect(try await fixture.ledger.rebuild().differences == 0, "seed \(seed)")
        }
    }
}

import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("Missed targets in the ledger")
struct MissedTargetTests {
    /// First action in 2, decision in 4, answer in 6 working days.
    private static let policy = ResponsePolicy(firstActionDays: 2, decisionDays: 4, answerDays: 6)

    /// Received on Wednesday 2026-09-16 at ten in Casablanca; the weekend in the test's calendar is Friday and Saturday,
    /// so that 2026-09-20, the day of 25 hours, is a working day.
    @Test("The moment is the beginning of the local day after, on the day of 25 hours too, whenever the daemon looks")
    func longDay() async throws {
        let calendar = try Casablanca.calendar(weekend: [.friday, .saturday])
        for look in ["2026-09-21T00:00:00.000Z", "2026-09-21T07:30:00.000Z"] {
            try await LedgerFixture.with(Self.policy, calendar, from: "2026-09-16T09:00:00Z") { fixture in
                let number = try await fixture.submit()
                for early in ["2026-09-20T22:59:59.999Z", "2026-09-20T23:00:00.000Z", "2026-09-20T23:59:59.999Z"] {
                    fixture.move(to: early)
                    #expect(try await fixture.look() == 0, "\(early)")
                }
                fixture.move(to: look)
                #expect(try await fixture.look() == 1)
                #expect(try await fixture.missed(number) == ["first_action 2026-09-20 2026-09-21T00:00:00.000Z"])
                let event = try #require(try await fixture.ledger.dossier(of: number)?.events.last)
                #expect(event.recorded.rfc3339 == look && event.actor == .daemon && event.provenance == .observed)
            }
        }
    }

    @Test("Before the change of 2026-09-20 the local day begins at 23:00 UTC")
    func beforeTheChange() async throws {
        try await LedgerFixture.with(Self.policy, try Casablanca.calendar(), from: "2026-09-15T09:00:00Z") { fixture in
            let number = try await fixture.submit()
            fixture.move(to: "2026-09-17T22:59:59.999Z")
            #expect(try await fixture.look() == 0)
            fixture.move(to: "2026-09-17T23:00:00.000Z")
            #expect(try await fixture.look() == 1)
            #expect(try await fixture.missed(number) == ["first_action 2026-09-17 2026-09-17T23:00:00.000Z"])
        }
    }

    @Test("Each target once: looked for again, after a restart, after a rebuild")
    func once() async throws {
        let calendar = try Casablanca.calendar()
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2026-10-05T09:00:00Z")
        var options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        try Casablanca.apply(calendar, to: &options)
        let expected = [
            "first_action 2026-10-07 2026-10-08T00:00:00.000Z", "decision 2026-10-09 2026-10-10T00:00:00.000Z",
        ]
        try await LedgerFixture.run(options, clock) { fixture in
            var bill = LedgerFixture.bill()
            bill.policy = Self.policy
            try await fixture.ledger.add(bill, by: LedgerFixture.administrator)
            _ = try await fixture.submit()
            fixture.move(to: "2026-10-20T09:00:00Z")
            #expect(try await fixture.look() == 1, "one comment, two targets")
            #expect(try await fixture.look() == 0)
        }
        try await LedgerFixture.run(options, clock) { fixture in
            let number = try #require(CommentNumber(1))
            #expect(try await fixture.look() == 0)
            #expect(try await fixture.ledger.rebuild().differences == 0)
            #expect(try await fixture.look() == 0)
            #expect(try await fixture.missed(number) == expected)
            try fixture.inspect { try $0.execute(sql: "UPDATE comment SET open_targets = 7, watch_days = 3") }
            #expect(try await fixture.ledger.rebuild().differences == 1)
            #expect(try await fixture.look() == 0)
        }
    }

    @Test("What a moderator does after the moment comes after the event, though the daemon had not looked yet")
    func race() async throws {
        try await LedgerFixture.with(Self.policy, try Casablanca.calendar(), from: "2026-10-05T09:00:00Z") { fixture in
            let late = try await fixture.submit()
            let punctual = try await fixture.submit()
            fixture.move(to: "2026-10-07T23:59:59.999Z")
            try await fixture.act(.claimed(until: fixture.hours(1)), on: punctual)
            fixture.move(to: "2026-10-08T00:00:00.001Z")
            try await fixture.act(.claimed(until: fixture.hours(1)), on: late)
            let events = try #require(try await fixture.ledger.dossier(of: late)).events
            #expect(events.map(\.kind) == [.received, .targetMissed, .claimed])
            #expect(try await fixture.look() == 0)
            #expect(try await fixture.missed(punctual) == [])
            // A refused action leaves no trace, and the look finds what was missed.
            fixture.move(to: "2026-10-12T09:00:00Z")
            await #expect(throws: Refusal.self) { try await fixture.act(.answered(text: "x"), on: late) }
            #expect(try await fixture.look() == 2)
        }
    }

    @Test("An answer is awaited of what is public or lapsed; an outcome is none; what is published late is late at once")
    func answers() async throws {
        try await LedgerFixture.with(Self.policy, try Casablanca.calendar(), from: "2026-10-05T09:00:00Z") { fixture in
            var numbers: [CommentNumber] = []
            for _ in 0..<6 { numbers.append(try await fixture.submit()) }
            for number in numbers.prefix(4) { try await fixture.act(.published, on: number) }
            try await fixture.act(.answered(text: "x"), on: numbers[0])
            try await fixture.act(.outcomeRecorded(Outcome(.noted, reason: "x")), on: numbers[1])
            try await fixture.act(.withdrawn, on: numbers[2])
            try await fixture.act(.unpublished(.other, explanation: "x"), on: numbers[3])
            try await fixture.act(.lapsed(.billVoted), on: numbers[4])
            fixture.move(to: "2026-10-20T09:00:00Z")
            #expect(try await fixture.look() == 3)
            let answer = ["answer 2026-10-13 2026-10-14T00:00:00.000Z"]
            var missed: [[String]] = []
            for number in numbers { missed.append(try await fixture.missed(number)) }
            #expect(missed[0] == [] && missed[2] == [] && missed[3] == [])
            #expect(missed[1] == answer && missed[4] == answer)
            #expect(missed[5].map { $0.prefix(8) } == ["first_ac", "decision"])
            try await fixture.act(.published, on: numbers[5])
            #expect(try await fixture.look() == 1)
            #expect(try await fixture.missed(numbers[5]).last == answer[0])
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("Only the decision's is told, once, to who is told of the comment, and not where the setting is off or all is erased",
        arguments: [true, false])
    func notice(tells: Bool) async throws {
        try await LedgerFixture.with(
            Self.policy, try Casablanca.calendar(), from: "2026-10-05T09:00:00Z",
            change: { $0.delivery.tellsOverdue = tells }
        ) { fixture in
            let number = try await fixture.submit(endpoint: try await fixture.endpoint())
            let erased = try await fixture.submit(endpoint: try await fixture.endpoint())
            _ = try await fixture.ledger.apply(.erased(), to: erased, by: LedgerFixture.administrator)
            fixture.move(to: "2026-10-20T09:00:00Z")
            #expect(try await fixture.look() == 2)
            let sent = try await fixture.deliver(until: fixture.clock.now) { _ in .delivered }
            let overdue = try sent.filter { try fixture.body($0.message)["type"] as? String == "comment.overdue" }
            #expect(overdue.count == (tells ? 1 : 0))
            #expect(try await fixture.missed(erased).count == 2, "the timing skeleton stays")
            guard let message = overdue.first?.message else { return }
            let body = try fixture.body(message)
            let data = try #require(body["data"] as? [String: Any])
            #expect(body["timestamp"] as? String == "2026-10-10T00:00:00.000Z")
            #expect(data["comment_id"] as? String == number.id && data["decision_due"] as? String == "2026-10-09")
            #expect(data["days_waiting"] as? Int == 5 && data["state"] as? String == "awaiting_approval")
            #expect(try await fixture.look() == 0)
        }
    }

    @Test("An import brings no breach of the time before it, and may miss what is due after it")
    func imports() async throws {
        try await LedgerFixture.with(Self.policy, try Casablanca.calendar(), from: "2026-10-08T09:00:00Z") { fixture in
            let old = try await fixture.take("old", received: "2023-01-06T12:00:00Z")
            let recent = try await fixture.take("recent", received: "2026-10-05T09:00:00Z")
            #expect(try await fixture.look() == 0)
            let details = try #require(try await fixture.ledger.dossier(of: old)?.events.first?.details.submission)
            #expect(details.dueBeforeImport == [.firstAction, .decision, .answer])
            fixture.move(to: "2026-10-20T09:00:00Z")
            #expect(try await fixture.look() == 1)
            #expect(try await fixture.missed(old) == [])
            // Its first action was due on the 7th, before the import.
            #expect(try await fixture.missed(recent) == ["decision 2026-10-09 2026-10-10T00:00:00.000Z"])
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("A comment keeps the policy of its receipt, for its targets and for its clarification")
    func policyAtReceipt() async throws {
        try await LedgerFixture.with(Self.policy, try Casablanca.calendar(), from: "2026-10-05T09:00:00Z") { fixture in
            let before = try await fixture.submit()
            var change = PolicyChange()
            (change.firstActionDays, change.decisionDays, change.clarificationDays) = (1, 2, 1)
            (change.basis, change.citation) = (.law, "law 1")
            let policy = try await fixture.ledger.changePolicy(of: "bill", by: change, actor: LedgerFixture.administrator)
            #expect(policy.version == 2)
            let after = try await fixture.submit()
            fixture.move(to: "2026-10-07T09:00:00Z")
            #expect(try await fixture.look() == 1)
            #expect(try await fixture.missed(before) == [])
            #expect(try await fixture.missed(after) == ["first_action 2026-10-06 2026-10-07T00:00:00.000Z"])
            let dossiers = [try await fixture.ledger.dossier(of: before), try await fixture.ledger.dossier(of: after)]
            #expect(dossiers.map { $0?.comment.decisionDue } == ["2026-10-09", "2026-10-07"])
            #expect(dossiers.map { $0?.policy.basis } == [.target, .law])
            for number in [before, after] { try await fixture.act(.clarificationAsked(question: "?"), on: number) }
            fixture.move(to: "2026-10-08T09:00:00Z")
            #expect(try await fixture.ledger.expireClarifications() == 1, "one day for the second, fourteen for the first")
            #expect(try await fixture.ledger.bill("bill")?.bill.policy == policy)
            #expect(try await fixture.ledger.rebuild().differences == 0)
            #expect(try await fixture.ledger.bill("bill")?.bill.policy == policy)
        }
    }

    @Test("A day off that is announced before the due day moves the moment; the promise of the receipt stays")
    func calendarChange() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2026-10-05T09:00:00Z")
        var options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        try Casablanca.apply(try Casablanca.calendar(), to: &options)
        try await LedgerFixture.run(options, clock) { fixture in
            var bill = LedgerFixture.bill()
            bill.policy = Self.policy
            try await fixture.ledger.add(bill, by: LedgerFixture.administrator)
            _ = try await fixture.submit()
        }
        try Casablanca.apply(try Casablanca.calendar(off: ["2026-10-06"]), to: &options)
        try await LedgerFixture.run(options, clock) { fixture in
            let number = try #require(CommentNumber(1))
            fixture.move(to: "2026-10-08T12:00:00Z")
            #expect(try await fixture.look() == 0)
            fixture.move(to: "2026-10-20T12:00:00Z")
            #expect(try await fixture.look() == 1)
            #expect(
                try await fixture.missed(number) == [
                    "first_action 2026-10-08 2026-10-09T00:00:00.000Z", "decision 2026-10-09 2026-10-10T00:00:00.000Z",
                ])
        }
    }

    @Test("Many at once go in steps")
    func steps() async throws {
        try await LedgerFixture.with(Self.policy, try Casablanca.calendar(), from: "2026-10-05T09:00:00Z") { fixture in
            _ = try await fixture.submit(120, endpoint: try await fixture.endpoint())
            fixture.move(to: "2026-10-08T09:00:00Z")
            var counts: [Int] = []
            repeat { counts.append(try await fixture.ledger.recordMissedTargets(atMost: 50)) } while counts.last != 0
            #expect(counts == [50, 50, 20, 0])
        }
    }
}

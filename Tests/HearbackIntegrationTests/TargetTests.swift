import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Targets and policies", .keepingFailures)
struct TargetTests {
    /// The tz data of 2026f, whatever the machine has.
    private static let zone = [
        "time.zoneinfo": "\"\(Project.file("Tests/Fixtures/time/zoneinfo-2026f"))\"", "notices.waiting_days": "[]",
        "notices.waiting_repeat_days": "0",
    ]

    private func bill(_ policy: ResponsePolicy) throws -> Bill {
        var bill = try #require(try Demo.openBills().first)
        bill.policy = policy
        return bill
    }

    private func missed(_ timeline: [TimelineEntry]) -> [String] {
        timeline.filter { $0.event == .targetMissed }.map {
            "\($0.clock?.rawValue ?? "-") \($0.due ?? "-") \($0.at.rfc3339)"
        }
    }

    /// The shipped calendar with the days of 2026 seen, and the Islamic New Year on a Sunday.
    private func seenCalendar() throws -> String {
        let shipped = String(decoding: try Project.contents("config/calendars/MA.json"), as: UTF8.self)
        let lines = shipped.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            line.contains("\"date\": \"2026-") ? String(line).replacing("\"tentative\"", with: "\"confirmed\"") : String(line)
        }
        return lines.joined(separator: "\n").replacing("\"2026-06-16\"", with: "\"2026-06-14\"")
            .replacing(/"version": "[^"]+"/, with: "\"version\": \"seen\"")
    }

    @Test("A promise that rested on the moon moves at the start under the confirmed calendar; the timeline keeps both days")
    func confirmedCalendar() async throws {
        try await DaemonFixture.with(configuration: Self.zone, simulatedClock: "2026-05-25T09:00:00.000Z") { daemon in
            let bill = try bill(ResponsePolicy())
            try await daemon.add([bill])
            // The vector of the shipped calendar.
            let receipt = try await daemon.submit(.sample(bill: bill.id))
            #expect(receipt.decisionDue == "2026-06-25")
            let before = try await daemon.desk.get("/admin/v1/latency/report")
            #expect(String(decoding: before.body, as: UTF8.self).contains("\"due\":\"2026-06-25\""))
            let file = try daemon.scratch.write(try seenCalendar(), to: "seen.json")
            try await daemon.stop()
            try await daemon.start(environment: ["HEARBACK_TIME_CALENDAR": file])
            let shown = try await waitFor("the promise to move") {
                let shown = try await daemon.receipt(receipt.receiptToken)
                return shown.decisionDue == "2026-06-24" ? shown : nil
            }
            let moved = try #require(shown.timeline.first { $0.event == .dueReckoned })
            #expect(moved.due == "2026-06-24" && moved.dueBefore == "2026-06-25" && moved.role == .daemon)
            #expect(try await daemon.query("SELECT details ->> 'calendar' FROM event WHERE kind = 'due_reckoned'") == ["MA seen"])
            #expect(try await daemon.rebuild().differences == 0)
            let now = try await daemon.desk.get("/admin/v1/latency/report")
            #expect(String(decoding: now.body, as: UTF8.self).contains("\"due\":\"2026-06-24\""))
        }
    }

    @Test("A missed decision is an event at its moment, a message, a line at the desk, and survives restart and rebuild")
    func overdue() async throws {
        try await DaemonFixture.with(configuration: Self.zone, simulatedClock: "2026-09-16T09:00:00.000Z") { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                let bill = try bill(ResponsePolicy(firstActionDays: 1, decisionDays: 2))
                try await daemon.add([bill])
                let endpoint = try await daemon.desk.post(
                    "/admin/v1/endpoints", EndpointRequest(url: receiver.url), expecting: 201, as: EndpointResource.self)
                try receiver.trust(endpoint.secret ?? "")
                let receipt = try await daemon.submit(.sample(bill: bill.id, endpoint: endpoint.id))
                #expect(receipt.decisionDue == "2026-09-18" && receipt.decisionBasis == .target)
                _ = try await receiver.waitForRequests(1)
                // The daemon looks at every move of its clock; the second is the last instant of the due day.
                try await daemon.moveClock(to: "2026-09-17T23:00:00.000Z")
                try await waitUntil("the first action is missed") {
                    try await missed(daemon.comment(receipt.id).timeline).count == 1
                }
                try await daemon.moveClock(to: "2026-09-18T22:59:59.999Z")
                try await daemon.moveClock(to: "2026-09-18T23:00:00.000Z")
                let requests = try await receiver.waitForRequests(2)
                let message = try requests[1].message()
                #expect(requests[1].verified && message.type == "comment.overdue")
                #expect(message.timestamp == "2026-09-18T23:00:00.000Z" && message.data.reference == receipt.reference)

                let expected = [
                    "first_action 2026-09-17 2026-09-17T23:00:00.000Z", "decision 2026-09-18 2026-09-18T23:00:00.000Z",
                ]
                let shown = try await daemon.receipt(receipt.receiptToken)
                #expect(missed(shown.timeline) == expected && shown.state == .awaitingApproval)
                try await checkDesk(daemon, receipt)
                try await daemon.stop()
                try await daemon.start()
                #expect(try await daemon.rebuild().differences == 0)
                try await daemon.moveClock(to: "2026-09-30T09:00:00.000Z")
                _ = try await daemon.act("publish", on: receipt.id)
                let all = try await receiver.waitForRequests(3)
                #expect(try all.map { try $0.message().type } == ["comment.received", "comment.overdue", "comment.published"])
                #expect(try await missed(daemon.comment(receipt.id).timeline) == expected)
            }
        }
    }

    private func checkDesk(_ daemon: DaemonFixture, _ receipt: SubmissionResponse) async throws {
        let hearback = try daemon.commandLineTool()
        let page = try await hearback.run("comment", "show", receipt.reference).check().output
        #expect(page.contains("decision due 2026-09-18, target set by the institution"))
        #expect(page.contains("missed       first action by 2026-09-17, decision by 2026-09-18"))
        #expect(page.contains("target missed  by daemon: decision by 2026-09-18"))
        #expect(!page.lowercased().contains("legal"))
        let queue = try await daemon.desk.get("/admin/v1/queue", as: QueuePage.self)
        #expect(queue.items.map(\.overdue) == [true])
        #expect(try await hearback.run("queue", "list").check().output.contains("1 d overdue"))
    }

    @Test("An import of years ago brings no breach and no message")
    func imports() async throws {
        try await DaemonFixture.with(configuration: Self.zone, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let hearback = try daemon.commandLineTool()
            _ = try await hearback.run("import", Project.file("Tests/Fixtures/demo/history.jsonl")).check()
            try await daemon.moveClock(to: "2025-09-02T08:00:00.000Z")
            let receipt = try await daemon.submit(.sample())
            try await daemon.moveClock(to: "2025-12-31T08:00:00.000Z")
            // The new comment's misses come after whatever an import would bring.
            try await waitUntil("the new comment's targets are missed") {
                try await missed(daemon.comment(receipt.id).timeline).count == 2
            }
            #expect(try await daemon.query("SELECT DISTINCT comment FROM event WHERE kind = 'target_missed'") == ["27"])
        }
    }

    @Test("A policy is changed from the desk: a version, an event, and a law only with its citation")
    func policies() async throws {
        try await DaemonFixture.with(configuration: Self.zone, simulatedClock: "2026-09-16T09:00:00.000Z") { daemon in
            let bill = try bill(ResponsePolicy())
            try await daemon.add([bill])
            let hearback = try daemon.commandLineTool()
            let before = try await daemon.submit(.sample(bill: bill.id))
            let refused = try await hearback.run("bill", "policy", bill.id, "--basis", "law")
            #expect(refused.exit == .code(65) && refused.errors.contains("hint: cite the law and its article"))
            let hostile = try await hearback.run("bill", "policy", bill.id, "--citation", "x\u{1B}[2J")
            #expect(hostile.exit != .code(0) && !hostile.errors.contains("\u{1B}"))
            let changed = try await hearback.run(
                "bill", "policy", bill.id, "--decision", "3", "--basis", "law", "--citation", "loi \"31.13\", art. 16")
            #expect(try changed.check().output.contains("decision in 3, answer in 60 working days; by law: loi \"31.13\", art. 16 (policy 2)"))
            let after = try await daemon.submit(.sample(bill: bill.id), key: "policy-2")
            let again = try await daemon.submit(.sample(bill: bill.id), key: "policy-2")
            #expect(before.decisionBasis == .target && before.decisionCitation == nil)
            #expect(after.decisionBasis == .law && after.decisionCitation == "loi \"31.13\", art. 16")
            #expect(after.decisionDue == "2026-09-21" && again == after)
            let page = try await hearback.run("comment", "show", after.reference).check().output
            #expect(page.contains("decision due 2026-09-21, by law: loi \"31.13\", art. 16"))
            #expect(try await daemon.receipt(before.receiptToken).decisionBasis == .target)
            let kinds = try await daemon.query("SELECT kind FROM event WHERE bill IS NOT NULL ORDER BY sequence")
            #expect(kinds == ["bill_added", "bill_policy_changed"])
            #expect(try await daemon.rebuild().differences == 0)
            #expect(try await hearback.run("bill", "policy", "none", "--decision", "3").exit != .code(0))
            #expect(try await hearback.run("bill", "policy", bill.id).errors.contains("at least one term"))
        }
    }

    @Test("A bill whose vote has passed is a finding in the list and in the status, until it is closed")
    func pastVote() async throws {
        try await DaemonFixture.with(configuration: Self.zone, simulatedClock: "2026-09-16T09:00:00.000Z") { daemon in
            var bill = try bill(ResponsePolicy())
            bill.vote = Instant(rfc3339: "2026-09-17T10:00:00Z")
            try await daemon.add([bill])
            let receipt = try await daemon.submit(.sample(bill: bill.id))
            let hearback = try daemon.commandLineTool()
            let quiet = try await hearback.run("daemon", "status").check()
            #expect(!quiet.output.contains("finding"))
            try await daemon.moveClock(to: "2026-09-17T10:00:00.000Z")
            let status = try await hearback.run("daemon", "status").check()
            #expect(status.output.contains("the vote on \(bill.id) has passed and the bill is not closed"))
            #expect(try await hearback.run("bill", "list").check().output.contains("open, vote passed"))
            #expect(try await daemon.comment(receipt.id).state == .awaitingApproval)
            let closed = try await hearback.run("bill", "close", bill.id, "--reason", "voted").check()
            #expect(closed.output.contains("1 lapsed"))
            #expect(try await daemon.comment(receipt.id).state == .lapsed)
            #expect(try await !hearback.run("daemon", "status").check().output.contains("finding"))
        }
    }
}

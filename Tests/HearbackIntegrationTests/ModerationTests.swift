import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Moderation over the admin socket", .keepingFailures)
struct ModerationTests {
    @Test("Published, answered, with an outcome: the receipt and the public page tell it")
    func publication() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            try await daemon.moveClock(to: "2025-09-02T09:00:00.000Z")
            let published = try await daemon.act("publish", on: receipt.reference)
            try await daemon.moveClock(to: "2025-09-03T09:00:00.000Z")
            _ = try await daemon.act("answer", on: receipt.id, TextRequest(text: "Merci, nous l’étudions."))
            _ = try await daemon.act("amend-answer", on: receipt.id, TextRequest(text: "Nous l’avons étudié."))
            _ = try await daemon.act(
                "outcome", on: receipt.id, OutcomeRequest(outcome: "adopted", reason: "repris", citation: "article 1"))

            let shown = try await daemon.receipt(receipt.receiptToken)
            let page = try await daemon.site.get("/v1/bills/pl-03-25/comments", as: PublishedPage.self)

            #expect(published.state == .published)
            #expect(published.daysWaiting == nil)
            #expect(shown.state == .published)
            #expect(shown.decision?.kind == "published")
            #expect(shown.decision?.at.rfc3339 == "2025-09-02T09:00:00.000Z")
            #expect(shown.answer?.text == "Nous l’avons étudié.")
            #expect(shown.outcome?.outcome == .adopted)
            #expect(shown.outcome?.citation == "article 1")
            #expect(shown.timeline.map(\.event) == [.received, .published, .answered, .answerAmended, .outcomeRecorded])
            #expect(shown.timeline.allSatisfy { $0.actor == nil })
            #expect(page.comments.first?.answer == shown.answer)
            #expect(page.comments.first?.outcome == shown.outcome)
            #expect(page.comments.first?.publishedAt.rfc3339 == "2025-09-02T09:00:00.000Z")
        }
    }

    @Test("A rejection carries its reason and an explanation, can be appealed once, and is not public")
    func rejection() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            for body in [RejectionRequest(reason: "spam", explanation: " "), .init(reason: "dull", explanation: "x")] {
                let refused = try await daemon.desk.post("/admin/v1/comments/\(receipt.id)/reject", body)
                #expect(refused.status == 422, "\(refused)")
            }
            _ = try await daemon.act(
                "reject", on: receipt.id, RejectionRequest(reason: "off_topic", explanation: "Hors sujet."))
            let rejected = try await daemon.receipt(receipt.receiptToken)
            let grounds = TextRequest(text: "C’est bien l’article premier.")
            let path = "/v1/receipts/\(receipt.receiptToken)/appeal"
            let appealed = try await daemon.site.post(path, grounds, as: ReceiptResource.self)
            let mine = try await daemon.desk.send(
                HTTPRequest("POST", "/admin/v1/comments/\(receipt.id)/publish", body: Data()))
            let next = try await daemon.desk.send(HTTPRequest("POST", "/admin/v1/queue/next", body: Data()))

            #expect(rejected.decision?.reason == "off_topic")
            #expect(rejected.decision?.explanation == "Hors sujet.")
            #expect(appealed.state == .awaitingApproval)
            #expect(appealed.decision == nil)
            expect(mine, .illegalTransition, 409, .english)
            #expect(try mine.json(Problem.self).detail == "an appeal is not decided by the moderator who rejected")
            #expect(next.status == 404)
            expect(try await daemon.site.post(path, grounds), .illegalTransition, 409, .english)
            let page = try await daemon.site.get("/v1/bills/pl-03-25/comments", as: PublishedPage.self)
            #expect(page.comments.isEmpty)
        }
    }

    /// What is done by which request.
    private static let verbs: [(verb: String, event: CommentEventKind, body: String)] = [
        ("claim", .claimed, "{}"), ("release", .released, ""), ("publish", .published, ""),
        ("reject", .rejected, "{\"reason\":\"spam\",\"explanation\":\"x\"}"),
        ("unpublish", .unpublished, "{\"reason\":\"spam\",\"explanation\":\"x\"}"),
        ("clarify", .clarificationAsked, "{\"text\":\"x\"}"), ("note", .noteAdded, "{\"text\":\"x\"}"),
        ("answer", .answered, "{\"text\":\"x\"}"), ("amend-answer", .answerAmended, "{\"text\":\"x\"}"),
        ("outcome", .outcomeRecorded, "{\"outcome\":\"noted\",\"reason\":\"x\"}"),
    ]

    @Test("In every state every request is allowed or refused as the table of states says")
    func everyPair() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for status in CommentStatus.allCases {
                for (verb, event, body) in Self.verbs {
                    let id = try await bring(to: status, daemon)
                    let response = try await daemon.desk.post("/admin/v1/comments/\(id)/\(verb)", Data(body.utf8))
                    let after = try await daemon.comment(id)
                    // These two need more than a state: a claim to release, an answer to amend.
                    let expected = [.released, .answerAmended].contains(event) ? nil : status.after(event)
                    if let expected {
                        #expect(response.status == 200, "\(verb) on \(status): \(response)")
                        #expect(after.state == expected)
                        #expect(after.timeline.last?.event == event)
                    } else {
                        expect(response, .illegalTransition, 409, .english)
                        let problem = try response.json(Problem.self)
                        // A withdrawn comment has no target left to miss.
                        let allowed = status.legalEvents.filter {
                            ![.released, .answerAmended].contains($0) && !($0 == .targetMissed && status == .withdrawn)
                        }
                        #expect(problem.allowed == allowed.map(\.rawValue))
                        #expect(after.state == status)
                        #expect(after.allowed == allowed)
                    }
                }
            }
            #expect(try await daemon.rebuild().differences == 0)
        }
    }

    /// A new comment in the given state; each on a bill of its own where the bill has to be closed.
    private func bring(to status: CommentStatus, _ daemon: DaemonFixture) async throws -> String {
        guard status != .lapsed else { return try await lapsedComment(daemon) }
        let receipt = try await daemon.submit(.sample())
        switch status {
        case .awaitingApproval, .lapsed: break
        case .awaitingClarification:
            _ = try await daemon.act("clarify", on: receipt.id, TextRequest(text: "Quel alinéa ?"))
        case .published: _ = try await daemon.act("publish", on: receipt.id)
        case .rejected:
            _ = try await daemon.act("reject", on: receipt.id, RejectionRequest(reason: "spam", explanation: "x"))
        case .withdrawn:
            _ = try await daemon.site.post(
                "/v1/receipts/\(receipt.receiptToken)/withdraw", as: ReceiptResource.self)
        }
        return receipt.id
    }

    private func lapsedComment(_ daemon: DaemonFixture) async throws -> String {
        var bill = try #require(try Demo.bills().first)
        bill.id = "voted-\(UInt32.random(in: 0 ... .max))"
        try await daemon.add([bill])
        let receipt = try await daemon.submit(.sample(bill: bill.id))
        _ = try await daemon.desk.post(
            "/admin/v1/bills/\(bill.id)/close", BillClosureRequest(reason: .voted), as: BillResource.self)
        return receipt.id
    }

    @Test("A clarification that does not come in fourteen days brings the comment back to the queue")
    func clarificationExpires() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let (silent, answering) = (try await daemon.submit(.sample()), try await daemon.submit(.sample("Autre")))
            for id in [silent.id, answering.id] {
                _ = try await daemon.act("clarify", on: id, TextRequest(text: "Quel alinéa ?"))
            }
            let replied = try await daemon.site.post(
                "/v1/receipts/\(answering.receiptToken)/clarify", TextRequest(text: "Le second."),
                as: ReceiptResource.self)
            try await daemon.moveClock(to: "2025-09-15T07:59:59.999Z")
            let before = try await daemon.comment(silent.id)
            try await daemon.moveClock(to: "2025-09-15T08:00:00.000Z")
            try await waitUntil("the clarification has expired") {
                try await daemon.comment(silent.id).state == .awaitingApproval
            }

            let after = try await daemon.comment(silent.id)
            #expect(replied.state == .awaitingApproval)
            #expect(before.state == .awaitingClarification)
            #expect(after.timeline.last?.event == .clarificationExpired)
            #expect(after.timeline.last?.role == .daemon)
            #expect(after.daysWaiting == 14)
            #expect(try await daemon.comment(answering.id).timeline.last?.event == .clarificationReceived)
        }
    }

    @Test("When a bill is voted, what waits lapses, what is decided stays, and nothing more is taken")
    func vote() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let ids = try await (0..<4).asyncMap { try await daemon.submit(.sample("Commentaire \($0)")).id }
            _ = try await daemon.act("publish", on: ids[0])
            _ = try await daemon.act("clarify", on: ids[1], TextRequest(text: "Quel alinéa ?"))
            _ = try await daemon.act("claim", on: ids[2], ClaimRequest())
            let path = "/admin/v1/bills/pl-03-25/close"
            func close(_ reason: BillClosure) async throws -> BillResource {
                try await daemon.desk.post(path, BillClosureRequest(reason: reason), as: BillResource.self)
            }
            let window = try await close(.windowClosed)
            let voted = try await close(.voted)
            let again = try await daemon.desk.post(path, BillClosureRequest(reason: .withdrawn))

            #expect(window.counts.waiting == 3)
            let counts = BillCounts(received: 4, waiting: 0, published: 1, rejected: 0, withdrawn: 0, lapsed: 3)
            #expect(voted.counts == counts)
            #expect(!voted.isOpen)
            expect(again, .conflict, 409, .english)
            expect(try await daemon.site.post("/v1/comments", SubmissionRequest.sample()), .windowClosed, 409, .english)
            for id in ids.dropFirst() {
                let comment = try await daemon.comment(id)
                #expect(comment.state == .lapsed)
                #expect(comment.timeline.last?.reason == "bill_voted")
                #expect(comment.claimedBy == nil)
            }
            let answered = try await daemon.act("answer", on: ids[3], TextRequest(text: "Le vote a eu lieu."))
            #expect(answered.state == .lapsed)
            #expect(try await daemon.rebuild().differences == 0)
        }
    }

    @Test("The queue shows the oldest first, with age and days to due, page by page")
    func queue() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let first = try await daemon.submit(.sample("Premier"))
            try await daemon.moveClock(to: "2025-09-02T08:00:00.000Z")
            let second = try await daemon.submit(.sample("Second", bill: "pl-54-23"))
            try await daemon.moveClock(to: "2025-10-02T08:00:00.000Z")

            let page = try await daemon.desk.get("/admin/v1/queue?limit=1", as: QueuePage.self)
            let next = try await daemon.desk.get("/admin/v1/queue?limit=1&after=\(page.next ?? "")", as: QueuePage.self)
            let stats = try await daemon.desk.get("/admin/v1/queue/stats", as: QueueStats.self)

            #expect(page.items.map(\.id) == [first.id])
            #expect(page.waiting == 2)
            #expect(page.items.first?.ageSeconds == 2_678_400)
            #expect(page.items.first?.daysToDue == -1)
            #expect(next.items.map(\.id) == [second.id])
            #expect(next.items.first?.daysToDue == 0)
            #expect(next.next == nil)
            #expect(stats.waiting == 2)
            #expect(stats.overdue == 1)
            #expect(stats.dueToday == 1)
            #expect(stats.oldestAgeSeconds == 2_678_400)
            #expect(try await daemon.desk.get("/admin/v1/queue?language=es", as: QueuePage.self).waiting == 0)
        }
    }
}

extension Sequence {
    func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}

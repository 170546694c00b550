import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite(
    "Roles at the admin socket", .keepingFailures,
    .enabled(if: OtherUser.isPossible, "only root can call the socket as another user"))
struct RoleTests {
    private static let decisions: [(path: String, body: String)] = [
        ("queue/next", ""), ("comments/cmt_1/publish", ""), ("comments/cmt_1/note", "{\"text\":\"x\"}"),
        ("comments/cmt_1/reject", "{\"reason\":\"spam\",\"explanation\":\"x\"}"),
        ("comments/cmt_1/answer", "{\"text\":\"x\"}"), ("comments/cmt_1/claim", "{}"),
        ("comments/cmt_1/outcome", "{\"outcome\":\"noted\",\"reason\":\"x\"}"), ("campaigns/cpg_1/confirm", ""),
        ("campaigns/cpg_1/dismiss", ""), ("campaigns/cpg_1/remove-member", "{\"comment\":\"cmt_1\"}"),
        ("campaigns/cpg_1/publish", ""), ("campaigns/cpg_1/answer", "{\"text\":\"x\"}"),
    ]
    private static let administration: [(path: String, body: String)] = [
        ("rebuild", ""), ("clock", "{\"to\":\"2025-12-01T00:00:00.000Z\"}"), ("import", "{\"rows\":[]}"),
        ("endpoints", "{\"url\":\"https://example.org/\"}"), ("endpoints/ep_x/disable", ""),
        ("bills/pl-03-25/policy", "{\"decision_days\":3}"),
        ("bills/pl-03-25/close", "{\"reason\":\"voted\"}"), ("bills", "{}"),
    ]
    private static let reading = [
        "queue", "queue/stats", "comments?q=loi", "comments/cmt_1", "campaigns", "latency", "endpoints", "deliveries", "deliveries/msg_x",
    ]

    @Test("A user without a role is refused everything that shows or changes a comment")
    func withoutRole() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.submit(.sample())
            let stranger = try OtherUser(daemon)

            for path in Self.reading {
                let answer = try await stranger.get("/admin/v1/\(path)")
                #expect(answer.status == 403, "\(path): \(answer)")
            }
            for (path, body) in Self.decisions + Self.administration {
                let answer = try await stranger.post("/admin/v1/\(path)", body)
                #expect(answer.status == 403, "\(path): \(answer)")
                #expect(try answer.json(Problem.self).detail?.contains(OtherUser.name) == true)
            }
            let status = try await stranger.get("/admin/v1/status").json(DaemonStatus.self)
            #expect(status.user == OtherUser.name)
            #expect(status.roles == [])
            #expect(try await daemon.comment("cmt_1").revision == 1)
        }
    }

    @Test("An auditor reads everything and changes nothing")
    func auditor() async throws {
        let configuration = ["roles.auditors": "[\"\(OtherUser.name)\"]"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.submit(.sample())
            let auditor = try OtherUser(daemon)

            for path in Self.reading.dropLast() {
                let answer = try await auditor.get("/admin/v1/\(path)")
                #expect(answer.status == 200, "\(path): \(answer)")
            }
            for (path, body) in Self.decisions + Self.administration {
                #expect(try await auditor.post("/admin/v1/\(path)", body).status == 403, "\(path)")
            }
        }
    }

    @Test("Two moderators never hold the same comment; a lease ends after its time")
    func claims() async throws {
        let configuration = ["roles.moderators": "[\"\(Project.user)\", \"\(OtherUser.name)\"]"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for number in 1...2 { _ = try await daemon.submit(.sample("Commentaire \(number)")) }
            let colleague = try OtherUser(daemon)

            let theirs = try await colleague.post("/admin/v1/queue/next").json(CommentResource.self)
            let mine = try await daemon.desk.post("/admin/v1/queue/next", as: CommentResource.self)
            let noneLeft = try await colleague.post("/admin/v1/comments/\(mine.id)/claim", "{}")
            let publish = HTTPRequest("POST", "/admin/v1/comments/\(theirs.id)/publish", body: Data())
            let tooSoon = try await daemon.desk.send(publish)
            try await daemon.moveClock(to: "2025-09-01T08:14:59.999Z")
            let stillTooSoon = try await daemon.desk.send(publish)
            try await daemon.moveClock(to: "2025-09-01T08:15:00.000Z")
            let afterwards = try await daemon.desk.send(publish)

            #expect(theirs.id == "cmt_1")
            #expect(theirs.claimedBy == OtherUser.name)
            #expect(theirs.claimedUntil?.rfc3339 == "2025-09-01T08:15:00.000Z")
            #expect(mine.id == "cmt_2")
            #expect(noneLeft.status == 409)
            expect(tooSoon, .illegalTransition, 409, .english)
            #expect(try tooSoon.json(Problem.self).detail?.contains("'nobody' holds the comment until") == true)
            #expect(stillTooSoon.status == 409)
            #expect(afterwards.status == 200)
        }
    }

    @Test("An appeal is decided by a colleague of who rejected")
    func appeal() async throws {
        let configuration = ["roles.moderators": "[\"\(Project.user)\", \"\(OtherUser.name)\"]"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            _ = try await daemon.act("reject", on: receipt.id, RejectionRequest(reason: "spam", explanation: "x"))
            _ = try await daemon.site.post(
                "/v1/receipts/\(receipt.receiptToken)/appeal", TextRequest(text: "Relisez."), as: ReceiptResource.self)
            let colleague = try OtherUser(daemon)

            let claimed = try await colleague.post("/admin/v1/queue/next").json(CommentResource.self)
            let published = try await colleague.post("/admin/v1/comments/\(receipt.id)/publish")

            #expect(claimed.id == receipt.id)
            #expect(published.status == 200)
            #expect(try await daemon.receipt(receipt.receiptToken).decision?.kind == "published")
        }
    }
}

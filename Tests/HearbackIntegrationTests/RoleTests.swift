import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite(
    "Roles at the admin socket", .keepingFailures,
    .enabled(if: OtherUser.isPossible, "only root can call the socket as another user"))
struct RoleTests {
    private static let things = ["bill": "pl-03-25", "comment": "cmt_1", "campaign": "cpg_1", "batch": "bat_1"]

    private func call(_ route: AdminRoute, as user: OtherUser) async throws -> HTTPResponse {
        let path = route.path(Self.things)
        return route.method == "GET" ? try await user.get(path) : try await user.post(path, route.body ?? "")
    }

    @Test("A user without a role is refused everything that shows or changes a comment")
    func withoutRole() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.submit(.sample())
            let stranger = try OtherUser(daemon)

            for route in AdminRoute.all where route.roles != nil {
                let answer = try await call(route, as: stranger)
                #expect(answer.status == 403, "\(route): \(answer)")
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
            var submission = SubmissionRequest.sample()
            submission.submitter.name = "Zineb Canari"
            _ = try await daemon.submit(submission)
            let auditor = try OtherUser(daemon)

            for route in AdminRoute.all {
                let answer = try await call(route, as: auditor)
                // What is not there can't be shown.
                let isRead = route.method == "GET" && [200, 404].contains(answer.status)
                #expect(isRead || route.method == "POST" && answer.status == 403, "\(route): \(answer)")
                #expect(!answer.text.contains("Canari"), "\(route): \(answer)")
            }
            #expect(try await daemon.comment("cmt_1").submitterName == "Zineb Canari")
        }
    }

    @Test("A group's role is its members', and theirs alone")
    func group() async throws {
        let configuration = ["roles.auditors": "[\"@nogroup\"]", "roles.responders": "[\"@no-such-group\"]"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            let status = try await OtherUser(daemon).get("/admin/v1/status").json(DaemonStatus.self)
            #expect(status.user == OtherUser.name)
            #expect(status.roles == [.auditor])
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

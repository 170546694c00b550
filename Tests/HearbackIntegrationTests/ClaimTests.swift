import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Claims and collisions over the admin socket", .keepingFailures)
struct ClaimTests {
    private static let twoModerators = ["roles.moderators": "[\"\(Project.user)\", \"\(OtherUser.name)\"]"]

    @Test("A comment's ETag is its revision, and If-Match refuses what was decided by an older one, with what changed")
    func entityTags() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            let path = "/admin/v1/comments/\(receipt.id)"
            let first = try await daemon.desk.get(path)
            #expect(first.headers["etag"] == "\"rev-1\"")
            _ = try await daemon.act("note", on: receipt.id, TextRequest(text: "voir l’autre"))

            for (verb, body) in Self.verbs {
                let refused = try await daemon.desk.post(
                    "\(path)/\(verb)", Data(body.utf8), headers: [("If-Match", "\"rev-1\"")])
                expect(refused, .commentChanged, 412, .english)
                let problem = try refused.json(Problem.self)
                #expect(problem.revision == 2)
                let at = try #require(Instant(rfc3339: Demo.start))
                let change = CommentChange(revision: 2, event: .noteAdded, at: at, role: .moderator, actor: Project.user)
                #expect(problem.changes == [change], "\(verb)")
                #expect(problem.detail == "since revision 1: note_added by '\(Project.user)' at \(Demo.start)")
            }
            #expect(try await daemon.comment(receipt.id).revision == 2)
            let published = try await daemon.desk.post(
                "\(path)/publish", Data(), headers: [("If-Match", "\"rev-1\", \"rev-2\"")])
            #expect(published.status == 200)
            #expect(published.headers["etag"] == "\"rev-3\"")
            let any = try await daemon.desk.post(
                "\(path)/note", Data("{\"text\":\"x\"}".utf8), headers: [("If-Match", "*")])
            #expect(any.status == 200)
        }
    }

    private static let verbs: [(verb: String, body: String)] = [
        ("claim", "{}"), ("release", ""), ("publish", ""), ("undo", ""), ("reject", "{\"reason\":\"spam\",\"explanation\":\"x\"}"),
        ("unpublish", "{\"reason\":\"spam\",\"explanation\":\"x\"}"), ("clarify", "{\"text\":\"x\"}"),
        ("note", "{\"text\":\"x\"}"), ("answer", "{\"text\":\"x\"}"), ("amend-answer", "{\"text\":\"x\"}"),
        ("outcome", "{\"outcome\":\"noted\",\"reason\":\"x\"}"),
    ]

    @Test("A tag that is no revision is refused, not taken for leave", arguments: [
        "rev-1", "W/\"rev-1\"", "\"rev-0\"", "\"abc\"", "\"rev-1\", \"abc\"", "\"rev-99999999999999999999\"", ",",
    ])
    func oddTags(tag: String) async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            let refused = try await daemon.desk.post(
                "/admin/v1/comments/\(receipt.id)/publish", Data(), headers: [("If-Match", tag)])
            expect(refused, .invalidField, 422, .english)
            #expect(try refused.json(Problem.self).field == "If-Match")
            #expect(try await daemon.comment(receipt.id).state == .awaitingApproval)
        }
    }

    @Test("A claim is renewed by asking again, seen by everyone while it lasts, and by nobody after")
    func renewal() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let id = try await daemon.submit(.sample()).id
            _ = try await daemon.act("claim", on: id, ClaimRequest())
            try await daemon.moveClock(to: "2025-09-01T08:07:00.000Z")
            let early = try await daemon.act("claim", on: id, ClaimRequest())
            try await daemon.moveClock(to: "2025-09-01T08:07:30.000Z")
            let renewed = try await daemon.act("claim", on: id, ClaimRequest())
            let tool = try daemon.commandLineTool()
            let list = try await tool.run("queue", "list").check().output
            let shown = try await tool.run("comment", "show", id).check().output
            try await daemon.moveClock(to: "2025-09-01T08:22:30.000Z")

            #expect(early.revision == 2 && early.claimedUntil?.rfc3339 == "2025-09-01T08:15:00.000Z")
            #expect(renewed.revision == 3 && renewed.claimedUntil?.rfc3339 == "2025-09-01T08:22:30.000Z")
            #expect(list.contains("08:22Z \(Project.user)"), "\(list)")
            #expect(shown.contains("by \(Project.user) until 2025-09-01 08:22 UTC"), "\(shown)")
            #expect(try await daemon.comment(id).claimedBy == nil)
            #expect(try await tool.run("queue", "list").check().output.contains("08:22Z") == false)
        }
    }

    @Test("hearback decides by --revision, and says what happened since")
    func revisionOption() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            let tool = try daemon.commandLineTool()
            let shown = try await tool.run("comment", "show", receipt.id, "--json").check()
            let seen = try JSONDecoder().decode(CommentResource.self, from: Data(shown.output.utf8)).revision
            _ = try await tool.run("comment", "note", receipt.id, "voir", "--revision", "\(seen)").check()

            for words in [
                ["publish"], ["undo"], ["reject", "--reason", "spam", "--explanation", "x"], ["clarify", "x"], ["note", "x"],
                ["answer", "x"], ["amend-answer", "x"], ["outcome", "noted", "--reason", "x"], ["claim"], ["release"],
                ["unpublish", "--reason", "spam", "--explanation", "x"],
            ] {
                let refused = try await tool.run(
                    ["comment", words[0], receipt.id] + words.dropFirst() + ["--revision", "\(seen)"])
                #expect(refused.exit == .code(1), "\(refused)")
                #expect(refused.errors.contains("since revision 1: note_added by '\(Project.user)'"), "\(refused)")
                #expect(refused.errors.contains("hint: look with 'hearback comment show \(receipt.reference)'"))
            }
            #expect(try await tool.run("comment", "publish", receipt.id, "--revision", "0").exit == .code(64))
            let never = try await tool.run("comment", "publish", receipt.id, "--revision", "9")
            #expect(never.errors.contains("9 never was"))
            _ = try await tool.run("comment", "publish", receipt.id, "--revision", "2").check()
        }
    }

    @Test(
        "A takeover is on the timeline, and whom it was taken from is told by whom",
        .enabled(if: OtherUser.isPossible, "only root can call the socket as another user"))
    func takeover() async throws {
        try await DaemonFixture.with(configuration: Self.twoModerators, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let id = try await daemon.submit(.sample()).id
            let colleague = try OtherUser(daemon)
            #expect(try await colleague.post("/admin/v1/comments/\(id)/claim", "{}").status == 200)
            let tool = try daemon.commandLineTool()
            let polite = try await tool.run("comment", "claim", id)
            let taken = try await tool.run("comment", "claim", id, "--take-over").check()
            let shown = try await tool.run("comment", "show", id).check().output
            let refused = try await colleague.post("/admin/v1/comments/\(id)/publish")
            let renewal = try await colleague.post("/admin/v1/comments/\(id)/claim", "{}")
            _ = try await tool.run("comment", "publish", id).check()
            let late = try await colleague.post("/admin/v1/comments/\(id)/publish")

            #expect(polite.exit == .code(1) && polite.errors.contains("--take-over"), "\(polite)")
            #expect(taken.output.hasPrefix("claimed"))
            #expect(shown.contains("taken over from \(OtherUser.name)"), "\(shown)")
            for answer in [refused, renewal, late] {
                #expect(answer.status == 409)
                let told = "'\(Project.user)' took it over from you at \(Demo.start)"
                #expect(try answer.json(Problem.self).detail?.contains(told) == true, "\(answer)")
            }
            let comment = try await daemon.comment(id)
            #expect(comment.timeline.map(\.takenFrom) == [nil, nil, OtherUser.name, nil])
            #expect(comment.timeline.map(\.actor) == [nil, OtherUser.name, Project.user, Project.user])
            #expect(try await daemon.rebuild().differences == 0)
        }
    }
}

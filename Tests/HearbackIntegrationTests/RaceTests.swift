import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite(
    "Two moderators race", .keepingFailures,
    .enabled(if: OtherUser.isPossible, "only root can call the socket as another user"))
struct RaceTests {
    private static let comments = 10_000

    @Test("Over 10,000 comments: each is decided once, told once, and every refusal has its cause")
    func race() async throws {
        let configuration = ["roles.moderators": "[\"\(Project.user)\", \"\(OtherUser.name)\"]"]
        try await DaemonFixture.with(configuration: configuration) { daemon in
            try await daemon.add(try Demo.openBills())
            let start = ContinuousClock.now
            try await submit(to: daemon)
            print("race: submitted in \(ContinuousClock.now - start)")
            _ = try OtherUser(daemon)
            let seed = UInt64.random(in: 0...1_000_000)
            print("race: seed \(seed)")

            let begin = ContinuousClock.now
            async let mine = RacingModerator(account: Project.user, seed: seed).race(daemon, comments: Self.comments)
            async let theirs = RacingModerator(account: OtherUser.name, seed: seed + 2)
                .race(daemon, comments: Self.comments)
            let answers = [Project.user: try await mine, OtherUser.name: try await theirs]
            let collisions = answers.values.joined().count { $0.status != 200 }
            print("race: \(Self.comments) decided, \(collisions) refused, in \(ContinuousClock.now - begin)")

            let checking = ContinuousClock.now
            try await checkDecisions(answers, daemon)
            checkRefusals(answers.values.flatMap(\.self))
            print("race: checked in \(ContinuousClock.now - checking)")
            #expect(collisions > 100, "the two hardly met")
            #expect(answers.values.allSatisfy { $0.count { $0.status == 200 } > 1_000 }, "one had it all")
            #expect(try await daemon.rebuild().differences == 0)
        }
    }

    /// From many connections, to an endpoint that is paused: what is owed stays in the file to be counted.
    private func submit(to daemon: DaemonFixture) async throws {
        let endpoint = try await daemon.desk.post(
            "/admin/v1/endpoints", EndpointRequest(url: "http://127.0.0.1:9/"), expecting: 201, as: EndpointResource.self)
        _ = try await daemon.desk.post(
            "/admin/v1/endpoints/\(endpoint.id)/pause", PauseRequest(reason: nil), as: EndpointResource.self)
        let body = try WireJSON.encode(SubmissionRequest.sample(endpoint: endpoint.id))
        let load = Load(Array(repeating: Load.Item(key: nil, body: body), count: Self.comments), on: daemon)
        try await load.run(connections: 32)
        #expect(load.result.acknowledgements == Self.comments)
    }

    /// What the moderators were told is what is in the file, read by another program.
    private func checkDecisions(_ answers: [String: [RacingModerator.Answer]], _ daemon: DaemonFixture) async throws {
        let told = answers.flatMap { account, answers in
            answers.filter { $0.status == 200 }.map {
                "\($0.comment.dropFirst(4))|\($0.verb == "publish" ? "published" : "rejected")|\(account)"
            }
        }
        let events = try await daemon.query(
            "SELECT comment, kind, actor FROM event WHERE kind IN ('published', 'rejected')")
        #expect(events.count == Self.comments)
        #expect(Set(events.map { $0.prefix { $0 != "|" } }).count == Self.comments, "a comment was decided twice")
        #expect(told.sorted() == events.sorted())

        let notices = try await daemon.query(
            """
            SELECT o.comment, e.kind, e.actor FROM outbox o JOIN event e ON e.sequence = o.event AND e.comment = o.comment
            WHERE o.type IN ('comment.published', 'comment.rejected') AND o.type = 'comment.' || e.kind
            """)
        #expect(notices.sorted() == events.sorted(), "each decision is told once, as it was made")
        let owed = try await daemon.query("SELECT count(*) FROM outbox WHERE type LIKE 'comment.%'")
        #expect(owed == ["\(2 * Self.comments)"], "the receipt and the decision, nothing else")
        #expect(try await daemon.query("SELECT count(*) FROM comment WHERE status = 'awaiting_approval'") == ["0"])
    }

    private func checkRefusals(_ answers: [RacingModerator.Answer]) {
        for answer in answers where answer.status != 200 {
            #expect(answer.status == 409 && answer.code == "illegal_transition", "\(answer)")
            let detail = answer.detail ?? ""
            #expect(detail.contains("holds the comment until") || detail.contains("is not possible"), "\(answer)")
        }
    }
}

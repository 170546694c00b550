import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("An auditor reads all but identities", .keepingFailures)
struct AuditorTests {
    private static let reads = AdminRoute.all.filter { $0.method == "GET" }

    @Test("No answer tells an auditor a name, an address or where messages go; a moderator's do")
    func identities() async throws {
        try await DeskWorld.with { world in
            _ = try await world.token("moderator", name: "amina", email: "amina@canari-famille.org")
            let auditor = try await world.desk("auditor")
            let both = try await world.desk("auditor", "administrator")
            let secrets = DeskWorld.identities + [world.receiver.url]
            var told: Set<String> = []
            for route in Self.reads {
                let answer = try await auditor.call(route, world.things)
                #expect(answer.status == 200, "\(route): \(answer)")
                for secret in secrets { #expect(!answer.text.contains(secret), "\(route): \(answer)") }
                let whole = try await both.call(route, world.things).text
                if secrets.contains(where: whole.contains) { told.insert(route.pattern) }
            }
            // Where there was something to leave out.
            #expect(told == ["comments", "comments/:comment", "endpoints", "endpoints/:endpoint", "export", "opt-outs", "tokens"])
            let comment = try await auditor.get("/admin/v1/comments/cmt_1", as: CommentResource.self)
            #expect(comment.text?.contains(DeskWorld.word) == true)
            #expect(comment.submitterName == nil && comment.submitterEmail == nil && !comment.timeline.isEmpty)
            let tries = try await auditor.call(
                try #require(AdminRoute.all.first { $0.pattern == "deliveries/:message" }), world.things
            ).json(DeliveryDetail.self).tries
            #expect(!tries.isEmpty && tries.allSatisfy { $0.peer == nil && $0.body == nil && $0.detail == nil })
        }
    }

    @Test("Names can't be guessed by searching for them")
    func search() async throws {
        try await DeskWorld.with { world in
            for words in ["zineb", "canari", "\"Zineb%20Canari\"", "zineb*"] {
                let path = "/admin/v1/comments?q=\(words.replacing("\"", with: "%22"))"
                let auditor = try await world.desk("auditor").get(path, as: SearchPage.self)
                #expect(auditor.items.isEmpty, "\(words)")
                #expect(try await world.desk("moderator").get(path, as: SearchPage.self).items.count == 3, "\(words)")
            }
            let both = try await world.desk("auditor").get("/admin/v1/comments?q=-canari%20\(DeskWorld.word)", as: SearchPage.self)
            #expect(both.items.count == 3)
        }
    }
}

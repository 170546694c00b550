import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Search and campaigns through the programs", .keepingFailures)
struct SearchProgramTests {
    private static let letter = "Je demande le retrait de l’article 3, qui prive nos enfants d’une école proche de leur village."

    private static func sample(_ text: String, name: String? = nil) -> SubmissionRequest {
        SubmissionRequest(
            bill: "pl-03-25", language: "fr", text: text, submitter: SubmitterRequest(kind: "person", name: name))
    }

    @Test("A comment is found as soon as it is taken, shown where it was hit, and no escape sequence of it is obeyed")
    func search() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.submit(Self.sample("L’ÉCOLE publique \u{202A}avant\u{202C} tout", name: "Amal Haddad"))
            _ = try await daemon.submit(.sample("Autre sujet"))
            let hearback = try daemon.commandLineTool()

            let words = try await hearback.run("comment", "search", "ecole").check()
            let json = try await hearback.run("comment", "search", "--phrase", "ecole", "publique", "--json").check()
            let name = try await hearback.run("comment", "search", "haddad", "--bill", "pl-03-25", "--status", "awaiting_approval").check()
            let without = try await hearback.run("comment", "search", "sujet", "--without", "autre").check()
            let short = try await hearback.run("comment", "search", "é*")

            #expect(words.output.contains("L’ÉCOLE publique"))
            #expect(!words.output.contains("\u{202A}"))
            #expect(words.lines.count == 2)
            let hit = try JSONDecoder().decode(SearchHit.self, from: Data((json.lines.first ?? "").utf8))
            #expect(hit.excerpt.first(where: \.hit)?.text == "ÉCOLE publique")
            #expect(name.output.contains("Amal Haddad"))
            #expect(without.output == "nothing found\n")
            #expect(short.exit == .code(65))
            #expect(short.errors.contains("at least 3 letters"))
        }
    }

    @Test("Pages go on by place; a wrong query is told")
    func pages() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for number in 1...5 { _ = try await daemon.submit(.sample("Avis commun \(number)")) }

            let first = try await daemon.desk.get("/admin/v1/comments?q=commun&limit=2", as: SearchPage.self)
            let second = try await daemon.desk.get(
                "/admin/v1/comments?q=commun&limit=4&after=\(first.next ?? "")", as: SearchPage.self)

            #expect(first.items.map(\.id) == ["cmt_5", "cmt_4"])
            #expect(second.items.map(\.id) == ["cmt_3", "cmt_2", "cmt_1"])
            #expect(second.next == nil)
            for query in ["", "?q=-", "?q=a&status=x", "?q=a&from=x", "?q=a&after=x", "?q=a&limit=0"] {
                #expect(try await daemon.desk.get("/admin/v1/comments\(query)").status == 422, "\(query)")
            }
        }
    }

    @Test("An auditor finds texts but no names", .enabled(if: OtherUser.isPossible, "only root can call the socket as another user"))
    func auditor() async throws {
        let configuration = ["roles.auditors": "[\"\(OtherUser.name)\"]"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.submit(Self.sample("Un avis", name: "Amal Haddad"))
            let auditor = try OtherUser(daemon)

            let byText = try await auditor.get("/admin/v1/comments?q=avis").json(SearchPage.self)
            let byName = try await auditor.get("/admin/v1/comments?q=haddad").json(SearchPage.self)

            #expect(byText.items.count == 1)
            #expect(byText.items.first?.submitterName == nil)
            #expect(byName.items.isEmpty)
            #expect(try await auditor.post("/admin/v1/campaigns/cpg_1/confirm").status == 403)
        }
    }

    @Test("The daemon finds a campaign by itself; confirmed, one answer serves it")
    func campaign() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for text in [Self.letter, Self.letter.uppercased(), "Madame, Monsieur. " + Self.letter] {
                _ = try await daemon.submit(.sample(text))
            }
            let hearback = try daemon.commandLineTool()
            _ = try await waitFor("the campaign", timeout: .seconds(30)) { () -> CampaignResource? in
                let list = try await daemon.desk.get("/admin/v1/campaigns", as: CampaignList.self)
                return list.campaigns.first { $0.members == 3 }
            }

            let folded = try await hearback.run("queue", "list").check()
            #expect(folded.output.contains("cpg_1? ×3") && folded.output.split(separator: "\n").count == 2)
            #expect(folded.errors.contains("hearback campaign show cpg_1"))
            let unfolded = try await hearback.run("queue", "list", "--unfolded").check()
            #expect(!unfolded.output.contains("cpg_1") && unfolded.output.split(separator: "\n").count == 4)
            #expect(try await hearback.run("queue", "list", "--json").check().lines.count == 3)
            let narrowed = try await hearback.run("queue", "list", "--where", "submitter=person").check()
            #expect(!narrowed.output.contains("cpg_1"))
            let early = try await hearback.run("campaign", "publish", "cpg_1")
            let confirmed = try await hearback.run("campaign", "confirm", "cpg_1").check()
            let removed = try await hearback.run("campaign", "remove-member", "cpg_1", "cmt_2", "--json").check()
            let published = try await hearback.run("campaign", "publish", "cpg_1").check()
            let answered = try await hearback.run("campaign", "answer", "cpg_1", "La commission a retenu votre avis.", "--json").check()
            let outcome = try await hearback.run(
                "campaign", "outcome", "cpg_1", "partly_adopted", "--reason", "Repris en partie.", "--citation", "article 1"
            ).check()
            let again = try await hearback.run("campaign", "publish", "cpg_1")
            let list = try await hearback.run("campaign", "list").check()
            let show = try await hearback.run("campaign", "show", "cpg_1").check()

            #expect(early.exit == .code(1))
            #expect(early.errors.contains("campaign confirm cpg_1"))
            #expect(confirmed.output.contains("3 comments, 3 confirmed"))
            #expect(removed.output.contains("\"members\":2"))
            #expect(published.output.contains("published 2 comments, 0 refused"))
            let report = try JSONDecoder().decode(CampaignReport.self, from: Data(answered.output.utf8))
            #expect(report.applied == ["cmt_1", "cmt_3"])
            #expect(again.exit == .code(1))
            #expect(again.output.contains("published 0 comments, 2 refused"))
            #expect(list.output.contains("cpg_1"))
            #expect(show.output.contains("removed"))
            #expect(try await daemon.comment("cmt_2").state == .awaitingApproval)
            #expect(outcome.output.contains("recorded the outcome of 2 comments, 0 refused"))
            for comment in ["cmt_1", "cmt_3"] {
                #expect(try await daemon.comment(comment).timeline.suffix(2).map(\.event) == [.answered, .outcomeRecorded])
            }
            #expect(try await daemon.rebuild().differences == 0)
        }
    }
}

import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Intake over HTTP", .keepingFailures)
struct IntakeTests {
    @Test("A comment is answered with its reference, its due day and the way to its receipt")
    func created() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())

            let response = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
            let receipt = try response.json(SubmissionResponse.self)

            #expect(response.status == 201)
            #expect(response.headers["content-type"] == "application/json; charset=utf-8")
            #expect(response.headers["cache-control"] == "no-store")
            #expect(response.headers["location"] == receipt.receiptURL)
            #expect(receipt.id == "cmt_1")
            #expect(CommentReference.number(of: receipt.reference)?.id == receipt.id)
            #expect(receipt.state == .awaitingApproval)
            #expect(receipt.receivedAt.rfc3339 == Demo.start)
            // Twenty working days after Monday 2025-09-01, without the two of the Prophet's birthday.
            #expect(receipt.decisionDue == "2025-10-01")
            #expect(receipt.receiptURL == "http://hearback.test/v1/receipts/\(receipt.receiptToken)")
            let shown = try await daemon.receipt(receipt.receiptToken)
            #expect(shown.reference == receipt.reference)
            #expect(shown.daysWaiting == 0)
            #expect(shown.timeline.map(\.event) == [.received])
        }
    }

    @Test("Texts come back byte for byte, on receipts and on published pages")
    func bytesAreKept() async throws {
        let texts = [
            "NFD: e\u{301}le\u{300}ve, NFC: élève", "👩\u{200D}👩\u{200D}👧 la famille", "العربيّة مع تشكيل كامل ﷽",
            "ⵜⴰⵎⴰⵣⵉⵖⵜ ⵉⵖⵓⴷⴰⵏ", "🇲🇦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽", "\u{FEFF}BOM first, and \u{FEFF} within", "one\r\ntwo\rthree\n\tfour\n",
            "  spaces around  ", "\u{2067}عربي\u{2069} and \u{202B}more\u{202C}", "\"quotes\" \\ / </script> \u{2028}",
            "ﬁ ligature, Å and Å, ½, ﻻ", "𝒜𝓈𝓉𝓇𝒶𝓁 \u{10FFFD}",
        ]
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())

            for text in texts {
                let receipt = try await daemon.submit(.sample(text))
                let shown = try await daemon.receipt(receipt.receiptToken)
                #expect(Array((shown.text ?? "").utf8) == Array(text.utf8))
                _ = try await daemon.act("publish", on: receipt.id)
            }

            let page = try await daemon.site.get("/v1/bills/pl-03-25/comments", as: PublishedPage.self)
            #expect(page.comments.map { Array($0.text.utf8) } == texts.map { Array($0.utf8) })
            #expect(page.next == nil)
        }
    }

    @Test("Published pages follow each other without a gap or a repeat")
    func pages() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            var published: [String] = []
            for number in 0..<11 {
                let receipt = try await daemon.submit(.sample("Commentaire \(number)"))
                if number % 3 != 0 {
                    _ = try await daemon.act("publish", on: receipt.id)
                    published.append(receipt.id)
                }
            }

            var seen: [String] = []
            var path: String? = "/v1/bills/pl-03-25/comments?limit=2"
            while let next = path {
                let page = try await daemon.site.get(next, as: PublishedPage.self)
                #expect(page.comments.count <= 2)
                seen += page.comments.map(\.id)
                path = page.next.map { "/v1/bills/pl-03-25/comments?limit=2&after=\($0)" }
            }

            #expect(seen == published)
            #expect(try await daemon.site.get("/v1/bills/pl-03-25/comments?limit=0").status == 422)
            #expect(try await daemon.site.get("/v1/bills/pl-03-25/comments?after=x").status == 422)
            #expect(try await daemon.site.get("/v1/bills/none/comments").status == 404)
        }
    }

    @Test("A name is public for an association, never for a person")
    func names() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for kind in ["association", "person"] {
                var submission = SubmissionRequest.sample("De la part de \(kind)")
                submission.submitter = SubmitterRequest(kind: kind, name: "Amal Secret", email: "amal@example.org")
                _ = try await daemon.act("publish", on: try await daemon.submit(submission).id)
            }

            let page = try await daemon.site.get("/v1/bills/pl-03-25/comments")

            let names = try page.json(PublishedPage.self).comments.map(\.association)
            #expect(names == ["Amal Secret", nil])
            #expect(!page.text.contains("amal@example.org"))
            #expect(try await daemon.comment("cmt_2").submitterEmail == "amal@example.org")
        }
    }

    @Test("A receipt's link with one letter changed, cut or longer leads nowhere")
    func wrongTokens() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let token = try await daemon.submit(.sample()).receiptToken
            _ = try await daemon.submit(.sample("Un autre"))

            var wrong = [String(token.dropLast()), token + "a", token.uppercased(), "hbr_1_", "x", "hbr_1"]
            wrong.append(token.replacingOccurrences(of: "hbr_1_", with: "hbr_2_"))
            wrong.append(token.replacingOccurrences(of: "hbr_1_", with: "hbr_99_"))
            for index in token.indices.dropFirst(6) {
                let other: Character = token[index] == "a" ? "b" : "a"
                wrong.append(token.replacingCharacters(in: index...index, with: String(other)))
            }
            for other in wrong {
                let answer = try await daemon.site.get("/v1/receipts/\(other)")
                #expect(answer.status == 404, "\(other)")
                #expect(try answer.json(Problem.self).code == .notFound)
            }
            #expect(try await daemon.site.post("/v1/receipts/\(wrong[6])/withdraw", Data()).status == 404)
            #expect(try await daemon.site.get("/v1/receipts/\(token)").status == 200)
        }
    }

    @Test("Nothing secret reaches the log, even at its most talkative")
    func silentLog() async throws {
        let configuration = ["log.level": "\"trace\""]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            var submission = SubmissionRequest.sample("un texte que le journal ne doit pas voir")
            submission.submitter = SubmitterRequest(kind: "person", name: "Amal Secret", email: "amal@example.org")
            let token = try await daemon.submit(submission, key: "key-that-unmasks-the-receipt").receiptToken
            let secret = String(token.split(separator: "_")[2])
            submission.text += "\u{0}"
            _ = try await daemon.site.get("/v1/receipts/\(token)")
            _ = try await daemon.site.get("/v1/receipts/\(token)x")
            _ = try await daemon.site.post("/v1/receipts/\(token)/appeal", TextRequest(text: "des motifs privés"))
            _ = try await daemon.site.post("/v1/comments", submission)
            _ = try await daemon.site.send(HTTPRequest("DELETE", "/v1/receipts/\(token)"))
            _ = try await daemon.act("note", on: "cmt_1", TextRequest(text: "une note du bureau"))
            try await daemon.stop()

            let log = daemon.errors
            #expect(!log.isEmpty)
            for forbidden in [
                secret, "le journal ne doit pas voir", "Amal", "amal@example.org", "key-that-unmasks", "motifs privés",
                "note du bureau",
            ] {
                #expect(!log.contains(forbidden), "the log holds \(forbidden)")
            }
        }
    }
}

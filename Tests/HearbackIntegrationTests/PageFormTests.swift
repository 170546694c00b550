import Crypto
import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The public forms", .keepingFailures)
struct PageFormTests {
    private static let form = "/fr/bills/pl-03-25/comment"
    private static let fields = ["text": "L’article 3 oublie\r\nles écoles.", "language": "fr", "kind": "person", "name": "", "website": "", "article": ""]

    @Test("A comment goes from the form to its receipt, is asked, answered, refused, appealed and withdrawn, all without a script")
    func journey() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let visitor = try PageVisitor(daemon)
            let sent = try await visitor.send(Self.form, Self.fields)
            #expect(sent.status == 303)
            let receipt = try #require(sent.headers["location"])
            let token = try #require(receipt.split(separator: "/").last.map(String.init))
            let shown = try await visitor.html(receipt)
            #expect(shown.contains("Une décision est attendue au plus tard le") && shown.contains("L’article 3 oublie\nles écoles."))
            #expect(plainText(shown).contains("Le registre public contient votre commentaire"))
            let id = try await daemon.receipt(token).id

            _ = try await daemon.desk.post("/admin/v1/comments/\(id)/clarify", TextRequest(text: "Lesquelles ?"), as: CommentResource.self)
            #expect(try await visitor.html(receipt).contains("Lesquelles ?"))
            let reply = try await visitor.send(receipt, to: receipt + "/clarify", ["text": "Celles de montagne."])
            #expect(reply.status == 303 && reply.headers["location"] == receipt)

            _ = try await daemon.desk.post(
                "/admin/v1/comments/\(id)/reject", RejectionRequest(reason: "off_topic", explanation: "Hors sujet."), as: CommentResource.self)
            let refused = try await visitor.html(receipt)
            #expect(refused.contains("Sans rapport avec le texte") && refused.contains("Hors sujet.") && refused.contains("Celles de montagne."))
            let appeal = try await visitor.send(receipt, to: receipt + "/appeal", ["text": "Relisez."])
            #expect(appeal.status == 303)

            let unsure = try await visitor.send(receipt, to: receipt + "/withdraw", [:])
            #expect(unsure.status == 422 && unsure.text.contains("Cochez la case"))
            let withdrawn = try await visitor.send(receipt, to: receipt + "/withdraw", ["sure": "yes"])
            #expect(withdrawn.status == 303)
            #expect(try await daemon.receipt(token).state == .withdrawn)
            let twice = try await visitor.post(receipt + "/withdraw", ["sure": "yes", "form": try PageVisitor.token(in: try await visitor.html("/fr/bills/pl-03-25/comment"))])
            #expect(twice.status == 422)
            #expect(!daemon.errors.contains(token))
        }
    }

    @Test("What can't be taken comes back with its words and with what is wrong; nothing is recorded")
    func refused() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let visitor = try PageVisitor(daemon)
            let cases: [(change: [String: String], status: Int, sentence: String)] = [
                (["text": " "], 422, "texte"), (["text": String(repeating: "a", count: 20_001)], 422, "long"),
                (["website": "http://spam.example"], 422, "Un champ que l’on ne voit pas"),
                (["form": "0123456789abcdef0123456789abcdef.1.00"], 422, "depuis un autre site"),
                (["form": ""], 422, "depuis un autre site"), (["language": "de"], 422, "langue"), (["kind": "robot"], 422, "admise"),
                (["article": "99"], 422, "article"), (["email": "no address"], 422, "admise"),
            ]
            for (change, status, sentence) in cases {
                let response = try await visitor.send(Self.form, Self.fields.merging(change) { $1 })
                #expect(response.status == status, "\(change.keys)")
                #expect(response.text.contains("Votre commentaire n’a pas été envoyé"), "\(change.keys)")
                #expect(plainText(response.text).lowercased().contains(sentence.lowercased()), "\(change.keys)")
                if change["text"] == nil { #expect(response.text.contains("L’article 3 oublie\nles écoles.")) }
            }
            #expect(try await daemon.site.get("/v1/bills/pl-03-25", as: BillResource.self).counts.received == 0)
        }
    }

    @Test("A form from another site is refused, whichever way the browser says so; a form that is sent twice is recorded once")
    func origins() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let visitor = try PageVisitor(daemon)
            for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example")] {
                let response = try await visitor.send(Self.form, Self.fields, headers: [(name, value)])
                #expect(response.status == 422 && response.text.contains("depuis un autre site"), "\(name) \(value)")
            }
            var fields = Self.fields
            fields["form"] = try PageVisitor.token(in: try await visitor.html(Self.form))
            let own = [(name: "Origin", value: "http://hearback.test"), (name: "Sec-Fetch-Site", value: "same-origin")]
            let first = try await visitor.send(Self.form, fields, headers: own)
            let second = try await visitor.send(Self.form, fields, headers: own)
            #expect(first.status == 303 && first.headers["location"] == second.headers["location"])
            fields["text"] = "Autre chose."
            #expect(try await visitor.send(Self.form, fields).status == 409)
            #expect(try await daemon.site.get("/v1/bills/pl-03-25", as: BillResource.self).counts.received == 1)
        }
    }

    @Test("A form that comes back faster than a person writes is shown again; so is one that is a day old")
    func times() async throws {
        try await DaemonFixture.with(configuration: ["pages.form_seconds": "3"], simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let visitor = try PageVisitor(daemon)
            var fields = Self.fields
            fields["form"] = try PageVisitor.token(in: try await visitor.html(Self.form))
            let fast = try await visitor.send(Self.form, fields)
            #expect(fast.status == 422 && fast.text.contains("C’était très rapide"))
            try await daemon.moveClock(to: "2025-09-01T08:00:03.000Z")
            #expect(try await visitor.send(Self.form, fields).status == 303)
            try await daemon.moveClock(to: "2025-09-02T08:00:01.000Z")
            let old = try await visitor.send(Self.form, fields)
            #expect(old.status == 422 && old.text.contains("ouvert depuis trop longtemps"))
        }
    }

    @Test("Comments from one place come no faster than the limit, by the form and by the API; the words are not lost")
    func limits() async throws {
        let limits = ["intake.per_address_per_minute": "2"]
        try await DaemonFixture.with(configuration: limits, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let visitor = try PageVisitor(daemon)
            #expect(try await visitor.send(Self.form, Self.fields).status == 303)
            _ = try await daemon.submit(.sample())
            let form = try await visitor.send(Self.form, Self.fields)
            #expect(form.status == 429 && form.headers["retry-after"] == "30" && form.text.contains("les écoles."))
            let api = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
            #expect(api.status == 429 && api.headers["retry-after"] == "30")
            #expect(try api.json(Problem.self).code == .tooManyRequests)
            try await daemon.moveClock(to: "2025-09-01T08:00:30.000Z")
            _ = try await daemon.submit(.sample())
            #expect(daemon.errors.contains("server.trusted_proxies names no proxy"))
        }
    }

    @Test("Behind a proxy that is named, each client has a limit of its own, and nobody can pretend to be another")
    func proxied() async throws {
        let limits = ["intake.per_address_per_minute": "1", "server.trusted_proxies": "[\"127.0.0.1\"]"]
        try await DaemonFixture.with(configuration: limits, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            func post(_ client: String) async throws -> Int {
                try await daemon.site.post("/v1/comments", SubmissionRequest.sample(), headers: [("X-Forwarded-For", client)]).status
            }
            #expect(try await post("192.0.2.1") == 201)
            #expect(try await post("192.0.2.1") == 429)
            #expect(try await post("192.0.2.2") == 201)
            // What the client itself wrote stands before what the proxy added.
            #expect(try await post("198.51.100.7, 192.0.2.1") == 429)
            #expect(!daemon.errors.contains("names no proxy"))
        }
    }

    @Test("Beyond the limit, work that is done is let in at once: once, from the same place, and not when it was not asked for")
    func work() async throws {
        let limits = ["intake.per_address_per_minute": "1", "intake.work_bits": "10"]
        try await DaemonFixture.with(configuration: limits, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.submit(.sample())
            let refused = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
            let work = try #require(try refused.json(Problem.self).work)
            #expect(refused.status == 429 && work.bits == 10)
            let solution = try #require((0..<1_000_000).lazy.map { "\(work.challenge):\($0)" }.first { WorkChallenge.leadingZeros(Self.hash($0)) >= 10 })
            let wrong = try #require((0..<1_000).lazy.map { "\(work.challenge):\($0)" }.first { WorkChallenge.leadingZeros(Self.hash($0)) < 10 })
            func post(_ solution: String) async throws -> Int {
                try await daemon.site.post("/v1/comments", SubmissionRequest.sample(), headers: [("Proof-Of-Work", solution)]).status
            }
            for none in [wrong, "x:1", ":", solution.replacing("0", with: "1"), String(repeating: "a", count: 300)] {
                #expect(try await post(none) == 429, "\(none)")
            }
            #expect(try await post(solution) == 201)
            #expect(try await post(solution) == 429)
            let form = try await PageVisitor(daemon).send(Self.form, Self.fields)
            #expect(form.status == 429 && form.text.contains("data-bits=\"10\"") && form.text.contains("name=\"work\""))
        }
    }

    private static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }

    @Test("The form in a frame of another site takes a comment and shows where its receipt is; only named sites may frame it")
    func embedded() async throws {
        let configuration = ["pages.embedded_by": "[\"https://news.example\"]"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let entrance = try await daemon.site.get("/embed/pl-03-25", headers: [("Accept-Language", "ar")])
            #expect(entrance.status == 302 && entrance.headers["location"] == "/ar/embed/pl-03-25")
            let page = try await daemon.site.get("/ar/embed/pl-03-25")
            #expect(page.headers["content-security-policy"]?.contains("frame-ancestors https://news.example") == true)
            let sent = try await PageVisitor(daemon).send("/ar/embed/pl-03-25", Self.fields)
            #expect(sent.status == 200 && sent.headers["content-security-policy"]?.contains("https://news.example") == true)
            let link = try #require(sent.text.firstMatch(of: #/href="(http:\/\/hearback\.test\/ar\/receipts\/[^"]+)"/#)?.1)
            #expect(try await daemon.site.get(String(link.dropFirst("http://hearback.test".count))).status == 200)
        }
    }

    @Test("A receipt's file that is pasted is judged as the program judges it")
    func verify() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let visitor = try PageVisitor(daemon)
            let receipt = try await daemon.submit(.sample("Des mots à prouver."))
            let proof = try #require(receipt.proof)
            let good = try await visitor.post("/fr/verify", ["receipt": proof])
            #expect(good.text.contains("Le reçu tient.") && good.text.contains("Des mots à prouver."))
            let bad = try await visitor.post("/fr/verify", ["receipt": proof.replacing("\nindex ", with: "\nindex 1")])
            #expect(bad.text.contains("Le reçu ne tient pas"))
            let none = try await visitor.post("/fr/verify", ["receipt": "hello"])
            #expect(none.text.contains("ce n’est pas un reçu"))
        }
    }
}

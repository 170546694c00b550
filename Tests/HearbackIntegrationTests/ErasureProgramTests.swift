import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Erasing a comment through the programs", .keepingFailures)
struct ErasureProgramTests {
    private static let settings = ["transparency.publish_seconds": "1", "notices.decision_grace_seconds": "0"]

    @Test("It is looked at, confirmed by its reference, and gone; the log and every receipt still hold, and what was signed is unchanged")
    func whole() async throws {
        try await DaemonFixture.with(configuration: Self.settings) { daemon in
            try await daemon.add(try Demo.openBills())
            let secret = SubmissionRequest(
                bill: "pl-03-25", language: "fr", text: "Le zyxwvaquux de mon voisin.",
                submitter: SubmitterRequest(kind: "association", name: "Qwertzuiopa", email: "z.brahimi@example.org"))
            let receipt = try await daemon.submit(secret)
            let other = try await daemon.submit(.sample("Un autre."))
            let third = try await daemon.submit(.sample("Un troisième."))
            _ = try await daemon.act("publish", on: receipt.id)
            let outsider = try await LogOutsider(daemon)
            _ = try daemon.scratch.write(try #require(receipt.proof), to: "receipt")
            _ = try daemon.scratch.write(try #require(other.proof), to: "other")
            try await outsider.waitForHead()
            _ = try await outsider.export(to: "before").check()

            let hearback = try daemon.commandLineTool()
            let law = ["--reason", "subject_request", "--law", "law 09-08, art. 8"]
            let looked = try await hearback.run(["comment", "erase", receipt.reference] + law + ["--dry-run"]).check()
            #expect(looked.output.contains("texts") && looked.output.contains("2 names and addresses"))
            let unasked = try await hearback.run(["comment", "erase", receipt.reference] + law, input: "")
            #expect(unasked.exit != .code(0))
            #expect(try await daemon.comment(receipt.id).text != nil, "looking and not confirming erase nothing")
            let unlawful = try await hearback.run("comment", "erase", receipt.reference, "--reason", "subject_request", "--yes")
            #expect(unlawful.exit == .code(64))

            let erased = try await hearback.run(["comment", "erase", receipt.reference] + law + ["--yes", "--json"]).check()
            let report = try JSONDecoder().decode(ErasureReport.self, from: Data(erased.output.utf8))
            #expect(report.erased && report.texts == 1 && report.identities == 2)
            let again = try await hearback.run(["comment", "erase", receipt.reference] + law + ["--yes"])
            #expect(again.exit == .code(1) && again.errors.contains("erased already"))

            let words = try await hearback.run(["comment", "erase", third.reference] + law + ["--yes"]).check()
            #expect(words.output.contains("erased \(third.reference): 1 text") && words.errors.contains("backups made before still hold it"))

            // Gone for everybody: the desk, the public, the receipt's holder, the index, the journal.
            let shown = try await hearback.run("comment", "show", receipt.id).check().output
            #expect(shown.contains("erased") && shown.contains("law 09-08, art. 8") && !shown.contains("zyxwvaquux"))
            #expect(try await daemon.site.send(HTTPRequest("GET", "/v1/comments/\(receipt.id)")).status == 404)
            let page = try await daemon.site.get("/v1/receipts/\(receipt.receiptToken)")
            #expect(page.status == 200 && !page.text.contains("zyxwvaquux"))
            #expect(try await !hearback.run("comment", "search", "zyxwvaquux").output.contains(receipt.reference))
            #expect(!daemon.errors.contains("zyxwvaquux") && !daemon.errors.contains("Qwertzuiopa") && !daemon.errors.contains("z.brahimi"))
            _ = try await waitFor("the purge") { () -> Bool? in
                let bytes = ["", "-wal"].reduce(into: Data()) { bytes, suffix in
                    bytes += (try? Data(contentsOf: URL(filePath: daemon.store + suffix))) ?? Data()
                }
                return ["zyxwvaquux", "qwertzuiopa", "Qwertzuiopa", "z.brahimi"].contains { bytes.contains(Data($0.utf8)) } ? nil : true
            }

            // The citizen's own receipt still opens; a new proof shows nothing, and holds.
            #expect(try await outsider.verify("receipt").check().json(LogTests.Verdict.self).text == "Le zyxwvaquux de mon voisin.")
            #expect(try await outsider.verify("other").check().json(LogTests.Verdict.self).text == "Un autre.")
            let proof = try await daemon.site.send(HTTPRequest("GET", "/v1/receipts/\(receipt.receiptToken)/proof"))
            _ = try daemon.scratch.write(String(decoding: proof.body, as: UTF8.self), to: "after")
            #expect(try await outsider.verify("after").check().json(LogTests.Verdict.self).opens == [])
            try await outsider.waitForHead()
            let verified = try await outsider.log(
                "--url", try outsider.url, "--since", daemon.scratch.file("before/checkpoint"), "--receipt", daemon.scratch.file("receipt")
            ).check().json(LogTests.Report.self)
            #expect(verified.holds && verified.events["erased"] == 2)
        }
    }

    @Test("Only administrators erase; a reason that is none and an empty law are refused")
    func refusals() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample("Un."))
            for body in [#"{"reason":"whim","law":"x"}"#, #"{"reason":"legal_order","law":""}"#, #"{"reason":"legal_order"}"#] {
                let refused = try await daemon.desk.send(
                    HTTPRequest(
                        "POST", "/admin/v1/comments/\(receipt.id)/erase", headers: [("Content-Type", "application/json")],
                        body: Data(body.utf8)))
                #expect((400...422).contains(refused.status), "\(body) \(refused.text)")
            }
            #expect(try await daemon.comment(receipt.id).text == "Un.")
        }
    }
}

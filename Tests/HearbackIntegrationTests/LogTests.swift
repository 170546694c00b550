import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// What an outsider finds out with the command line alone, from one receipt or from yesterday's checkpoint.
@Suite("The log that keeps the operator honest", .keepingFailures)
struct LogTests {
    private static let settings = ["transparency.publish_seconds": "1", "notices.decision_grace_seconds": "0"]

    /// A daemon with the demo's bills and some comments, decided in part, and the file of the second one's receipt.
    private func with(
        _ count: Int = 5, named name: String = #function, _ body: (DaemonFixture, LogOutsider) async throws -> Void
    ) async throws {
        try await DaemonFixture.with(configuration: Self.settings, named: name) { daemon in
            try await daemon.add(try Demo.openBills())
            var receipts: [SubmissionResponse] = []
            for number in 1...count { receipts.append(try await daemon.submit(Self.comment("Commentaire numéro \(number)."))) }
            _ = try await daemon.act("publish", on: receipts[0].id)
            _ = try await daemon.act("reject", on: receipts[2].id, RejectionRequest(reason: "off_topic", explanation: "Hors sujet."))
            let outsider = try await LogOutsider(daemon)
            _ = try daemon.scratch.write(try #require(receipts[1].proof), to: "receipt")
            try await body(daemon, outsider)
        }
    }

    private static func comment(_ text: String) -> SubmissionRequest {
        SubmissionRequest(bill: "pl-03-25", language: "fr", text: text, submitter: SubmitterRequest(kind: "person", name: "Zohra"))
    }

    @Test("A receipt holds at once and without a network; its text, its place and its name can't be changed")
    func receipts() async throws {
        try await with { daemon, outsider in
            let holds = try await outsider.verify("receipt").check().json(Verdict.self)
            #expect(holds.valid == true && holds.event == "received" && holds.text == "Commentaire numéro 2.")
            #expect(holds.opens == ["text", "who"])
            let sent = try daemon.scratch.write("Commentaire numéro 2.\n", to: "sent")
            _ = try await outsider.verify("receipt", "--text", sent).check()
            let other = try daemon.scratch.write("Commentaire numéro 9.", to: "other")
            #expect(try await outsider.verify("receipt", "--text", other).exit == .code(1))

            let redacted = try await outsider.tool.run("receipt", "redact", daemon.scratch.file("receipt")).check().output
            #expect(!redacted.contains(try #require(daemon.scratch.text(of: "receipt").split(separator: "\n").dropFirst().first)))
            _ = try daemon.scratch.write(redacted, to: "redacted")
            #expect(try await outsider.verify("redacted").check().json(Verdict.self).opens == [])

            let moved = daemon.scratch.text(of: "receipt").replacing(/\nindex (\d+)\n/) { "\nindex \(Int($0.1)! - 1)\n" }
            _ = try daemon.scratch.write(moved, to: "moved")
            let refused = try await outsider.verify("moved")
            #expect(refused.exit == .code(1))
            #expect(try refused.json(Verdict.self).cause?.contains("its place or the path was changed") == true)
        }
    }

    @Test("The receipt's page gives the proof again, with the openings, until the comment is erased")
    func proofAgain() async throws {
        try await with { daemon, outsider in
            let receipt = try await daemon.submit(.sample("Encore un."))
            let answer = try await daemon.site.send(HTTPRequest("GET", "/v1/receipts/\(receipt.receiptToken)/proof"))
            #expect(answer.status == 200 && answer.headers["content-disposition"]?.contains(".tlog-proof") == true)
            #expect(answer.headers["cache-control"] == "no-store")
            _ = try daemon.scratch.write(String(decoding: answer.body, as: UTF8.self), to: "again")
            #expect(try await outsider.verify("again").check().json(Verdict.self).text == "Encore un.")
            // What a redaction covers is not shown by the proof either, which holds all the same.
            let version = try await daemon.comment(receipt.id).textVersion
            _ = try await daemon.act(
                "redact", on: receipt.id, RedactionRequest(spans: [.init(start: 0, end: 6)], reason: "personal_data", textVersion: version))
            let covered = try await daemon.site.send(HTTPRequest("GET", "/v1/receipts/\(receipt.receiptToken)/proof"))
            _ = try daemon.scratch.write(String(decoding: covered.body, as: UTF8.self), to: "covered")
            let verdict = try await outsider.verify("covered").check().json(Verdict.self)
            #expect(verdict.opens == ["who"] && verdict.text == nil)
            let wrong = try await daemon.site.send(HTTPRequest("GET", "/v1/receipts/hbr_1_aaaaaaaaaaaaaaaaaaaaaaaaaa/proof"))
            #expect(wrong.status == 404)
        }
    }

    @Test("A live log and a copy of it hold; what was kept is its beginning")
    func whole() async throws {
        try await with { daemon, outsider in
            try await outsider.waitForHead()
            let report = try await outsider.log("--url", try outsider.url).check().json(Report.self)
            #expect(report.holds && report.comments == 5 && report.findings.isEmpty)
            #expect(report.events["received"] == 5 && report.events["published"] == 1 && report.events["rejected"] == 1 && report.events["genesis"] == 1)
            _ = try await outsider.export(to: "mirror").check()
            let kept = daemon.scratch.file("mirror/checkpoint")
            for number in 6...9 { _ = try await daemon.submit(.sample("Commentaire \(number).")) }
            try await outsider.waitForHead()
            let later = try await outsider.log("--url", try outsider.url, "--since", kept, "--receipt", daemon.scratch.file("receipt"))
            #expect(try later.check().json(Report.self).size == report.size + 4)
            let copy = try await outsider.log("--folder", daemon.scratch.file("mirror"), "--receipt", daemon.scratch.file("receipt"))
            #expect(try copy.check().json(Report.self).size == report.size)
        }
    }

    @Test("A stranger's implementation reads the same tiles, checkpoint and receipts: Go's x/mod", .enabled(if: GoOracle.isPossible))
    func oracle() async throws {
        try await with(300) { daemon, outsider in
            try await outsider.waitForHead()
            _ = try await outsider.export(to: "mirror").check()
            let words = try await GoOracle(daemon.scratch).run(
                outsider.key, daemon.scratch.file("mirror"), daemon.scratch.file("receipt"))
            #expect(words.contains("tree ok") && words.contains("receipt ok"))
        }
    }

    @Test("What is done to the file behind the daemon's back is refused at the next start", arguments: [
        ("UPDATE event SET actor = actor WHERE sequence = 0", nil as String?),
        ("UPDATE log_leaf SET entry = CAST(replace(CAST(entry AS TEXT), '20', '19') AS BLOB) WHERE number = (SELECT max(number) FROM log_leaf)",
         "are not those whose root was signed"),
        ("DELETE FROM log_leaf WHERE number = (SELECT max(number) FROM log_leaf)", "the file has"),
        ("DELETE FROM log_head", "the log has leaves, and no head"),
    ])
    func atStart(sql: String, finding: String?) async throws {
        try await with { daemon, _ in
            try await daemon.stop()
            try await daemon.change(
                "DROP TRIGGER log_leaf_update; DROP TRIGGER log_leaf_delete; DROP TRIGGER log_head_delete; " + sql)
            guard let finding else { return try await daemon.start() }
            #expect(try await daemon.startToDie([]) == .code(74))
            #expect(daemon.errors.contains(finding), "\(daemon.errors)")
        }
    }

    @Test("A copy in which a leaf was edited does not hold, and the leaf is named")
    func editedHistory() async throws {
        try await with { daemon, outsider in
            try await outsider.waitForHead()
            _ = try await outsider.export(to: "mirror").check()
            let place = daemon.scratch.file("mirror/tile/entries/000.p/\(try outsider.size(of: "mirror"))")
            var entries = try Data(contentsOf: URL(fileURLWithPath: place))
            let range = try #require(entries.range(of: Data("\"off_topic\"".utf8)))
            entries.replaceSubrange(range, with: Data("\"duplicate\"".utf8))
            try entries.write(to: URL(fileURLWithPath: place))
            let edited = try await outsider.log("--folder", daemon.scratch.file("mirror"))
            #expect(edited.exit == .code(1))
            let report = try edited.json(Report.self)
            #expect(!report.holds && report.findings.contains { $0.code == "leaf_changed" } && report.findings.contains { $0.code == "root_mismatch" })
        }
    }

    @Test("Yesterday's backup, put back, is noticed at the start, and by everyone with a later receipt")
    func backup() async throws {
        try await with { daemon, outsider in
            try await outsider.waitForHead()
            try await daemon.stop()
            let store = daemon.scratch.file("hearback.sqlite")
            for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: store + suffix) {
                try FileManager.default.copyItem(atPath: store + suffix, toPath: store + suffix + ".yesterday")
            }
            try await daemon.start()
            let later = try await daemon.submit(.sample("Après la sauvegarde."))
            _ = try daemon.scratch.write(try #require(later.proof), to: "later")
            try await outsider.waitForHead()
            try await daemon.stop()
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: store + suffix)
                guard FileManager.default.fileExists(atPath: store + suffix + ".yesterday") else { continue }
                try FileManager.default.copyItem(atPath: store + suffix + ".yesterday", toPath: store + suffix)
            }
            #expect(try await daemon.startToDie([]) == .code(78))
            #expect(daemon.errors.contains("the ledger is older than what was signed already"))
            #expect(daemon.errors.contains("put back a later one"))

            // The operator goes on all the same, and signs another history.
            try FileManager.default.removeItem(atPath: store + ".head")
            try await daemon.start()
            _ = try await daemon.submit(.sample("Une autre histoire."))
            try await outsider.waitForHead()
            let forked = try await outsider.log("--url", try outsider.url, "--receipt", daemon.scratch.file("later"))
            #expect(forked.exit == .code(4))
            #expect(try forked.json(Report.self).findings.contains { $0.code == "fork" && $0.words.contains("history was rewritten") })
        }
    }

    @Test("After kills at any moment every receipt that was given out is in the one log", arguments: [1, 2] as [UInt64])
    func kills(seed: UInt64) async throws {
        try await with(named: "kills\(seed)") { daemon, outsider in
            var random = SplitMix64(seed: seed)
            var files: [String] = []
            for round in 1...4 {
                // Killed after so many answers, while others are on their way.
                let enough = Int.random(in: 2...40, using: &random)
                let (answers, given) = AsyncStream.makeStream(of: String.self)
                let load = Task {
                    for number in 1...200 {
                        guard let proof = try? await daemon.submit(.sample("Tour \(round), \(number).")).proof else { break }
                        given.yield(proof)
                    }
                    given.finish()
                }
                var seen = 0
                for await proof in answers {
                    seen += 1
                    if seen > enough - 2 {
                        files.append("kept\(files.count)")
                        _ = try daemon.scratch.write(proof, to: files[files.count - 1])
                    }
                    if seen == enough { try await daemon.kill() }
                }
                await load.value
                try await daemon.start()
            }
            try await outsider.waitForHead()
            try #require(files.count >= 8, "seed \(seed)")
            let report = try await outsider.log(["--url", try outsider.url] + files.flatMap { ["--receipt", daemon.scratch.file($0)] }).check()
            #expect(try report.json(Report.self).holds, "seed \(seed)")
        }
    }

    @Test("Wrong keys, and files that are no checkpoint, are refused with what to do", arguments: ["--since", "--receipt"])
    func misuse(option: String) async throws {
        try await with { daemon, outsider in
            _ = try daemon.scratch.write("not a note\n", to: "bad")
            let refused = try await outsider.log("--url", try outsider.url, option, daemon.scratch.file("bad"))
            #expect(refused.exit == .code(65), "\(refused)")
            let nokey = try await outsider.tool.run("log", "verify", "--url", try outsider.url, "--key", "x")
            #expect(nokey.exit == .code(64) && nokey.errors.contains("hint: it looks like"))
            let other = "example.org/log1+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            try await outsider.waitForHead()
            let stranger = try await outsider.tool.run("log", "verify", "--url", try outsider.url, "--key", other.replacing("example.org/log1", with: "example.com/foo"))
            #expect(stranger.exit == .code(1) && stranger.errors.contains("did not sign it"))
        }
    }

    struct Verdict: Decodable { let valid: Bool?, cause: String?, event: String?, text: String?, opens: [String]? }
    struct Report: Decodable {
        struct Finding: Decodable { let code: String, words: String, leaf: Int64? }
        let holds: Bool, size: Int64, comments: Int, events: [String: Int], findings: [Finding]
    }
}

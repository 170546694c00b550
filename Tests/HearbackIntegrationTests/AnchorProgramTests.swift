import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Anchors through the programs", .keepingFailures)
struct AnchorProgramTests {
    private struct Report: Decodable {
        let holds: Bool
        let anchors: Int
        let anchors_vouched: Int
        let longest_gap_seconds: Int64?
        let witnesses: [String]
    }

    @Test("What a witness vouched for goes into the log, once an interval, and everybody can check it; nobody else's word does")
    func anchored() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            var hearback = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            hearback.environment = [:]
            let witness = try await hearback.run(
                "log", "keygen", "--witness", "--name", "bar.example/w1", "--out", scratch.file("witness.skey")).check().lines.last ?? ""
            _ = try await hearback.run("log", "keygen", "--witness", "--name", "ngo.example/w1", "--out", scratch.file("other.skey")).check()
            let cosigned = scratch.file("cosigned")
            let settings = [
                "transparency.publish_seconds": "1", "transparency.anchor_seconds": "604800", "transparency.cosigned": "\"\(cosigned)\"",
                "transparency.witnesses": "[\"\(witness)\"]",
            ]
            try await DaemonFixture.with(configuration: settings, named: #function) { daemon in
                try await daemon.add(try Demo.openBills())
                for number in 1...3 { _ = try await daemon.submit(.sample("Commentaire \(number).")) }
                let outsider = try await LogOutsider(daemon)
                try await outsider.waitForHead()
                func vouch(_ key: String) async throws {
                    _ = try await hearback.run(
                        "log", "witness", "--key", scratch.file(key + ".skey"), "--state", scratch.file(key + ".state"), "--log", outsider.key,
                        try outsider.url, "--out", cosigned
                    ).check()
                }
                try await vouch("other")
                try await waitUntil("the other witness is told of") { daemon.errors.contains("holds no head of this log that a witness") }
                #expect(try await daemon.query("SELECT count(*) FROM log_anchor") == ["0"])
                try FileManager.default.removeItem(atPath: cosigned)
                try await vouch("witness")
                try await waitUntil("the anchor", timeout: .seconds(30)) {
                    try await daemon.query("SELECT count(*) FROM log_anchor") == ["1"]
                }
                let leaf = try #require(try await daemon.query("SELECT leaf FROM log_anchor").first)
                let note = try await daemon.site.send(HTTPRequest("GET", "/anchors/\(leaf)"))
                #expect(note.status == 200 && note.headers["cache-control"]?.contains("immutable") == true)
                #expect(note.text.contains("— bar.example/w1 ") && note.text.contains("— \(outsider.key.split(separator: "+")[0]) "))
                for wrong in ["/anchors/0", "/anchors/x", "/anchors/99999999999999999999"] {
                    #expect(try await daemon.site.send(HTTPRequest("GET", wrong)).status == 404)
                }
                // The next head of the same witness comes too soon.
                _ = try await daemon.submit(.sample("Encore un."))
                try await outsider.waitForHead()
                try await vouch("witness")
                _ = try await daemon.submit(.sample("Et un autre."))
                try await outsider.waitForHead()
                #expect(try await daemon.query("SELECT count(*) FROM log_anchor") == ["1"])

                let trust = try scratch.write("log \(outsider.key)\nwitness bar \(witness)\n", to: "trust")
                let live = try await hearback.run("log", "verify", "--key-file", trust, "--url", try outsider.url, "--json").check()
                let report = try live.json(Report.self)
                #expect(report.holds && report.anchors == 1 && report.anchors_vouched == 1 && report.longest_gap_seconds != nil)
                let untrusted = try await outsider.log("--url", try outsider.url).check().json(Report.self)
                #expect(untrusted.anchors == 1 && untrusted.anchors_vouched == 0 && untrusted.longest_gap_seconds == nil)

                _ = try await outsider.export(to: "mirror").check()
                let copy = try await hearback.run("log", "verify", "--key-file", trust, "--folder", daemon.scratch.file("mirror"))
                #expect(try copy.check().output.contains("anchors      1 of 1 by witnesses in the trust file"))
                let place = daemon.scratch.file("mirror/anchors/\(leaf)")
                try Data(note.body + Data("x".utf8)).write(to: URL(filePath: place))
                let changed = try await hearback.run("log", "verify", "--key-file", trust, "--folder", daemon.scratch.file("mirror"))
                #expect(changed.exit == .code(1) && changed.output.contains("anchors/\(leaf) is not what leaf \(leaf) commits to"))
            }
        }
    }

    @Test("The log's key is taken from systemd's credentials under either name", arguments: ["hearback_log.skey", "log.skey"])
    func credentials(name: String) async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.stop()
            let folder = daemon.scratch.file("credentials")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            _ = try await daemon.commandLineTool().run("log", "keygen", "--name", "cred.example/log1", "--out", folder + "/" + name).check()
            try await daemon.start(environment: [
                "CREDENTIALS_DIRECTORY": folder, "HEARBACK_STORE_PATH": daemon.scratch.file("other.sqlite"),
            ])
            #expect(try await daemon.site.send(HTTPRequest("GET", "/log.vkey")).text.hasPrefix("cred.example/log1+"))
        }
    }

    @Test("A key that is no witness's stops the start")
    func noWitness() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.stop()
            #expect(try await daemon.startToDie([], environment: ["HEARBACK_TRANSPARENCY_WITNESSES": "x"]) == .code(78))
            #expect(daemon.errors.contains("transparency.witnesses: 'x' is no key of a witness"))
            try await daemon.start()
        }
    }
}

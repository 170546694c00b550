import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

/// Witnesses and auditors around a live daemon, with the command line alone.
@Suite("Those who watch a live log", .keepingFailures)
struct WitnessProgramTests {
    private struct Report: Decodable {
        let holds: Bool, size: Int64, witnesses: [String], quorum: Bool?
    }

    private struct Comparison: Decodable {
        struct View: Decodable { let size: Int64 }
        let consistent: Bool, relation: String, a: View, b: View
    }

    private static func with(
        _ settings: [String: String] = [:], named name: String = #function, _ body: (DaemonFixture, LogOutsider) async throws -> Void
    ) async throws {
        try await DaemonFixture.with(configuration: settings.merging(["transparency.publish_seconds": "1"]) { $1 }, named: name) { daemon in
            try await daemon.add(try Demo.openBills())
            for number in 1...5 { _ = try await daemon.submit(.sample("Commentaire \(number).")) }
            let outsider = try await LogOutsider(daemon)
            try await outsider.waitForHead()
            try await body(daemon, outsider)
        }
    }

    @Test("Yesterday's copy is a beginning of what the server shows, and heads that witnesses vouched for meet a quorum")
    func live() async throws {
        try await Self.with { daemon, outsider in
            let (tool, url, key) = (outsider.tool, try outsider.url, outsider.key)
            let mirror = daemon.scratch.file("mirror")
            _ = try await outsider.export(to: "mirror").check()
            var witnesses: [String] = []
            func look(_ name: String, _ more: String...) async throws -> CommandLineTool.Result {
                let options = ["--key", daemon.scratch.file(name), "--state", daemon.scratch.file(name + ".state"), "--log", key]
                return try await tool.run(["log", "witness"] + options + more)
            }
            for name in ["univ", "cour", "bar"] {
                let made = try await tool.run("log", "keygen", "--witness", "--name", "\(name).example/w1", "--out", daemon.scratch.file(name)).check()
                witnesses.append("witness \(name) \(made.lines[0])")
            }
            for name in ["univ", "cour"] { _ = try await look(name, url, "--out", mirror + "/checkpoint-\(name)").check() }
            // One hands the head on to the other, and both lines stay.
            try FileManager.default.removeItem(atPath: mirror + "/checkpoint")
            try FileManager.default.moveItem(atPath: mirror + "/checkpoint-univ", toPath: mirror + "/checkpoint")
            _ = try await look("cour", mirror, "--out", mirror + "/checkpoint").check()
            func verify(_ quorum: String) async throws -> CommandLineTool.Result {
                let text = (["log \(key)"] + witnesses + ["group all3 all univ cour bar", "quorum \(quorum)"]).joined(separator: "\n") + "\n"
                let policy = try daemon.scratch.write(text, to: "policy")
                return try await tool.run("log", "verify", "--folder", mirror, "--key-file", policy, "--json")
            }
            let one = try await verify("cour").check().json(Report.self)
            #expect(one.holds && one.quorum == true && one.witnesses == ["univ.example/w1", "cour.example/w1"])
            let three = try await verify("all3")
            #expect(try three.exit == .code(3) && three.json(Report.self).quorum == false)

            for number in 6...9 { _ = try await daemon.submit(.sample("Commentaire \(number).")) }
            try await outsider.waitForHead()
            let compared = try await tool.run("log", "diff", mirror, url, "--key", key, "--json").check().json(Comparison.self)
            #expect(compared.consistent && compared.relation == "a_begins_b" && compared.b.size == compared.a.size + 4)
            _ = try await look("univ", url).check()
            let stale = try await look("univ", mirror)
            #expect(stale.exit == .code(1) && stale.errors.contains("this witness has vouched for \(compared.b.size)"))
        }
    }

    @Test("The server shows the lines of those who vouched for its head, and only for that head")
    func published() async throws {
        let scratch = try Scratch(named: "cosigned")
        try await scratch.use {
            let file = scratch.file("cosigned")
            try await Self.with(["transparency.cosigned": "\"\(file)\""]) { daemon, outsider in
                func served() async throws -> String { try await daemon.site.send(HTTPRequest("GET", "/checkpoint")).text }
                let bare = try await served()
                let made = try await outsider.tool.run("log", "keygen", "--witness", "--name", "univ.example/w1", "--out", scratch.file("skey")).check()
                let look = ["log", "witness", "--key", scratch.file("skey"), "--state", scratch.file("state"), "--log", outsider.key, try outsider.url, "--out", file]
                _ = try await outsider.tool.run(look).check()
                #expect(try await served() == scratch.text(of: "cosigned") && bare != scratch.text(of: "cosigned"))
                let policy = try scratch.write("log \(outsider.key)\nwitness univ \(made.lines[0])\nquorum univ\n", to: "policy")
                let verify = ["log", "verify", "--url", try outsider.url, "--key-file", policy, "--json"]
                #expect(try await outsider.tool.run(verify).check().json(Report.self).witnesses == ["univ.example/w1"])
                // The next one adds its line.
                let second = try await outsider.tool.run("log", "keygen", "--witness", "--name", "cour.example/w1", "--out", scratch.file("cour")).check()
                _ = try await outsider.tool.run(look.map { $0 == scratch.file("skey") ? scratch.file("cour") : $0 == scratch.file("state") ? scratch.file("other") : $0 }).check()
                let both = try scratch.write(
                    "log \(outsider.key)\nwitness univ \(made.lines[0])\nwitness cour \(second.lines[0])\ngroup q all univ cour\nquorum q\n", to: "both")
                _ = try await outsider.tool.run("log", "verify", "--url", try outsider.url, "--key-file", both).check()
                // Lines that would spoil the head are left out, and so is everything that is no head.
                let text = bare.prefix(through: try #require(bare.range(of: "\n\n")).lowerBound)
                let name = outsider.key.prefix { $0 != "+" }
                for spoiled in ["\(text)\n— \(name) AAAAAAAA\n", "", "x\n\n— univ.example/w1 AAAAAAAA\n", String(repeating: "x", count: 70_000)] {
                    _ = try scratch.write(spoiled, to: "cosigned")
                    #expect(try await served() == bare)
                }
                _ = try await outsider.tool.run(look).check()
                _ = try await daemon.submit(.sample("Encore un."))
                try await outsider.waitForHead()
                #expect(try await !served().contains("univ.example"))
                #expect(try await outsider.tool.run(verify).exit == .code(3))
                _ = try await outsider.tool.run(look).check()
                #expect(try await outsider.tool.run(verify).check().json(Report.self).quorum == true)
            }
        }
    }

    @Test("A key that was made beforehand is the one that the daemon signs with")
    func keygen() async throws {
        let scratch = try Scratch(named: "keygen")
        try await scratch.use {
            let tool = CommandLineTool(program: try Project.program("hearback"), scratch: scratch)
            let made = try await tool.run("log", "keygen", "--name", "comments.example.org/log1", "--out", scratch.file("log.skey")).check()
            try await Self.with(["transparency.key": "\"\(scratch.file("log.skey"))\""]) { _, outsider in
                #expect(outsider.key == made.lines.first)
                _ = try await outsider.log("--url", try outsider.url).check()
            }
        }
    }
}

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

    private static func with(named name: String = #function, _ body: (DaemonFixture, LogOutsider) async throws -> Void) async throws {
        try await DaemonFixture.with(configuration: ["transparency.publish_seconds": "1"], named: name) { daemon in
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
}

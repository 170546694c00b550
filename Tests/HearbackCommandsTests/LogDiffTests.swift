import Foundation
import HearbackTestSupport
import HearbackTransparency
import Testing

@testable import HearbackCommands

@Suite("Two views of a log beside one another")
struct LogDiffTests {
    private struct Report: Decodable {
        struct View: Decodable { let name: String, size: Int64, checkpoint: String, whole: Bool? }
        struct Sight: Decodable { let event: String?, comment: String?, time: String?, hash: String }
        struct Difference: Decodable { let leaf: Int64, a: Sight, b: Sight }
        let consistent: Bool, relation: String, a: View, b: View, first_difference: Difference?
    }

    private static func diff(_ log: MadeLog, _ a: String, _ b: String) async throws -> (Int32, Report) {
        let run = await Run.hearback(["log", "diff", a, b, "--key", log.vkey, "--json"])
        return (run.exit, try JSONDecoder().decode(Report.self, from: Data(run.output.utf8)))
    }

    @Test("A view that is a beginning of the other, on either side, from folders and from a head that was kept")
    func beginning() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let log = try MadeLog(700)
            let small = try log.write(300, to: scratch.file("small"))
            let large = try log.write(to: scratch.file("large"))
            let kept = try scratch.write(try log.checkpoint(256), to: "kept")
            for (a, b, relation) in [(small, large, "a_begins_b"), (large, small, "b_begins_a"), (kept, large, "a_begins_b"), (large, large, "same"), (kept, kept, "same")] {
                let (exit, report) = try await Self.diff(log, a, b)
                #expect(exit == 0 && report.consistent && report.relation == relation && report.first_difference == nil)
            }
            let run = await Run.hearback(["log", "diff", small, large, "--key", log.vkey])
            #expect(run.output.contains("A is a beginning of B: the first 300 leaves of 700 are the same"))
        }
    }

    @Test("Two histories: the first leaf at which they differ, what each side says there, and both heads", arguments: [0, 255, 256, 299])
    func split(leaf: Int) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let log = try MadeLog(300)
            let a = try log.write(to: scratch.file("a"))
            let other = log.forked(at: leaf, count: 600)
            let b = try other.write(to: scratch.file("b"))
            let (exit, report) = try await Self.diff(log, a, b)
            #expect(exit == 4 && !report.consistent && report.relation == "split")
            let first = try #require(report.first_difference)
            #expect(first.leaf == leaf && first.a.event == "received" && first.b.event == "rejected")
            #expect(first.a.comment == "comment\(leaf)" && first.a.time == "2026-11-25T08:00:07Z" && first.a.hash != first.b.hash)
            #expect(try report.a.checkpoint == log.checkpoint() && report.b.checkpoint == other.checkpoint())
            let run = await Run.hearback(["log", "diff", a, b, "--key", log.vkey])
            #expect(run.exit == 4 && run.output.contains("the histories differ from leaf \(leaf) on"))
            #expect(try run.output.contains(log.checkpoint()) && run.output.contains(other.checkpoint()))
        }
    }

    @Test("A bare head of the same size shows a split, though not where; a larger one alone shows nothing")
    func bare() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let log = try MadeLog(40)
            let folder = try log.write(to: scratch.file("folder"))
            let other = try scratch.write(try log.forked(at: 7).checkpoint(), to: "other")
            let (exit, report) = try await Self.diff(log, folder, other)
            #expect(exit == 4 && report.relation == "split" && report.first_difference == nil)
            let larger = try scratch.write(try MadeLog(90, key: log.key).checkpoint(), to: "larger")
            let (unknown, untold) = try await Self.diff(log, larger, folder)
            #expect(unknown == 1 && untold.relation == "unknown")
        }
    }

    @Test("Leaves that are not those that were signed are no evidence; a lost bundle is told")
    func broken() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let log = try MadeLog(600)
            let small = try log.write(300, to: scratch.file("small"))
            let large = try log.write(to: scratch.file("large"))
            try MadeLog.write(EntryBundle.bytes((0..<256).map { MadeLog.leaf($0, event: "erased") }), to: large + "/tile/entries/000")
            let (exit, report) = try await Self.diff(log, small, large)
            #expect(exit == 1 && !report.consistent && report.b.whole == false && report.a.whole == true && report.first_difference == nil)
            try FileManager.default.removeItem(atPath: large + "/tile/entries/000")
            let (missing, lost) = try await Self.diff(log, small, large)
            #expect(missing == 1 && lost.b.whole == false)
            let run = await Run.hearback(["log", "diff", small, large, "--key", log.vkey])
            #expect(run.output.contains("finding: B does not show the leaves"))
        }
    }

    @Test("A host that keeps only full tiles will do")
    func fullTiles() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let log = try MadeLog(600)
            let small = try log.write(300, to: scratch.file("small"))
            let large = try log.write(to: scratch.file("large"))
            try FileManager.default.removeItem(atPath: small + "/tile/entries/001.p")
            try FileManager.default.copyItem(atPath: large + "/tile/entries/001", toPath: small + "/tile/entries/001")
            let (exit, report) = try await Self.diff(log, small, large)
            #expect(exit == 0 && report.a.whole == true)
        }
    }

    @Test("Heads of absurd sizes, of other logs and files that are none are refused without a trap")
    func hostile() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let log = try MadeLog(5)
            let folder = try log.write(to: scratch.file("folder"))
            let absurd = scratch.file("absurd")
            let head = try Checkpoint(origin: MadeLog.origin, size: .max, root: .emptyRoot).signed(by: [log.key])
            try MadeLog.write(head.bytes, to: absurd + "/checkpoint")
            let (exit, report) = try await Self.diff(log, folder, absurd)
            #expect(exit == 1 && report.b.whole == false)
            let verified = await Run.hearback(["log", "verify", "--folder", absurd, "--key", log.vkey])
            #expect(verified.exit == 1 && verified.errors.contains("more than can be read whole"))
            let stranger = try #require(SigningKey(generatedFor: "other.example/log1"))
            let other = try MadeLog(5, key: stranger).write(to: scratch.file("other"))
            let two = await Run.hearback(["log", "diff", folder, other, "--key", log.vkey, "--key", stranger.verifier.text])
            #expect(two.exit == 65 && two.errors.contains("heads of two logs"))
            // One log's key does not speak for another, though both are trusted.
            let posed = try Checkpoint(origin: MadeLog.origin, size: 5, root: .emptyRoot).signed(by: [stranger])
            try MadeLog.write(posed.bytes, to: scratch.file("posed"))
            let pose = await Run.hearback(["log", "diff", folder, scratch.file("posed"), "--key", log.vkey, "--key", stranger.verifier.text])
            #expect(pose.exit == 65 && pose.errors.contains("it is the head of another log"))
            let none = await Run.hearback(["log", "diff", folder, try scratch.write("none\n", to: "none"), "--key", log.vkey])
            #expect(none.exit == 65 && none.errors.contains("it is no signed note"))
            try FileManager.default.createDirectory(atPath: scratch.file("pipe"), withIntermediateDirectories: true)
            #expect(mkfifo(scratch.file("pipe/checkpoint"), 0o600) == 0)
            #expect(await Run.hearback(["log", "diff", folder, scratch.file("pipe"), "--key", log.vkey]).exit == 1)
            let nowhere = await Run.hearback(["log", "diff", folder, scratch.file("nowhere"), "--key", log.vkey])
            #expect(nowhere.exit == 66)
            let server = await Run.hearback(["log", "diff", folder, "http://127.0.0.1:9", "--key", log.vkey])
            #expect(server.exit == 69 && server.errors.contains("check the address"))
        }
    }
}

import Foundation
import HearbackTestSupport
import Testing

/// `scripts/drill` proves a restore only if it also notices one that is not whole.
@Suite("The drill", .keepingFailures)
struct DrillTests {
    private func drill(_ scratch: Scratch, programs folder: String) async throws -> CommandLineTool.Result {
        let temporary = scratch.file("t")
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
        var tool = CommandLineTool(program: Project.file("scripts/drill"), scratch: scratch)
        tool.environment = ["TMPDIR": temporary]
        let result = try await tool.run("--bin", folder, timeout: .seconds(120))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary) == [])
        return result
    }

    @Test("Every comment that was acknowledged before the backup comes back, and nothing is left")
    func whole() async throws {
        let scratch = try Scratch(named: "drill")
        try await scratch.use {
            let folder = (try Project.program("hearbackd") as NSString).deletingLastPathComponent
            let result = try await drill(scratch, programs: folder).check()
            for words in ["that were acknowledged before are there, word for word", "three receipts from before stand at its beginning", "the daemon does not sign on", "proved"] {
                #expect(result.output.contains(words), "\(result)")
            }
        }
    }

    @Test("A comment that came back with other words fails it")
    func changed() async throws {
        let scratch = try Scratch(named: "drill")
        try await scratch.use {
            let folder = scratch.file("bin")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(atPath: folder + "/hearbackd", withDestinationPath: try Project.program("hearbackd"))
            let changer = try scratch.write(
                """
                import sqlite3, sys
                file = sqlite3.connect(sys.argv[1])
                for name, in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'content'").fetchall():
                    file.execute(f"DROP TRIGGER {name}")
                file.execute("UPDATE content SET text = 'Autre.' WHERE event = (SELECT event FROM comment WHERE number = 7)")
                file.commit()
                """, to: "changer.py")
            // The real one, which then changes a text in what it made.
            let script = """
                #!/bin/sh
                '\(try Project.program("hearback"))' "$@" || exit
                [ "$1" = restore ] || exit 0
                exec '\(Project.python)' '\(changer)' "$4"
                """
            _ = try scratch.write(script, to: "bin/hearback")
            chmod(folder + "/hearback", 0o755)
            let result = try await drill(scratch, programs: folder)
            #expect(result.exit == .code(1) && result.errors.contains("is not what was acknowledged"), "\(result)")
        }
    }
}

import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The responder's desk", .keepingFailures)
struct AnswerProgramTests {
    private func with(named name: String = #function, _ body: (DaemonFixture, CommandLineTool) async throws -> Void) async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start, named: name) { daemon in
            try await daemon.add(try Demo.bills())
            for text in ["Le premier avis.", "رأي ثانٍ على المشروع، مكتوب بالعربية.", "\u{200B}Un troisième.\n# ---- nothing from this line on is sent ----"] {
                let receipt = try await daemon.submit(.sample(text))
                _ = try await daemon.act("publish", on: receipt.id)
            }
            try await body(daemon, try daemon.commandLineTool())
        }
    }

    @Test("What owes an answer, first due first, in 80 columns and as JSON; what was answered owes none")
    func queue() async throws {
        try await with { daemon, hearback in
            let lines = try await hearback.run("answer", "queue", "--json").check().lines
            let items = try lines.map { try JSONDecoder().decode(AnswerItem.self, from: Data($0.utf8)) }
            #expect(items.map(\.id) == ["cmt_1", "cmt_2", "cmt_3"])
            let due = try await hearback.run(
                "due", "--received", "2025-09-01", "--days", "60", "--calendars", Project.file("config/calendars"), "--json").check().output
            #expect(items.allSatisfy { due.contains("\"due\":\"\($0.answerDue)\"") && !$0.overdue && $0.daysToDue > 60 }, "\(due) \(items)")
            let shown = try await hearback.run("answer", "queue").check().output
            #expect(shown.contains("COMMENT") && shown.contains("<U+200B>Un troisième."))
            _ = try await hearback.run("comment", "answer", "cmt_1", "La commission retient la proposition.").check()
            try await daemon.moveClock(to: "2026-01-05T08:00:00.000Z")
            let overdue = try await hearback.run("answer", "queue", "--overdue", "--limit", "1")
            #expect(try overdue.check().output.contains("d overdue"))
            #expect(overdue.errors.contains("1 of 2 comments"))
            #expect(try await hearback.run("answer", "queue", "--language", "es").check().output.contains("nothing is owed"))
            #expect(try await hearback.run("answer", "queue", "--limit", "0").exit == .code(64))
        }
    }

    @Test("The editor opens with the comment below; what can't be sent is kept and opens again; nothing written is nothing sent")
    func editor() async throws {
        try await with { daemon, _ in
            let writing = try daemon.scratch.write(
                "#!/bin/sh\ncp \"$1\" '\(daemon.scratch.file("seen"))'\nprintf 'Bonne idée.\\n# un titre\\n' > \"$1.x\"; sed -n '/^# ----/,$p' \"$1\" >> \"$1.x\"; mv \"$1.x\" \"$1\"\n",
                to: "writing")
            let idle = try daemon.scratch.write("#!/bin/sh\ncp \"$1\" '\(daemon.scratch.file("seen"))'\n", to: "idle")
            func answer(_ comment: String, _ editor: String, _ expected: String) async throws {
                try await ReviewScenario(daemon, environment: ["EDITOR": "sh \(editor)", "XDG_STATE_HOME": daemon.scratch.file("state")]).run("""
                    t = DeskTerminal([program, "comment", "answer", "\(comment)", "--socket", socket])
                    opened.append(t)
                    t.wait("\(expected)")
                    t.end()
                    """)
            }
            try await answer("cmt_3", writing, "answered")
            let seen = daemon.scratch.text(of: "seen")
            #expect(seen.contains("# ---- nothing from this line on is sent ----"))
            #expect(seen.contains("# <U+200B>Un troisième.") && !seen.contains("\u{200B}"))
            #expect(try await daemon.comment("cmt_3").timeline.last { $0.event == .answered }?.text == "Bonne idée.\n# un titre")

            try await answer("cmt_1", idle, "nothing was written, so nothing was sent")
            // Answered once already: refused, and kept.
            try await answer("cmt_3", writing, "is kept in")
            try await answer("cmt_3", idle, "is kept in")
            #expect(daemon.scratch.text(of: "seen").hasPrefix("Bonne idée.\n# un titre"))
        }
    }

    @Test("Without a text and without a terminal it says what to give")
    func withoutTerminal() async throws {
        try await with { daemon, _ in
            var tool = CommandLineTool(program: "/usr/bin/setsid", scratch: daemon.scratch)
            tool.leading = ["--wait", try Project.program("hearback")]
            let result = try await tool.run("comment", "answer", "cmt_1", "--socket", daemon.socket)
            #expect(result.exit == .code(64) && result.errors.contains("there is no terminal for an editor"))
        }
    }
}

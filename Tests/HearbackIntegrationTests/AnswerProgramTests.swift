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

    @Test("In several languages, from files and from the editor: readers see theirs, programs all; what is none is refused")
    func languages() async throws {
        try await with { daemon, hearback in
            let french = try daemon.scratch.write("La commission retient la proposition.\n", to: "fr.txt")
            let tamazight = try daemon.scratch.write("ⵜⵇⴱⵍ ⵜⵙⵎⵓⵏⵜ ⴰⵙⵓⵎⵔ.\n", to: "zgh.txt")
            _ = try await hearback.run(
                "comment", "answer", "cmt_2", "قبلت اللجنة المقترح.", "--translation", "fr=\(french)", "--translation", "zgh=\(tamazight)"
            ).check()
            let answer = try await daemon.site.get("/v1/comments/cmt_2", as: PublishedComment.self).answer
            #expect(answer?.text == "قبلت اللجنة المقترح." && answer?.translations?.texts.count == 2)
            for (language, words, tag) in [
                ("fr", "La commission retient", "lang=\"fr\" dir=\"ltr\""), ("zgh", "ⵜⵇⴱⵍ", "lang=\"zgh\" dir=\"ltr\""),
                ("ar", "قبلت اللجنة", "dir=\"rtl\""), ("es", "قبلت اللجنة", "dir=\"rtl\""),
            ] {
                let page = try await daemon.site.get("/\(language)/comments/cmt_2").text
                let shown = try #require(page.firstMatch(of: #/<section class="answer">.*?<\/section>/#)).output
                #expect(shown.contains(words) && shown.contains(tag), "\(shown)")
            }
            let shown = try await hearback.run("comment", "show", "cmt_2").check().output
            #expect(shown.contains("== fr ==") && shown.contains("ⵜⵇⴱⵍ"))

            for (code, words) in [("de=\(french)", "write CODE=PATH"), ("fr=\(french).none", "fr.txt.none")] {
                let refused = try await hearback.run("comment", "answer", "cmt_1", "x", "--translation", code)
                #expect(refused.exit != .code(0) && refused.errors.contains("error: ") && refused.errors.contains(words), "\(refused.errors)")
            }
            #expect(try await hearback.run("comment", "answer", "cmt_1", "--translation", "fr=\(french)").exit == .code(64))
            for body in [#"{"text":"x","translations":{"de":"x"}}"#, #"{"text":"x","translations":{"fr":""}}"#] {
                let refused = try await daemon.desk.send(
                    HTTPRequest(
                        "POST", "/admin/v1/comments/cmt_1/answer", headers: [("Content-Type", "application/json")], body: Data(body.utf8)))
                #expect(refused.status == 422 || refused.status == 400, "\(refused.text)")
                #expect(refused.text.contains("translations"), "\(refused.text)")
            }
            #expect(try await daemon.comment("cmt_1").timeline.allSatisfy { $0.event != .answered })
        }
    }

    @Test("An outcome's reason is written in the editor too, in several languages")
    func outcome() async throws {
        try await with { daemon, _ in
            let writing = try daemon.scratch.write(
                "#!/bin/sh\nprintf 'Repris.\\n\\n== ar ==\\nأُخذ به.\\n' > \"$1.x\"; sed -n '/^# ----/,$p' \"$1\" >> \"$1.x\"; mv \"$1.x\" \"$1\"\n",
                to: "writing")
            try await ReviewScenario(daemon, environment: ["EDITOR": "sh \(writing)", "XDG_STATE_HOME": daemon.scratch.file("state")]).run("""
                t = DeskTerminal([program, "comment", "outcome", "cmt_1", "adopted", "--citation", "article 3", "--socket", socket])
                opened.append(t)
                t.wait("recorded the outcome of")
                t.end()
                """)
            let outcome = try #require(try await daemon.site.get("/v1/comments/cmt_1", as: PublishedComment.self).outcome)
            #expect(outcome.reason == "Repris." && outcome.translations?.texts == [.arabic: "أُخذ به."] && outcome.citation == "article 3")
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

import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The full-screen desk in a real terminal", .keepingFailures)
struct ReviewTests {
    /// A daemon with the bills and with some comments, oldest first.
    private func with(
        _ texts: [(language: String, text: String)], configuration: [String: String] = [:], named name: String = #function,
        _ body: (DaemonFixture, [String]) async throws -> Void
    ) async throws {
        try await DaemonFixture.with(configuration: configuration, named: name) { daemon in
            try await daemon.add(try Demo.openBills())
            var ids: [String] = []
            for (language, text) in texts {
                let request = SubmissionRequest(
                    bill: "pl-03-25", article: "1", language: language, text: text,
                    submitter: SubmitterRequest(kind: "person"))
                ids.append(try await daemon.submit(request).id)
            }
            try await body(daemon, ids)
        }
    }

    private static let five = (1...5).map { (language: "fr", text: "Commentaire numéro \($0).") }

    @Test("Publish, reject, ask, note, skip: one key each, and the daemon has them all")
    func decisions() async throws {
        try await with(Self.five) { daemon, ids in
            try await ReviewScenario(daemon).run("""
                t = desk().wait("numéro 1").wait("5 waiting")
                t.press("p", "numéro 2")
                t.press("r", "off topic")
                t.press("t", "il ne porte pas sur ce texte")
                t.press(" Voyez 54.23.\\r", "numéro 3")
                t.press("n", "Note for colleagues")
                t.press("à relire\\r", "Noted")
                t.press("c", "Pourriez-vous")
                t.press("\\r", "numéro 4")
                t.press("s", "numéro 5")
                t.press("u", "Taken back.").wait("numéro 4")
                t.press("s", "numéro 5")
                assert "3 decided" in t.text
                t.send("q")
                assert t.end() == 0
                assert b"1 published, 1 rejected, 1 asked, 1 skipped" in t.raw
                """)
            let comments = try await ids.asyncMap { try await daemon.comment($0) }
            #expect(comments.map(\.state) == [
                .published, .rejected, .awaitingClarification, .awaitingApproval, .awaitingApproval,
            ])
            let rejected = comments[1].timeline.first { $0.event == .rejected }
            #expect(rejected?.reason == "off_topic")
            #expect(rejected?.text == "Votre commentaire n’a pas été publié : il ne porte pas sur ce texte. Voyez 54.23.")
            #expect(comments[2].timeline.first { $0.event == .noteAdded }?.text == "à relire")
            #expect(comments.allSatisfy { $0.claimedBy == nil })
        }
    }

    @Test("Personal data that screening marked is covered by x and y, then published without it")
    func covering() async throws {
        try await with([(language: "fr", text: "Appelez-moi au 06 12 34 56 78, merci.")]) { daemon, _ in
            try await ReviewScenario(daemon).run("""
                t = desk().wait("06 12 34 56 78").wait("flagged: phone number")
                row = next(number for number, line in enumerate(t.lines) if "06 12" in line)
                assert t.screen.buffer[row][t.lines[row].index("06")].underscore, "the number does not stand out"
                t.press("p", "Publish it for everybody to read?")
                t.press("n", lambda t: "y/n" not in t.text)
                t.press("x", "Cover the marked personal data?")
                t.press("y", "Covered")
                assert "06 12" not in t.text, t.text
                t.press("p", "Nothing waits.")
                t.send("q")
                assert t.end() == 0
                """)
            let page = try await daemon.site.get("/v1/bills/pl-03-25/comments", as: PublishedPage.self)
            #expect(page.comments.first?.text.contains("06 12") == false)
            #expect(page.comments.first?.text.hasPrefix("Appelez-moi au ") == true)
        }
    }

    @Test("Arabic and Tifinagh in their own order, invisible characters by their codes, at 80, 40 and 120 columns")
    func scripts() async throws {
        let texts = [
            (language: "ar", text: "هذا تعليق على المادة الأولى. " + String(repeating: "نص أطول قليلا ", count: 20)),
            (language: "zgh", text: "ⵣⵓⵏⴷ ⴽⵓ ⵢⴰⵏ ⴰⵔ ⵉⵜⵜⴰⵡⵙ"), (language: "fr", text: "caché\u{200B}ici \u{2066}isolé\u{2069} e\u{301}te\u{301} 日本"),
        ]
        try await with(texts) { daemon, _ in
            try await ReviewScenario(daemon).run("""
                t = desk().wait("هذا تعليق على المادة الأولى.").wait("القانون رقم 03.25")
                rows = [line for line in t.lines if "أطول" in line]
                assert len(rows) > 3 and all(line.startswith("  ") for line in rows), t.text
                t.resize(40, 12)
                t.wait(lambda t: len([line for line in t.lines if "أطول" in line]) >= 4 and "p publish" in t.text)
                t.resize(120, 30)
                t.wait(lambda t: "q quit" in t.text and "waiting" in t.lines[29])
                t.press("s", "ⵣⵓⵏⴷ ⴽⵓ ⵢⴰⵏ ⴰⵔ ⵉⵜⵜⴰⵡⵙ")
                t.press("s", "caché<U+200B>ici <U+2066>isolé<U+2069> été 日本")
                column = t.lines[5].index("<U+200B>")
                assert t.screen.buffer[5][column].reverse, "the code does not stand out"
                t.send("q")
                assert t.end() == 0
                """)
        }
    }

    @Test("Ctrl-C, SIGTERM, SIGHUP and a fault give the terminal back as it was, and Ctrl-C gives the comments back", arguments: [
        "t.send(b'\\x03\\x03'); assert t.end() == 0", "t.signal(signal.SIGTERM); assert t.end() == 0",
        "t.signal(signal.SIGHUP); assert t.end() == 0", "t.signal(signal.SIGSEGV); assert t.end() == -signal.SIGSEGV",
    ])
    func endings(step: String) async throws {
        try await with(Self.five) { daemon, ids in
            try await ReviewScenario(daemon).run("""
                t = desk()
                before = t.modes
                t.wait("numéro 1").wait("5 waiting")
                assert t.modes != before, "not in raw mode"
                \(step)
                assert t.modes == before
                assert t.raw.rindex(b"\\x1b[?1049l") > t.raw.rindex(b"\\x1b[?1049h")
                for mode in (b"\\x1b[?7h", b"\\x1b[?2004l", b"\\x1b[?25h"): assert mode in t.raw[t.raw.rindex(b"\\x1b[?1049h"):]
                """)
            guard !step.contains("SEGV") else { return }
            for id in ids { #expect(try await daemon.comment(id).claimedBy == nil) }
        }
    }

    @Test("Ctrl-Z goes to the shell and fg comes back to the same comment")
    func suspension() async throws {
        try await with(Self.five) { daemon, _ in
            try await ReviewScenario(daemon).run("""
                t = DeskTerminal(["/bin/bash", "--norc", "--noediting", "-i"], environment={"PS1": "shell> "})
                opened.append(t)
                t.wait("shell>")
                t.send(f"'{program}' review --socket '{socket}'\\r")
                t.wait("numéro 1")
                t.press(b"\\x1a", "Stopped")
                t.send("echo at home\\r")
                t.wait(lambda t: t.text.count("at home") >= 2)
                t.press("fg\\r", "Commentaire numéro 1")
                t.press("p", "numéro 2")
                t.press("q", "1 published")
                t.send("exit\\r")
                assert t.end() == 0
                """)
            #expect(try await daemon.comment("cmt_1").state == .published)
        }
    }

    @Test("Two reviewers at once never have the same comment, and together decide each once")
    func twoReviewers() async throws {
        let texts = (1...24).map { (language: "fr", text: "Commentaire numéro \($0).") }
        try await with(texts) { daemon, ids in
            let seen = try await ReviewScenario(daemon).run("""
                both = [desk(), desk()]
                for t in both: t.wait(reference)
                while True:
                    shown = [reference(t) for t in both]
                    assert not shown[0] or shown[0] != shown[1], shown
                    for index, t in enumerate(both):
                        if not shown[index]: continue
                        print(index, shown[index])
                        t.send("p")
                    if not any(shown): break
                    for index, t in enumerate(both):
                        if shown[index]: t.wait(lambda t: reference(t) != shown[index] and (reference(t) or "Nothing waits" in t.text))
                for t in both:
                    t.send("q")
                    t.wait(lambda t: True)
                for t in both: assert t.end() == 0
                """)
            let references = seen.compactMap { $0.split(separator: " ").last }
            #expect(references.count == ids.count)
            #expect(Set(references).count == ids.count)
            for id in ids {
                let comment = try await daemon.comment(id)
                #expect(comment.state == .published)
                #expect(comment.timeline.filter { $0.event == .published }.count == 1)
            }
        }
    }

    @Test("Without the daemon decisions are kept, and sent when it is back")
    func outage() async throws {
        try await with(Self.five) { daemon, _ in
            let scenario = Task {
                try await ReviewScenario(daemon).run("""
                    t = desk().wait("numéro 1").wait("5 waiting")
                    # What is asked of the daemon is answered in order: with the note, the second comment is in the hand.
                    t.press("nvu\\r", "Noted")
                    mark("ready")
                    while not os.path.exists(os.path.join(scratch, "killed")): t.pump()
                    t.press("p", "no daemon")
                    t.press("p", "2 decisions kept")
                    mark("decided")
                    t.wait("The daemon answers again.").wait("numéro 3")
                    t.press("p", "numéro 4")
                    t.send("q")
                    assert t.end() == 0
                    """)
            }
            try await waitUntil("the scenario is ready") { FileManager.default.fileExists(atPath: daemon.scratch.file("ready")) }
            try await daemon.kill()
            _ = try daemon.scratch.write("", to: "killed")
            try await waitUntil("it decided", timeout: .seconds(60)) { FileManager.default.fileExists(atPath: daemon.scratch.file("decided")) }
            try await daemon.start()
            _ = try await scenario.value
            for number in 1...3 {
                let comment = try await daemon.comment("cmt_\(number)")
                #expect(comment.timeline.filter { $0.event == .published }.count == 1)
            }
        }
    }

    @Test("A comment that was decided meanwhile is told with what happened, and the work goes on")
    func decidedMeanwhile() async throws {
        try await with(Self.five) { daemon, _ in
            let scenario = Task {
                try await ReviewScenario(daemon).run("""
                    t = desk().wait("numéro 1")
                    mark("ready")
                    while not os.path.exists(os.path.join(scratch, "published")): t.pump()
                    t.press("p", "your decision was not taken. published by").wait("numéro 2")
                    t.press(b"\\x1b", lambda t: "not taken" not in t.text)
                    t.press("p", "numéro 3")
                    t.send("q")
                    assert t.end() == 0
                    """)
            }
            try await waitUntil("the scenario is ready") { FileManager.default.fileExists(atPath: daemon.scratch.file("ready")) }
            _ = try await daemon.act("publish", on: "cmt_1")
            _ = try daemon.scratch.write("", to: "published")
            _ = try await scenario.value
            #expect(try await daemon.comment("cmt_2").state == .published)
        }
    }

    @Test("What a colleague wrote while the comment was read comes before the decision; u takes back one that stands", .enabled(if: OtherUser.isPossible))
    func changedMeanwhile() async throws {
        let settings = [
            "roles.moderators": "[\"\(Project.user)\", \"\(OtherUser.name)\"]", "notices.decision_grace_seconds": "60",
        ]
        try await with(Self.five, configuration: settings) { daemon, _ in
            let scenario = Task {
                try await ReviewScenario(daemon).run("""
                    t = desk().wait("numéro 1")
                    mark("ready")
                    while not os.path.exists(os.path.join(scratch, "noted")): t.pump()
                    t.press("p", "is back: it changed meanwhile. note added by nobody").wait("numéro 1")
                    t.press(b"\\x1b", lambda t: "is back" not in t.text)
                    t.press("p", "numéro 2").wait("1 decided")
                    mark("decided")
                    while not os.path.exists(os.path.join(scratch, "looked")): t.pump()
                    t.press("u", "numéro 1").wait("0 decided")
                    t.press("rt", "Reject: off topic")
                    t.press("\\r", "numéro 2")
                    t.send("q")
                    assert t.end() == 0
                    """)
            }
            func wait(for mark: String) async throws {
                try await waitUntil("it is \(mark)", timeout: .seconds(60)) { FileManager.default.fileExists(atPath: daemon.scratch.file(mark)) }
            }
            try await wait(for: "ready")
            let note = try await OtherUser(daemon).post("/admin/v1/comments/cmt_1/note", #"{"text": "Déjà vu ailleurs."}"#)
            #expect(note.status == 200)
            _ = try daemon.scratch.write("", to: "noted")
            try await wait(for: "decided")
            try await waitUntil("it is published") { try await daemon.comment("cmt_1").state == .published }
            _ = try daemon.scratch.write("", to: "looked")
            _ = try await scenario.value
            let comment = try await daemon.comment("cmt_1")
            #expect(comment.state == .rejected)
            #expect(comment.timeline.map(\.event).filter { $0 != .claimed && $0 != .released } == [
                .received, .noteAdded, .published, .decisionUndone, .rejected,
            ])
        }
    }

    @Test("An explanation written in $EDITOR; a new comment appears by itself")
    func editor() async throws {
        try await with([Self.five[0]]) { daemon, _ in
            let editor = try daemon.scratch.write("#!/bin/sh\nprintf 'Écrit ailleurs.\\n' > \"$1\"\n", to: "editor")
            let scenario = Task {
                try await ReviewScenario(daemon, environment: ["EDITOR": "sh \(editor)"]).run("""
                    t = desk().wait("numéro 1")
                    t.press("ro", "Reject: other")
                    t.press(b"\\x0f", "Écrit ailleurs.")
                    t.press("\\r", "Nothing waits.")
                    mark("empty")
                    t.wait("numéro 2")
                    t.press("p", "Nothing waits.")
                    t.send("q")
                    assert t.end() == 0
                    """)
            }
            try await waitUntil("the queue is empty", timeout: .seconds(60)) { FileManager.default.fileExists(atPath: daemon.scratch.file("empty")) }
            _ = try await daemon.submit(.sample("Commentaire numéro 2."))
            _ = try await scenario.value
            #expect(try await daemon.comment("cmt_1").timeline.first { $0.event == .rejected }?.text == "Écrit ailleurs.")
            #expect(try await daemon.comment("cmt_2").state == .published)
        }
    }

    @Test("The queue's figures say what was decided since the local day began")
    func day() async throws {
        try await DaemonFixture.with(
            configuration: ["notices.decision_grace_seconds": "60"], simulatedClock: "2025-09-01T22:59:59.999Z"
        ) { daemon in
            try await daemon.add(try Demo.bills())
            for number in 1...3 { _ = try await daemon.submit(.sample("Commentaire \(number)")) }
            _ = try await daemon.act("publish", on: "cmt_1")
            // Midnight in Casablanca, an hour east of Greenwich.
            try await daemon.moveClock(to: "2025-09-01T23:00:00.000Z")
            let before = try await daemon.desk.get("/admin/v1/queue/stats", as: QueueStats.self)
            _ = try await daemon.act("publish", on: "cmt_2")
            _ = try await daemon.act("clarify", on: "cmt_3", TextRequest(text: "Quel article ?"))
            let after = try await daemon.desk.get("/admin/v1/queue/stats", as: QueueStats.self)
            _ = try await daemon.act("undo", on: "cmt_2")
            let undone = try await daemon.desk.get("/admin/v1/queue/stats", as: QueueStats.self)
            #expect(undone.decidedToday == 1 && undone.decidedTodayByYou == 1)
            #expect(before.decidedToday == 0)
            #expect(after.decidedToday == 2)
            #expect(after.decidedTodayByYou == 2)
        }
    }

    @Test("Who is no moderator is told so before the screen opens")
    func forbidden() async throws {
        try await DaemonFixture.with(configuration: ["roles.moderators": "[]"]) { daemon in
            let result = try await daemon.commandLineTool().run("review")
            #expect(result.exit == .code(77))
            #expect(result.errors.contains("is no moderator"))
        }
    }

    @Test("The next comment by place, submitter and age, and not what the caller holds already")
    func selection() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            var day = 1
            for kind in ["person", "association", "person"] {
                _ = try await daemon.submit(
                    SubmissionRequest(
                        bill: "pl-03-25", language: "fr", text: "Un commentaire.", submitter: SubmitterRequest(kind: kind)))
                day += 1
                try await daemon.moveClock(to: "2025-09-0\(day)T08:00:00.000Z")
            }
            func next(_ query: String) async throws -> HTTPResponse {
                try await daemon.desk.send(HTTPRequest("POST", "/admin/v1/queue/next?" + query, body: Data()))
            }
            let association = try await next("kind=association").json(CommentResource.self)
            let old = try await next("received_before=2025-09-01T12:00:00.000Z").json(CommentResource.self)
            let again = try await next("").json(CommentResource.self)
            let fresh = try await next("fresh=true").json(CommentResource.self)
            let behind = try await next("after=cmt_3")

            #expect(association.id == "cmt_2")
            #expect(old.id == "cmt_1")
            #expect(again.id == "cmt_1")
            #expect(fresh.id == "cmt_3")
            #expect(behind.status == 404)
            for query in ["kind=robot", "received_before=yesterday", "after=HB-NONE"] {
                let refused = try await next(query)
                #expect(refused.status == 422, "\(query): \(refused)")
            }
        }
    }

    @Test("Without a terminal it says what scripts use instead")
    func withoutTerminal() async throws {
        try await DaemonFixture.with { daemon in
            var tool = CommandLineTool(program: "/usr/bin/setsid", scratch: daemon.scratch)
            tool.leading = ["--wait", try Project.program("hearback")]
            let result = try await tool.run("review", "--socket", daemon.socket)
            #expect(result.exit == .code(64))
            #expect(result.errors.contains("error: the desk needs a terminal"))
            #expect(result.errors.contains("hint: for scripts: 'hearback queue next'"))
        }
    }
}

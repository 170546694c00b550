import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Notices by e-mail", .keepingFailures)
struct MailNoticeTests {
    private func settings(_ sink: MailSink) -> [String: String] {
        [
            "mail.relay": "\"127.0.0.1\"", "mail.port": "\(sink.port)", "mail.security": "\"none\"",
            "mail.from": "\"notices@parliament.example\"", "mail.return_path": "\"bounces@parliament.example\"",
            "mail.institution": "\"مجلس النواب\"", "server.public_url": "\"https://hearback.example\"",
        ]
    }

    /// Runs a daemon that sends its mail to a real SMTP server.
    private func with(
        _ changes: [String: String] = [:], named name: String = #function,
        _ body: @Sendable (DaemonFixture, MailSink) async throws -> Void
    ) async throws {
        let scratch = try Scratch(named: name + "-relay")
        try await scratch.use {
            try await MailSink.with(scratch) { sink in
                try await DaemonFixture.with(
                    configuration: settings(sink).merging(changes) { $1 }, simulatedClock: Demo.start, named: name
                ) { daemon in
                    try await daemon.add(try Demo.bills())
                    try await body(daemon, sink)
                }
            }
        }
    }

    private func submit(_ daemon: DaemonFixture, to address: String) async throws -> SubmissionResponse {
        try await daemon.submit(
            SubmissionRequest(
                bill: "pl-03-25", language: "ar", text: "نقترح أجلا أطول.",
                submitter: SubmitterRequest(kind: "person", name: "أمل", email: address)))
    }

    private func messages(_ sink: MailSink, _ count: Int) async throws -> [MailSink.Message] {
        try await waitFor("\(count) messages at the relay") {
            let messages = try sink.messages()
            return messages.count >= count ? messages : nil
        }
    }

    /// The path of the first link to `purpose` in a message.
    private func link(_ purpose: String, in message: MailSink.Message) throws -> String {
        let text = try #require(message.parts.first { $0.type == "text/plain" }).text
        let link = try #require(text.firstMatch(of: try Regex("https://hearback\\.example(/v1/mail/\(purpose)/[0-9a-z-]+)")))
        return String(try #require(link.output[1].substring))
    }

    @Test("Asked first, told only after a yes, in the comment's language, never with its text; and a no is a no")
    func wholeLife() async throws {
        try await with { daemon, sink in
            let receipt = try await submit(daemon, to: "amal@example.org")
            let question = try await messages(sink, 1)[0]
            #expect(question.recipients == ["amal@example.org"] && question.from_name == "مجلس النواب")
            #expect(question.sender.hasPrefix("bounces+") && question.sender.hasSuffix("@parliament.example"))

            // A mail scanner opens the link: nothing happens.
            let confirm = try link("confirm", in: question)
            let page = try await daemon.site.get(confirm, headers: [("Accept-Language", "ar")])
            #expect(page.status == 200 && page.text.contains("dir=\"rtl\"") && page.text.contains("<form method=\"post\">"))
            #expect(try await daemon.site.get("/v1/mail/unsubscribe/" + (confirm.split(separator: "/").last ?? "")).status == 404)
            #expect(try sink.messages().count == 1)

            #expect(try await daemon.site.send(HTTPRequest("POST", confirm, body: Data())).status == 200)
            let welcome = try await messages(sink, 2)[1]
            #expect(welcome.subject.contains(receipt.reference))
            _ = try await daemon.act("reject", on: receipt.id, RejectionRequest(reason: "off_topic", explanation: "خارج الموضوع"))
            let rejection = try await messages(sink, 3)[2]
            let words = rejection.parts.map(\.text).joined()
            #expect(words.contains("خارج الموضوع") && !words.contains("نقترح") && rejection.defects.isEmpty)
            #expect(rejection.values(of: "List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"])
            #expect(rejection.values(of: "Content-Language") == ["ar"])
            // The relay has a message before the daemon knows that it took it.
            try await waitUntil("both are recorded as told") {
                try await daemon.comment(receipt.id).timeline.count { $0.event == .notified } == 2
            }

            let stop = try link("unsubscribe", in: rejection)
            #expect(try await daemon.site.send(HTTPRequest("POST", stop, body: Data("List-Unsubscribe=One-Click".utf8))).status == 200)
            _ = try await submit(daemon, to: "amal@example.org")
            _ = try await submit(daemon, to: "badr@example.org")
            let last = try await messages(sink, 4)
            #expect(last.map(\.recipients).last == ["badr@example.org"] && last.count == 4)
        }
    }

    @Test("A missed decision is told in the comment's language, with whose day it was", arguments: [true, false])
    func overdue(isOn: Bool) async throws {
        let silence = ["notices.waiting_days": "[]", "notices.waiting_repeat_days": "0", "notices.overdue": "\(isOn)"]
        try await with(silence) { daemon, sink in
            let receipt = try await submit(daemon, to: "amal@example.org")
            let question = try await messages(sink, 1)[0]
            _ = try await daemon.site.send(HTTPRequest("POST", try link("confirm", in: question), body: Data()))
            _ = try await messages(sink, 2)
            try await daemon.moveClock(to: receipt.decisionDue + "T12:00:00.000Z")
            try await daemon.moveClock(to: "2025-12-01T08:00:00.000Z")
            // The rejection comes after whatever was told of the missed day.
            _ = try await daemon.act("reject", on: receipt.id, RejectionRequest(reason: "spam", explanation: "x"))
            let all = try await messages(sink, isOn ? 4 : 3)
            #expect(all.count == (isOn ? 4 : 3))
            guard isOn else { return }
            #expect(all[2].subject.contains("تأخر القرار") && all[2].subject.contains(receipt.reference))
            let words = all[2].parts.map(\.text).joined()
            #expect(words.contains(receipt.decisionDue) && words.contains("هدف من تحديد") && words.contains("مجلس النواب"))
        }
    }

    @Test("An address that never says yes is asked three times, at most once a day, and told nothing")
    func notAMailBomb() async throws {
        try await with { daemon, sink in
            for day in 0..<6 {
                for _ in 0..<3 { _ = try await submit(daemon, to: "victim@example.org") }
                _ = try await messages(sink, min(day + 1, 3))
                try await daemon.moveClock(to: "2025-09-\(day < 9 ? "0" : "")\(day + 2)T09:00:00.000Z")
            }
            // A message to another address comes after whatever the victim would have got.
            _ = try await submit(daemon, to: "last@example.org")
            let all = try await waitFor("the last message") {
                let all = try sink.messages()
                return all.contains { $0.recipients == ["last@example.org"] } ? all : nil
            }
            #expect(all.count { $0.recipients == ["victim@example.org"] } == 3)
        }
    }

    @Test("A bounce that was piped into the desk marks the message; the second ends the address")
    func bounces() async throws {
        try await with { daemon, sink in
            _ = try await submit(daemon, to: "gone@example.org")
            let question = try await messages(sink, 1)[0]
            _ = try await daemon.site.send(HTTPRequest("POST", try link("confirm", in: question), body: Data()))
            let tool = try daemon.commandLineTool()
            for index in 1...2 {
                let message = try await messages(sink, index + 1)[index]
                _ = try await waitFor("it to be recorded") {
                    try await daemon.deliveries().last { $0.state == "delivered" && $0.type == "comment.received" }
                }
                let report = report(to: message.sender)
                let answer = try await tool.run("mail", "bounce", input: report).check()
                #expect(answer.output == "recorded: failed for good (5.1.1)\n")
                if index == 1 { _ = try await submit(daemon, to: "gone@example.org") }
            }
            let states = try await daemon.deliveries().filter { $0.type == "comment.received" }
            #expect(states.allSatisfy { $0.state == "dead" && $0.lastError == "bounced_5.1.1" })
            let endpoint = try await daemon.desk.get("/admin/v1/endpoints", as: EndpointList.self).endpoints.first
            #expect(endpoint?.state == "disabled" && endpoint?.disabledReason == "bounced")
            #expect(endpoint?.url == "…@example.org")
            let forged = try await tool.run("mail", "bounce", input: report(to: "bounces+1-aaaaaaaaaaaaaaaa@parliament.example"))
            #expect(forged.output == "nothing of ours: left alone\n")
        }
    }

    private func report(to address: String) -> String {
        [
            "From: MAILER-DAEMON@example.org", "To: \(address)", "Subject: Undelivered", "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"", "", "--b",
            "Content-Type: text/plain", "", "It did not go.", "--b", "Content-Type: message/delivery-status", "",
            "Reporting-MTA: dns; example.org", "", "Final-Recipient: rfc822; gone@example.org", "Action: failed",
            "Status: 5.1.1", "", "--b--", "",
        ].joined(separator: "\r\n")
    }
}

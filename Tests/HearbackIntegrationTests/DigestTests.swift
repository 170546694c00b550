import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The moderators' digest", .keepingFailures)
struct DigestTests {
    private struct Announced: Decodable {
        struct Line: Decodable {
            let reference: String, bill: String, decision_due: String
            let days_waiting: Int
            let overdue: Bool
        }
        struct Details: Decodable {
            let waiting: Int, overdue: Int
            let oldest: Line
            let comments: [Line]
        }
        let type: String
        let data: Details
    }

    private func digests(_ receiver: WebhookReceiver, _ count: Int) async throws -> [Announced] {
        try await receiver.waitForRequests(count).map { try JSONDecoder().decode(Announced.self, from: Data($0.body.utf8)) }
    }

    private func submit(_ daemon: DaemonFixture, _ text: String) async throws -> SubmissionResponse {
        try await daemon.submit(
            SubmissionRequest(bill: "pl-03-25", language: "fr", text: text, submitter: SubmitterRequest(kind: "person")))
    }

    /// As waiting for nothing to come would: a look after the clock stands still.
    private func queued(_ daemon: DaemonFixture) async throws -> Int {
        try await daemon.deliveries().filter { $0.type == "queue.digest" }.count
    }

    @Test("names the overdue and the oldest, is repeated while it holds, and ends with it, also across a restart")
    func webhook() async throws {
        try await DaemonFixture.with(simulatedClock: "2025-09-01T10:00:00.000Z") { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.bills())
                let endpoint = try await daemon.register(receiver)
                let environment = ["HEARBACK_DIGEST_ANNOUNCE_TO": endpoint.id]
                try await daemon.stop()
                try await daemon.start(environment: environment)
                let first = try await submit(daemon, "Le premier.")
                try await daemon.moveClock(to: "2025-09-01T12:00:00.000Z")
                let second = try await submit(daemon, "Le second.")
                let due = try await daemon.comment(first.id).decisionDue

                // 8 in Casablanca is 7 in UTC. The first has waited less than a day then: nothing is said.
                try await daemon.moveClock(to: "2025-09-02T07:00:00.000Z")
                try await daemon.moveClock(to: "2025-09-03T06:59:59.999Z")
                #expect(try await queued(daemon) == 0)
                try await daemon.moveClock(to: "2025-09-03T07:00:00.000Z")
                let digest = try await digests(receiver, 1)[0]
                #expect(digest.type == "queue.digest" && digest.data.waiting == 2 && digest.data.overdue == 0)
                #expect(digest.data.oldest.reference == first.reference && digest.data.oldest.days_waiting == 2)
                #expect(digest.data.comments.map(\.reference) == [first.reference, second.reference])
                #expect(digest.data.oldest.decision_due == due && digest.data.oldest.bill == "pl-03-25")

                try await daemon.stop()
                try await daemon.start(environment: environment)
                try await daemon.moveClock(to: "2025-09-04T06:00:00.000Z")
                #expect(try await queued(daemon) == 1)

                // Long silent: one message for the moments that were missed, with what is overdue by now.
                try await daemon.moveClock(to: "2025-12-01T07:00:00.000Z")
                let late = try await digests(receiver, 2)[1]
                #expect(late.data.overdue == 2 && late.data.comments.allSatisfy(\.overdue))
                for receipt in [first, second] {
                    _ = try await daemon.act("publish", on: receipt.id)
                }
                try await daemon.moveClock(to: "2025-12-02T07:00:00.000Z")
                try await daemon.moveClock(to: "2025-12-03T07:00:00.000Z")
                #expect(try await queued(daemon) == 2)
                #expect(try await daemon.comment(first.id).timeline.last?.event != .notified)
            }
        }
    }

    @Test("goes by e-mail in the desk's language, can be unsubscribed from, and is sent at a word")
    func mail() async throws {
        let scratch = try Scratch(named: "digest-relay")
        try await scratch.use {
            try await MailSink.with(scratch) { sink in
                let settings = [
                    "mail.relay": "\"127.0.0.1\"", "mail.port": "\(sink.port)", "mail.security": "\"none\"",
                    "mail.from": "\"notices@parliament.example\"", "mail.institution": "\"مجلس النواب\"",
                    "server.public_url": "\"https://hearback.example\"", "digest.language": "\"ar\"",
                    "digest.mail_to": "[\"amina@parliament.example\", \"badr@parliament.example\"]",
                ]
                try await DaemonFixture.with(configuration: settings, simulatedClock: Demo.start) { daemon in
                    try await daemon.add(try Demo.bills())
                    let receipt = try await submit(daemon, "Un secret du commentaire.")
                    let sent = try await daemon.commandLineTool().run("queue", "digest", "--send", "--json").check()
                    let answer = try JSONDecoder().decode(DigestSent.self, from: Data(sent.output.utf8))
                    #expect(answer.told == 2 && answer.readers == 2 && answer.digest.waiting == 1 && !answer.digest.holds)
                    let messages = try await waitFor("two messages at the relay") {
                        let found = try sink.messages()
                        return found.count >= 2 ? found : nil
                    }
                    #expect(Set(messages.flatMap(\.recipients)) == ["amina@parliament.example", "badr@parliament.example"])
                    let words = messages[0].parts.map(\.text).joined()
                    #expect(words.contains(receipt.reference) && words.contains("hearback review") && !words.contains("secret"))
                    #expect(words.contains("<ul>") && messages[0].defects.isEmpty && messages[0].subject.contains("تعليقات في الانتظار"))
                    #expect(messages[0].values(of: "Content-Language") == ["ar"])

                    let text = try #require(messages[0].parts.first { $0.type == "text/plain" }).text
                    let stop = try #require(text.firstMatch(of: #/https://hearback\.example(/v1/mail/unsubscribe/[0-9a-z-]+)/#)).output.1
                    #expect(try await daemon.site.send(HTTPRequest("POST", String(stop), body: Data("List-Unsubscribe=One-Click".utf8))).status == 200)
                    let again = try await daemon.commandLineTool().run("queue", "digest", "--send")
                    #expect(again.errors.contains("queued for 1 of 2") && again.output.contains(receipt.reference))
                }
            }
        }
    }

    @Test("shows what it would say to who may see it, and is refused without readers or with what is no address")
    func refusals() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let shown = try await daemon.commandLineTool().run("queue", "digest")
            #expect(shown.output.contains("waiting") && shown.errors.contains("digest.mail_to and digest.announce_to are empty"))
            let refused = try await daemon.commandLineTool().run("queue", "digest", "--send")
            #expect(refused.exit != .code(0) && refused.errors.contains("error: ") && refused.errors.contains("hint: name them in digest.mail_to"))
            try await daemon.stop()
            #expect(try await daemon.startToDie([], environment: ["HEARBACK_DIGEST_MAIL_TO": "amina"]) == .code(78))
            #expect(daemon.errors.contains("digest.mail_to: 'amina' is no e-mail address"))
            #expect(try await daemon.startToDie([], environment: ["HEARBACK_DIGEST_MAIL_TO": "amina@example.org"]) == .code(78))
            #expect(daemon.errors.contains("no e-mail is sent"))
            try await daemon.start()
        }
    }
}

import Foundation
import HearbackCore
import HearbackWebhooks
import Synchronization
import Testing

@testable import HearbackCommands

@Suite("webhook listen: judging and showing")
struct ReceptionTests {
    private static let now: Int64 = 1_759_276_800
    private static let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private final class Shown: Sendable {
        let text = Mutex("")
        func all() -> String { text.withLock { $0 } }
        func lines() -> [Substring] { all().split(separator: "\n") }
    }

    private func reception(
        json: Bool = false, width: Int? = nil, failures: Int = 0, into shown: Shown,
        secrets: @escaping @Sendable () throws -> [WebhookSecret] = { [try WebhookSecret(ReceptionTests.text)] }
    ) throws -> Reception {
        let console = Console(
            write: { text in shown.text.withLock { $0 += text } }, writeError: { _ in }, readInput: { _ in Data() },
            environment: ["TERM": "dumb"], clock: { Instant(milliseconds: ReceptionTests.now * 1_000) }, width: width)
        return Reception(
            Bench(console: console, wantsJSON: json), secrets: secrets, publicKeys: [], failures: failures, failureStatus: 503)
    }

    private func headers(_ id: String, _ body: String, timestamp: Int64 = now) throws -> [String: String] {
        let message = SignedMessage(id: id, timestamp: timestamp, body: Array(body.utf8))
        return [
            "webhook-id": id, "webhook-timestamp": String(timestamp),
            "webhook-signature": message.signature(with: try WebhookSecret(Self.text)),
        ]
    }

    private struct Line: Decodable {
        var id: String?
        var verdict: String
        var cause: String?
        var status: Int
        var duplicate: Bool
        var attempt: Int
        var identical: Bool?
        var challenge_answered: Bool?
        var message: JSONValue?
    }

    private func reports(_ shown: Shown) throws -> [Line] {
        try shown.lines().map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    private static let published = #"{"data":{"comment_id":"cmt_42","reference":"HB-YN2P-CAH7","revision":3},"type":"comment.published"}"#

    @Test("Takes what is signed, refuses what is not, and counts")
    func verdicts() async throws {
        let shown = Shown()
        let desk = try reception(json: true, into: shown)
        let good = try headers("msg_1", Self.published)
        #expect(try await desk.take(headers: good, body: Array(Self.published.utf8)).status == 204)
        let forged = try await desk.take(headers: good, body: Array(Self.published.utf8) + [0x20])
        #expect(forged == .init(status: 401, body: "no_matching_signature\n"))
        let old = try headers("msg_2", Self.published, timestamp: Self.now - 301)
        #expect(try await desk.take(headers: old, body: Array(Self.published.utf8)).body == "too_old\n")
        #expect(try await desk.take(headers: [:], body: [0xFF, 0x00]).body == "missing_header\n")
        let lines = try reports(shown)
        #expect(lines.map(\.verdict) == ["verified", "refused", "refused", "refused"])
        #expect(lines.map(\.cause) == [nil, "no_matching_signature", "too_old", "missing_header"])
        #expect(lines[0].message != nil && lines[3].message == nil)
        #expect(await desk.counts == .init(received: 4, verified: 1, refused: 3, duplicates: 0))
    }

    @Test("A repetition is pointed out; a retry after a failure, a forgery and another body are told apart")
    func repetitions() async throws {
        let shown = Shown()
        let desk = try reception(json: true, failures: 1, into: shown)
        let good = try headers("msg_1", Self.published)
        let forged = good.merging(["webhook-signature": "v1,AAAA"]) { $1 }
        let changed = Self.published + " "
        var statuses: [Int] = []
        for headers in [good, forged, good, good] {
            statuses.append(try await desk.take(headers: headers, body: Array(Self.published.utf8)).status)
        }
        _ = try await desk.take(headers: try headers("msg_1", changed), body: Array(changed.utf8))
        #expect(statuses == [503, 401, 204, 204])
        let lines = try reports(shown)
        #expect(lines.map(\.attempt) == [1, 1, 2, 3, 4])
        #expect(lines.map(\.duplicate) == [false, false, false, true, true])
        #expect(lines.map(\.identical) == [nil, nil, true, true, false])
        #expect(await desk.counts.duplicates == 2)
    }

    @Test("Remembers the latest ids only")
    func memory() {
        var log = ArrivalLog(limit: 2)
        let numbers = ["a", "b", "a", "c", "a", "b"].map { log.note($0, body: [], isTaken: true).number }
        #expect(numbers == [1, 1, 2, 1, 1, 1])
    }

    @Test("Answers a verified challenge as the vectors say", arguments: WebhookVectors.all.endpoint_verification_proposal)
    func challenges(vector: WebhookVectors.Challenge) async throws {
        let secret = try WebhookSecret(vector.secret)
        let other = try WebhookSecret(Self.text)
        let shown = Shown()
        let console = Console(
            write: { text in shown.text.withLock { $0 += text } }, writeError: { _ in }, readInput: { _ in Data() },
            clock: { Instant(milliseconds: vector.timestamp * 1_000) })
        let desk = Reception(Bench(console: console, wantsJSON: true), secrets: { [other, secret] }, publicKeys: [])
        let body = #"{"data":{"challenge":"\#(vector.challenge)"},"type":"endpoint.verification"}"#
        let message = SignedMessage(id: vector.id, timestamp: vector.timestamp, body: Array(body.utf8))
        let headers = [
            "webhook-id": vector.id, "webhook-timestamp": String(vector.timestamp),
            "webhook-signature": message.signature(with: secret),
        ]
        let answer = try await desk.take(headers: headers, body: Array(body.utf8))
        #expect(answer == .init(status: 200, body: vector.expected_response_body))
        let forged = headers.merging(["webhook-signature": "v1,AAAA"]) { $1 }
        #expect(try await desk.take(headers: forged, body: Array(body.utf8)).status == 401)
        #expect(try reports(shown).map(\.challenge_answered) == [true, nil])
    }

    @Test("Without a secret nothing is checked; a secret that can't be read is answered 503")
    func withoutSecret() async throws {
        let shown = Shown()
        let open = try reception(json: true, into: shown, secrets: { [] })
        #expect(try await open.take(headers: [:], body: Array("{}".utf8)).status == 204)
        let waiting = try reception(json: true, into: shown, secrets: { throw CommandError("no file") })
        let good = try headers("msg_1", "{}")
        #expect(try await waiting.take(headers: good, body: Array("{}".utf8)).status == 503)
        #expect(try reports(shown).map(\.verdict) == ["unchecked", "refused"])
    }

    @Test("Hostile messages can't act on the terminal, flood it, or leave its columns", arguments: [
        #"{"type":"\#u{1B}[2J\#u{9B}31m","data":{"reference":"\#u{202E}gnp","x":"عربي ⵜⴰⵎⴰⵣⵉⵖⵜ"}}"#,
        "\u{1B}]0;title\u{7} not JSON \u{2028}", String(repeating: "[", count: 100_000),
        #"{"a":"\#(String(repeating: "x", count: 200_000))"}"#,
        "[" + String(repeating: "{},", count: 50_000) + "1]",
        String(repeating: "[", count: 500) + String(repeating: "]", count: 500),
    ])
    func hostile(body: String) async throws {
        let shown = Shown()
        let desk = try reception(width: 80, into: shown)
        _ = try await desk.take(headers: ["webhook-id": "\u{1B}[5m" + String(repeating: "i", count: 300)], body: Array(body.utf8))
        let text = shown.all()
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !VisibleText.acts($0) })
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count < 230)
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 80 })
        #expect(text.contains("refused"))
    }

    @Test("Shows type, reference, id and the body laid out")
    func readable() async throws {
        let shown = Shown()
        let desk = try reception(width: 80, into: shown)
        _ = try await desk.take(headers: try headers("msg_1", Self.published), body: Array(Self.published.utf8))
        #expect(shown.all() == """
            2025-10-01 00:00:00 UTC  comment.published  verified
            comment      HB-YN2P-CAH7
            id           msg_1
            answered     204
              {
                "data": {
                  "comment_id": "cmt_42",
                  "reference": "HB-YN2P-CAH7",
                  "revision": 3
                },
                "type": "comment.published"
              }


            """)
    }

    @Test("Layout changes nothing but white space", arguments: [
        #"{}"#, #"[]"#, #"[ ]"#, #"{"a":[1.0,1e5,-0,"\u00e9\"{[,:]}\\"],"b":{"c":[{}, []]},"a":null}"#, #""x""#, "12",
    ])
    func layout(text: String) throws {
        let (lines, isAll) = JSONLayout.lines(text, limit: 100)
        let bare = { (text: String) in text.filter { !" \n".contains($0) } }
        #expect(isAll && bare(lines.joined()) == bare(text))
        let value = { (text: String) in try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }
        #expect(try value(lines.joined(separator: "\n")) == value(text))
        #expect(JSONLayout.lines("[1,2,3]", limit: 2).isAll == false)
    }
}

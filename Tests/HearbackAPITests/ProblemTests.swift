import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Problems")
struct ProblemTests {
    @Test("Every problem has its own sentence in each of the five languages", arguments: Language.allCases)
    func titles(language: Language) {
        let titles = ProblemCode.allCases.map { $0.title(in: language) }
        #expect(titles.allSatisfy { $0.count > 5 })
        #expect(Set(titles).count == titles.count)
        for other in Language.allCases where other != language {
            #expect(Set(titles).isDisjoint(with: ProblemCode.allCases.map { $0.title(in: other) }))
        }
    }

    @Test("Arabic is written in Arabic letters, Tamazight in Tifinagh", arguments: ProblemCode.allCases)
    func scripts(code: ProblemCode) {
        func share(_ text: String, _ range: ClosedRange<UInt32>) -> Double {
            let letters = text.unicodeScalars.filter(\.properties.isAlphabetic)
            return Double(letters.filter { range.contains($0.value) }.count) / Double(max(letters.count, 1))
        }
        #expect(share(code.title(in: .arabic), 0x0600...0x06FF) > 0.7)
        #expect(share(code.title(in: .tamazight), 0x2D30...0x2D7F) > 0.7)
    }

    @Test("Status and exit code are in their ranges", arguments: ProblemCode.allCases)
    func codes(code: ProblemCode) {
        #expect((400...599).contains(code.status))
        #expect([1, 65, 66, 70, 75, 77].contains(code.exitCode))
        #expect(code.type == "urn:hearback:problem:\(code.rawValue)")
    }

    @Test("docs/errors.md is what the table says; UPDATE_FIXTURES=1 rewrites it")
    func documentation() throws {
        #expect(try Project.holds(page(), at: "docs/errors.md"))
    }

    private func page() -> String {
        var lines = [
            "# Errors", "",
            "Errors of the HTTP APIs are `application/problem+json` (RFC 9457). `type` and `code` are stable; `title` is in the",
            "language of `Accept-Language`; `detail`, `hint`, `field`, `allowed`, `revision` and `changes` may be there. `hearback`",
            "prints them as `error:` and `hint:` and ends with the exit code. This page is made from `ProblemCode`.", "",
            "| code | HTTP | exit | English | العربية |", "| --- | --- | --- | --- | --- |",
        ]
        for code in ProblemCode.allCases {
            lines.append(
                "| `\(code.rawValue)` | \(code.status) | \(code.exitCode) | \(code.title(in: .english)) | \(code.title(in: .arabic)) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

@Suite("JSON on the wire")
struct WireJSONTests {
    private func problem(_ bytes: [UInt8]) -> Problem? {
        do {
            _ = try WireJSON.decode(SubmissionRequest.self, from: Data(bytes))
            return nil
        } catch {
            return error
        }
    }

    private func problem(_ text: String) -> Problem? { problem(Array(text.utf8)) }

    @Test("Whatever comes, the answer is a problem that names the member, never its value")
    func decoding() {
        #expect(problem(#"{"bill":"b","language":"fr","text":"t","submitter":{"kind":"person"}}"#) == nil)
        #expect(problem("")?.code == .malformedJSON)
        #expect(problem("{")?.code == .malformedJSON)
        #expect(problem("[]")?.code == .invalidField)
        #expect(problem([0x7B, 0xFF, 0x7D])?.code == .invalidUTF8)
        #expect(problem([0xC0, 0x80])?.code == .invalidUTF8)
        #expect(problem(#"{"bill":"b"}"#).map { [$0.code.rawValue, $0.field ?? ""] } == ["missing_field", "language"])
        #expect(problem(#"{"bill":"b","language":"fr","text":7,"submitter":{"kind":"person"}}"#)?.field == "text")
        #expect(
            problem(#"{"bill":"b","language":"fr","text":"t","submitter":{"name":"secret"}}"#)?.field == "submitter.kind")
        #expect(problem(#"{"bill":"b","language":"fr","text":null,"submitter":{}}"#)?.field == "text")
        #expect(problem(#"{"bill":"b","language":"fr","text":"\ud800","submitter":{"kind":"person"}}"#)?.status == 400)
        #expect(problem(String(repeating: "[", count: 100_000))?.status == 400)
    }

    @Test("The answer to a submission is written by hand, byte for byte as the encoder would", arguments: [
        "http://127.0.0.1:8080", "https://بلادي.example/\"q\"/\\x", "",
    ])
    func submissionAnswer(publicURL: String) throws {
        let url = publicURL + "/v1/receipts/hbr_1_aaaa"
        let answer = SubmissionResponse(
            id: "cmt_1", reference: "HB-X3TM-0PQK", state: .awaitingApproval, receivedAt: Instant(milliseconds: 1_234),
            decisionDue: "2026-12-22", receiptURL: url, receiptToken: "hbr_1_aaaa", proof: "a\n\u{1}\u{1f}\r\t\u{8}\u{c}— \\\"/é")
        let encodedURL = String(decoding: try WireJSON.encode(url), as: UTF8.self)
        #expect(WireJSON.string(url) == encodedURL)
        #expect(Data(answer.json(receiptURL: encodedURL).utf8) == (try WireJSON.encode(answer)))
    }

    @Test("The same value gives the same bytes")
    func stable() throws {
        let problem = Problem(.illegalTransition, language: .arabic, allowed: ["published"])
        let bytes = try WireJSON.encode(problem)
        #expect(try WireJSON.encode(problem) == bytes)
        #expect(try WireJSON.decode(Problem.self, from: bytes) == problem)
    }
}

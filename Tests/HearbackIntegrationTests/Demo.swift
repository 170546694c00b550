import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport

/// The demo's real input.
enum Demo {
    /// When the windows of the six bills are open.
    static let start = "2025-09-01T08:00:00.000Z"

    static func bills() throws -> [Bill] {
        try JSONDecoder().decode([Bill].self, from: try Project.contents("Tests/Fixtures/demo/bills.json"))
    }

    /// The same bills without an end of their windows, for daemons on real time.
    static func openBills() throws -> [Bill] {
        try bills().map { bill in
            var bill = bill
            bill.window.closes = nil
            return bill
        }
    }

    static func comments() throws -> [DemoComment] { try lines("comments.jsonl") }
    static func refused() throws -> [DemoComment] { try lines("refused.jsonl") }
    static func history() throws -> [ImportRow] { try lines("history.jsonl") }

    static func lines<Row: Decodable>(_ name: String) throws -> [Row] {
        let text = String(decoding: try Project.contents("Tests/Fixtures/demo/" + name), as: UTF8.self)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    }
}

/// A line of `comments.jsonl` or `refused.jsonl`.
struct DemoComment: Codable, Sendable {
    var external_id: String
    var bill: String
    var article: String?
    var language: String
    var text: String
    var submitter: SubmitterRequest
    /// Which fault it has.
    var expect: String?

    var request: SubmissionRequest {
        SubmissionRequest(bill: bill, article: article, language: language, text: text, submitter: submitter)
    }
}

extension SubmissionRequest {
    /// A comment on a bill of the demo.
    static func sample(
        _ text: String = "L’article premier mérite un délai plus long.", bill: String = "pl-03-25",
        endpoint: String? = nil
    ) -> SubmissionRequest {
        SubmissionRequest(
            bill: bill, language: "fr", text: text, submitter: SubmitterRequest(kind: "person"), endpoint: endpoint)
    }
}

extension DaemonFixture {
    func add(_ bills: [Bill]) async throws {
        for bill in bills {
            _ = try await desk.post("/admin/v1/bills", bill, expecting: 201, as: BillResource.self)
        }
    }

    func submit(
        _ submission: SubmissionRequest, key: String? = nil
    ) async throws -> SubmissionResponse {
        let response = try await site.post(
            "/v1/comments", submission, headers: key.map { [("Idempotency-Key", $0)] } ?? [])
        guard response.status == 201 else { throw FixtureError("a comment was not taken: \(response)") }
        return try response.json(SubmissionResponse.self)
    }

    func receipt(_ token: String) async throws -> ReceiptResource {
        try await site.get("/v1/receipts/\(token)", as: ReceiptResource.self)
    }

    func comment(_ id: String) async throws -> CommentResource {
        try await desk.get("/admin/v1/comments/\(id)", as: CommentResource.self)
    }

    func act(_ verb: String, on id: String) async throws -> CommentResource {
        try await desk.post("/admin/v1/comments/\(id)/\(verb)", as: CommentResource.self)
    }

    func act(_ verb: String, on id: String, _ body: some Encodable & Sendable) async throws -> CommentResource {
        try await desk.post("/admin/v1/comments/\(id)/\(verb)", body, as: CommentResource.self)
    }

    func moveClock(to instant: String) async throws {
        guard let to = Instant(rfc3339: instant) else { throw FixtureError("\(instant) is no instant") }
        _ = try await desk.post("/admin/v1/clock", ClockRequest(to: to), as: DaemonStatus.self)
    }

    func rebuild() async throws -> RebuildReport {
        try await desk.post("/admin/v1/rebuild", as: RebuildReport.self)
    }

    /// `PRAGMA integrity_check`, and whatever else is asked, by Python's sqlite3: a second pair of eyes on the file.
    func query(_ sql: String) async throws -> [String] {
        let script = """
            import sqlite3, sys
            for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print("|".join(str(v) for v in row))
            """
        let python = CommandLineTool(program: Project.python, scratch: scratch)
        return try await python.run("-c", script, store, sql).check().lines
    }
}

extension SubmissionResponse {
    /// What a repeated request is answered again, byte for byte; its proof is against the head of then.
    var withoutProof: SubmissionResponse {
        var answer = self
        answer.proof = nil
        return answer
    }
}

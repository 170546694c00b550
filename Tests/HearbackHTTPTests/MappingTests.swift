import HearbackAPI
import HearbackCore
import HearbackStore
import Testing

@testable import HearbackHTTP

@Suite("Requests become values, refusals become problems")
struct MappingTests {
    private let limits = IntakeLimits(text: TextLimits(characters: 100, bytes: 400), body: 1_000)

    private func problem(_ change: (inout SubmissionRequest) -> Void) -> Problem? {
        var request = SubmissionRequest(
            bill: "bill", language: "fr", text: "Bonjour", submitter: SubmitterRequest(kind: "person"))
        change(&request)
        do {
            _ = try Submission(request, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test("A submission passes the gate or is told which member is at fault")
    func submission() {
        #expect(problem { _ in } == nil)
        #expect(problem { $0.language = "de" }?.code == .unknownLanguage)
        #expect(problem { $0.text = " " }?.code == .textEmpty)
        #expect(problem { $0.text = String(repeating: "x", count: 101) }?.code == .textTooLong)
        #expect(problem { $0.text = "a\u{1B}[31m" }?.detail == "U+001B at character 1")
        #expect(problem { $0.text = "\u{202E}a" }?.code == .textUnpairedBidi)
        #expect(problem { $0.submitter.kind = "robot" }?.field == "submitter.kind")
        #expect(problem { $0.submitter.name = "a\u{0}" }?.field == "submitter.name")
        #expect(problem { $0.submitter.email = "nix" }?.field == "submitter.email")
    }

    @Test("A problem never carries a control character from outside")
    func quoting() {
        let problem = Problem(Refusal.unknownBill("a\u{1B}[2J\u{202E}b" + String(repeating: "x", count: 500)))
        let detail = problem.detail ?? ""
        #expect(detail.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.value != 0x202E })
        #expect(detail.count < 100)
    }

    @Test("Faults of the store are told without their cause")
    func faults() {
        #expect(Problem(answering: StoreError(.queueFull, "x")).status == 503)
        #expect(Problem(answering: StoreError(.full, "x")).code == .storageFull)
        let problem = Problem(answering: StoreError(.corrupt, "secret"))
        #expect(problem.code == .internalError && problem.detail == nil)
    }

    @Test("An imported history is put in order, and its codes are checked")
    func importing() throws {
        let at = Instant(milliseconds: 1_000)
        var row = ImportRow(
            externalID: "x", bill: "bill", language: "fr", text: "Bonjour", submitter: SubmitterRequest(kind: "person"),
            receivedAt: at, decision: ImportedDecision(kind: "published", at: at),
            answer: ImportedAnswer(at: at.advanced(byMilliseconds: 2), text: "Merci", by: nil),
            outcome: ImportedOutcome(outcome: "noted", at: at.advanced(byMilliseconds: 1), reason: "vu"))
        #expect(try ImportedComment(row, limits: limits).history.map(\.action.kind) == [.published, .outcomeRecorded, .answered])
        row.decision = ImportedDecision(kind: "rejected", at: at, reason: "nix")
        #expect(throws: Problem.self) { try ImportedComment(row, limits: limits) }
        row.decision = ImportedDecision(kind: "maybe", at: at)
        #expect(throws: Problem.self) { try ImportedComment(row, limits: limits) }
    }

    @Test("Roles come from names and groups; root administers")
    func roles() {
        let map = RoleMap([.moderator: ["amina", "@desk"], .auditor: ["@audit"]])
        #expect(map.roles(user: "amina", uid: 1_000, groups: []) == [.moderator])
        #expect(map.roles(user: "brahim", uid: 1_001, groups: ["desk", "audit"]) == [.moderator, .auditor])
        #expect(map.roles(user: "desk", uid: 1_002, groups: ["users"]).isEmpty)
        #expect(map.roles(user: "root", uid: 0, groups: []) == [.administrator])
    }
}

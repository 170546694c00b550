import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

/// A ledger on a real file in a folder of its own, on a clock that the test moves.
struct LedgerFixture: Sendable {
    let ledger: Ledger
    let clock: ManualClock
    let path: String

    static let moderator = Actor(.moderator, "amina")
    static let colleague = Actor(.moderator, "brahim")
    static let responder = Actor(.responder, "committee")
    static let administrator = Actor(.administrator, "root")

    /// The same key in every test.
    static let box = SecretBox(key: [UInt8](repeating: 7, count: SecretBox.keyLength))!

    static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hearback-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    static func options(_ path: String, _ clock: ManualClock) -> LedgerOptions {
        LedgerOptions(
            path: path, clock: clock.clock, decisionDue: { _, _ in "2023-02-03" },
            overdueFrom: { Instant(rfc3339: $0 + "T00:00:00Z")?.advanced(byMilliseconds: 86_400_000) ?? Instant(milliseconds: .max) },
            daysBetween: { Int(max(0, $1.milliseconds(since: $0)) / 86_400_000) }, box: box)
    }

    /// Runs `body` with a ledger that has one open bill, `bill`, with the article `1`.
    static func with(
        change: (inout LedgerOptions) -> Void = { _ in }, _ body: @Sendable (LedgerFixture) async throws -> Void
    ) async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2023-01-06T10:00:00Z")
        var options = options(folder.appending(path: "ledger.sqlite").path, clock)
        change(&options)
        try await run(options, clock) { fixture in
            try await fixture.ledger.add(bill(), by: administrator)
            try await body(fixture)
        }
    }

    /// Runs `body` with the ledger on a file that may exist already.
    static func run(
        _ options: LedgerOptions, _ clock: ManualClock, _ body: @Sendable (LedgerFixture) async throws -> Void
    ) async throws {
        let ledger = try Ledger(options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ledger.run() }
            let result: Result<Void, any Error>
            do {
                try await body(LedgerFixture(ledger: ledger, clock: clock, path: options.path))
                result = .success(())
            } catch {
                result = .failure(error)
            }
            ledger.close()
            try await group.waitForAll()
            try result.get()
        }
    }

    static func bill(_ id: String = "bill", closes: Instant? = nil) -> Bill {
        Bill(
            id: id, kind: .memberBill, reference: "1", titles: LocalizedText([.french: "Projet"]),
            articles: [Article(id: "1", titles: LocalizedText([.french: "Article premier"]))],
            window: CommentWindow(opens: Instant(milliseconds: 1_600_000_000_000), closes: closes))
    }

    static func submission(_ text: String = "Bonjour", endpoint: String? = nil, article: String? = nil) -> Submission {
        Submission(
            bill: "bill", article: article, language: .french, text: text,
            submitter: Submitter(kind: .person, name: "Amal", email: "amal@example.org"), endpoint: endpoint)
    }

    func submit(_ text: String = "Bonjour", endpoint: String? = nil) async throws -> CommentNumber {
        try await ledger.submit(Self.submission(text, endpoint: endpoint)).comment
    }

    /// How many results were taken.
    func record(_ attempts: [AttemptRecord]) async throws -> Int {
        try await ledger.exchange(attempts, claimingAtMost: 0).taken
    }

    /// Looks into the file as a stranger would, past the ledger.
    func inspect<Value: Sendable>(_ query: @Sendable (Database) throws -> Value) throws -> Value {
        let file = try DatabaseQueue(path: path)
        defer { try? file.close() }
        return try file.write(query)
    }
}

import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Search in a real file")
struct SearchTests {
    private static func find(
        _ text: String, _ filter: SearchFilter = SearchFilter(), names: Bool = true, in fixture: LedgerFixture
    ) async throws -> [Int64] {
        try await fixture.ledger.search(try SearchQuery(text), filter, seesNames: names, limit: 100).found
            .map(\.comment.number.value)
    }

    private static func submission(
        _ text: String, _ language: Language = .french, kind: SubmitterKind = .person, name: String? = nil
    ) -> Submission {
        Submission(bill: "bill", language: language, text: text, submitter: Submitter(kind: kind, name: name))
    }

    private static func fill(_ fixture: LedgerFixture) async throws {
        for submission in [
            submission("L’école publique manque de maîtres", name: "Amal Haddad"),
            submission("المَدْرَسَة العمومية في القرى", .arabic, kind: .association, name: "جمعية المدرسة"),
            submission("ⵜⴰⵎⴰⵣⵉⵖⵜ ⴳ ⵓⵖⵔⴱⴰⵣ", .tamazight), submission("ad yughal s tmazight", .tamazight),
            submission("École privée et langue amazighe"),
        ] { _ = try await fixture.ledger.submit(submission) }
    }

    @Test("Words are found however they are written, newest first", arguments: [
        ("ECOLE", [5, 1]), ("\"ecole publique\"", [1]), ("publique école", [1]), ("éco*", [5, 1]), ("école -privée", [1]),
        ("المدرسه", [2]), ("tamaziɣt", [3]), ("tamazight", [3]), ("ⵢⵓⵖⴰⵍ", [4]), ("ⵜⵎⴰⵣⵉⵖⵜ", [4]), ("haddad", [1]),
        ("langue publique", []), ("cmt_2", [2]), ("\" OR text:école NEAR(", []), ("text", []), ("lfr", []), ("kperson", []),
    ] as [(String, [Int64])])
    func words(query: String, numbers: [Int64]) async throws {
        try await LedgerFixture.with { fixture in
            try await Self.fill(fixture)

            #expect(try await Self.find(query, in: fixture) == numbers)
        }
    }

    @Test("Filters narrow, pages go on where the last one ended, and names are only for who may see them")
    func filtersAndPages() async throws {
        try await LedgerFixture.with { fixture in
            try await Self.fill(fixture)
            let first = try #require(CommentNumber(1))
            _ = try await fixture.ledger.apply(.published, to: first, by: LedgerFixture.moderator)
            fixture.clock.now = try #require(Instant(rfc3339: "2023-03-01T10:00:00Z"))
            _ = try await fixture.ledger.submit(Self.submission("École de mars"))
            let march = try #require(Instant(rfc3339: "2023-02-20T00:00:00Z"))
            let later = try #require(Instant(rfc3339: "2024-02-20T00:00:00Z"))

            #expect(try await Self.find("école", SearchFilter(status: .published), in: fixture) == [1])
            #expect(try await Self.find("école", SearchFilter(status: .awaitingApproval), in: fixture) == [6, 5])
            #expect(try await Self.find("école", SearchFilter(from: march), in: fixture) == [6])
            #expect(try await Self.find("école", SearchFilter(to: march), in: fixture) == [5, 1])
            #expect(try await Self.find("école", SearchFilter(from: march, to: later), in: fixture) == [6])
            #expect(try await Self.find("المدرسة", SearchFilter(language: .arabic, submitterKind: .association), in: fixture) == [2])
            #expect(try await Self.find("المدرسة", SearchFilter(language: .french), in: fixture) == [])
            #expect(try await Self.find("école", SearchFilter(bill: "other"), in: fixture) == [])
            #expect(try await Self.find("haddad", names: false, in: fixture) == [])
            let page = try await fixture.ledger.search(try SearchQuery("école"), seesNames: false, after: 6, limit: 1)
            #expect(page.found.map(\.comment.number.value) == [5])
            #expect(page.found.first?.name == nil)
            #expect(page.behind == 0)
        }
    }

    /// What SQLite keeps: the file and its log.
    private static func bytes(_ fixture: LedgerFixture) throws -> Data {
        try Data(contentsOf: URL(filePath: fixture.path))
            + ((try? Data(contentsOf: URL(filePath: fixture.path + "-wal"))) ?? Data())
    }

    @Test("Of an erased comment nothing is found at once, and nothing is left in the file's bytes after the purge")
    func erasure() async throws {
        try await LedgerFixture.with { fixture in
            for index in 0..<30 {
                _ = try await fixture.ledger.submit(Self.submission("Commentaire ordinaire numéro \(index)"))
                _ = try await fixture.ledger.indexNew()
            }
            let secret = try await fixture.ledger.submit(
                Self.submission("Mon voisin zyxwvaquux habite ici", name: "Qwertzuiopa Nom")).comment
            #expect(try await Self.find("zyxwvaquux", in: fixture) == [31])
            #expect(try Self.bytes(fixture).contains(Data("zyxwvaquux".utf8)))

            _ = try await fixture.ledger.apply(.erased(), to: secret, by: LedgerFixture.moderator)
            #expect(try await Self.find("zyxwvaquux", in: fixture) == [])
            #expect(try await Self.find("qwertzuiopa", in: fixture) == [])
            #expect(try await fixture.ledger.purgeIndex() == 1)

            let bytes = try Self.bytes(fixture)
            #expect(!bytes.contains(Data("zyxwvaquux".utf8)))
            #expect(!bytes.contains(Data("qwertzuiopa".utf8)))
            #expect(try await Self.find("ordinaire", in: fixture).count == 30)
            #expect(try await fixture.ledger.purgeIndex() == 0)
        }
    }

    @Test("After a redaction only what is left of the text is found")
    func redaction() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit("Appelez Zyxwvaquux demain")
            #expect(try await Self.find("zyxwvaquux", in: fixture) == [1])

            _ = try await fixture.ledger.apply(.redacted(Redaction(spans: [TextSpan(0, 3)!], reason: .personalData, text: "Appelez ████ demain")), to: number, by: LedgerFixture.moderator)

            #expect(try await Self.find("zyxwvaquux", in: fixture) == [])
            #expect(try await Self.find("demain", in: fixture) == [1])
            #expect(try await fixture.ledger.purgeIndex() == 1)
            try fixture.inspect { try $0.execute(sql: "INSERT INTO search(search) VALUES ('integrity-check')") }
        }
    }

    @Test("An index that is behind, or of other rules, is filled in steps; a rebuild makes the same")
    func filling() async throws {
        let folder = try LedgerFixture.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock("2023-01-06T10:00:00Z")
        let options = LedgerFixture.options(folder.appending(path: "ledger.sqlite").path, clock)
        try await LedgerFixture.run(options, clock) { fixture in
            try await fixture.ledger.add(LedgerFixture.bill(), by: LedgerFixture.administrator)
            try await Self.fill(fixture)
            #expect(try await Self.find("école", in: fixture) == [5, 1])
            try fixture.inspect { try $0.execute(sql: "UPDATE search_state SET folding = 0") }
        }
        try await LedgerFixture.run(options, clock) { (fixture: LedgerFixture) async throws in
            #expect(try await fixture.ledger.searchLag() == 5)
            let early = try await fixture.ledger.search(try SearchQuery("école"), seesNames: true, limit: 9, freshening: 4)
            #expect(early.behind == 5)
            #expect(early.found.isEmpty)
            #expect(try await fixture.ledger.indexNew(atMost: 2) == 2)
            #expect(try await fixture.ledger.searchLag() == 3)
            #expect(try await Self.find("école", in: fixture) == [5, 1])
            #expect(try await fixture.ledger.rebuild().differences == 0)
            #expect(try await fixture.ledger.searchLag() == 0)
            #expect(try await Self.find("école", in: fixture) == [5, 1])
        }
    }

    @Test("Random histories leave the index as a rebuild makes it", arguments: UInt64(1)...6)
    func histories(seed: UInt64) async throws {
        try await LedgerFixture.with { fixture in
            var random = SplitMix64(seed: seed)
            let words = ["école", "loi", "langue", "eau", "route", "impôt"]
            for _ in 0..<60 {
                let text = (0..<4).compactMap { _ in words.randomElement(using: &random) }.joined(separator: " ")
                let last = (try await fixture.ledger.totals()).comments
                let number = last > 0 ? CommentNumber(Int64.random(in: 1...last, using: &random)) : nil
                switch (Int.random(in: 0..<5, using: &random), number) {
                case (0, let number?): _ = try? await fixture.ledger.apply(.erased(), to: number, by: LedgerFixture.moderator)
                case (1, let number?):
                    _ = try? await fixture.ledger.apply(.redacted(Redaction(spans: [TextSpan(0, 3)!], reason: .personalData, text: text)), to: number, by: LedgerFixture.moderator)
                case (2, _): _ = try await fixture.ledger.indexNew(atMost: 3)
                default: _ = try await fixture.submit(text)
                }
            }
            var before: [String: [Int64]] = [:]
            for word in words { before[word] = try await Self.find(word, in: fixture) }
            _ = try await fixture.ledger.rebuild()
            for word in words { #expect(try await Self.find(word, in: fixture) == before[word]) }
        }
    }
}

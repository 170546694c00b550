import GRDB
import HearbackCore
import HearbackStore
import Testing

@Suite("What SQLite itself refuses")
struct GuardTests {
    @Test("Events can't be changed, deleted or slipped in", arguments: [
        "UPDATE event SET actor = 'x'", "DELETE FROM event", "DELETE FROM content", "UPDATE content SET text = 'x'",
        "UPDATE content SET receipt = NULL",
        "INSERT INTO event SELECT 1, comment, bill, kind, role, actor, occurred, recorded, provenance, details FROM event",
        "INSERT INTO event SELECT 99, comment, bill, kind, role, actor, 0, 0, provenance, details FROM event LIMIT 1",
        "UPDATE comment SET status = 'withdrawn', revision = revision + 2",
        "UPDATE comment SET status = 'nonsense'",
    ])
    func guards(sql: String) async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit()
            #expect(throws: DatabaseError.self) { try fixture.inspect { try $0.execute(sql: sql) } }
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    @Test("A status without an arrow can't be written by hand")
    func illegalTransition() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit()
            _ = try await fixture.ledger.apply(.published, to: number, by: LedgerFixture.moderator)
            #expect(throws: DatabaseError.self) {
                try fixture.inspect { try $0.execute(sql: "UPDATE comment SET status = 'lapsed'") }
            }
        }
    }

    @Test("The file's table of legal transitions is the state machine's")
    func legalTransitions() async throws {
        try await LedgerFixture.with { fixture in
            let stored = try fixture.inspect { db in
                try Row.fetchAll(db, sql: "SELECT before, after FROM legal_transition").map { "\($0["before"] as String)>\($0["after"] as String)" }
            }
            let machine = CommentStatus.allCases.flatMap { status in
                status.legalEvents.compactMap { event in status.after(event).map { "\(status.rawValue)>\($0.rawValue)" } }
            }
            #expect(Set(stored) == Set(machine))
        }
    }

    @Test("Commits are durable: WAL with synchronous=FULL on the writer, and the file is ours by its application id")
    func durability() async throws {
        try await LedgerFixture.with { fixture in
            #expect(try await fixture.ledger.durability() == "wal/2")
            let id = try fixture.inspect { try Int32.fetchOne($0, sql: "PRAGMA application_id") }
            #expect(id == 0x4842_434B)
            #expect(try fixture.inspect { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 15)
        }
    }
}

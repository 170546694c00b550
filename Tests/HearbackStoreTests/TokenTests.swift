import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Tokens in a real file")
struct TokenTests {
    private static func terms(
        _ name: String = "amina", scope: BillScope = .all, addresses: [String] = [], lifetime: Int64 = 3_600
    ) -> TokenTerms {
        TokenTerms(name: name, roles: [.moderator], scope: scope, addresses: addresses, lifetime: lifetime)
    }

    private static func why(_ result: Result<TokenRecord, TokenRefusal>) -> TokenRefusal? {
        if case .failure(let refusal) = result { refusal } else { nil }
    }

    @Test("A token opens from its making to its expiry, unless it is revoked; a wrong secret is no token at all")
    func life() async throws {
        try await LedgerFixture.with { fixture in
            let ledger = fixture.ledger
            let (record, token) = try await ledger.createToken(Self.terms(scope: .only(["bill"])), by: "root")
            let (_, other) = try await ledger.createToken(Self.terms("brahim"), by: "root")
            let crossed = try #require(AccessToken(number: token.number, secret: other.secret))
            let nobody = try #require(TokenNumber(99))
            let absent = try #require(AccessToken(number: nobody, secret: token.secret))

            #expect(try await ledger.authenticate(token).get() == record)
            #expect(record.scope == .only(["bill"]) && record.roles == [.moderator] && record.createdBy == "root")
            #expect(Self.why(try await ledger.authenticate(crossed)) == .unknown)
            #expect(Self.why(try await ledger.authenticate(absent)) == .unknown)
            fixture.clock.now = record.expires.advanced(byMilliseconds: -1)
            #expect(Self.why(try await ledger.authenticate(token)) == nil)
            fixture.clock.now = record.expires
            #expect(Self.why(try await ledger.authenticate(token)) == .expired(token.number, record.expires))
            let revoked = try await ledger.revokeToken(token.number, by: "root")
            let instant = try #require(revoked.revoked)
            #expect(Self.why(try await ledger.authenticate(token)) == .revoked(token.number, instant))
            #expect(Self.why(try await ledger.authenticate(crossed)) == .unknown)
            await #expect(throws: Refusal.tokenRevoked(at: instant)) {
                try await ledger.revokeToken(token.number, by: "root")
            }
            await #expect(throws: Refusal.unknownToken) { try await ledger.revokeToken(absent.number, by: "root") }
            await #expect(throws: Refusal.unknownBill("none")) {
                try await ledger.createToken(Self.terms(scope: .only(["none"])), by: "root")
            }
        }
    }

    @Test("The file holds a hash, and not the secret in any form that opens")
    func hash() async throws {
        try await LedgerFixture.with { fixture in
            let (_, token) = try await fixture.ledger.createToken(Self.terms(), by: "root")
            // The file and its write-ahead log: wherever the pages are.
            let bytes = try ["", "-wal"].reduce(into: Data()) {
                $0 += try Data(contentsOf: URL(fileURLWithPath: fixture.path + $1))
            }
            #expect(bytes.range(of: Data("amina".utf8)) != nil)
            #expect(bytes.range(of: Data(token.secret)) == nil)
            #expect(bytes.range(of: Data(Base32.encode(token.secret).utf8)) == nil)
        }
    }

    @Test("The last use is kept to the minute, by one write a minute at most")
    func use() async throws {
        try await LedgerFixture.with { fixture in
            let (_, token) = try await fixture.ledger.createToken(Self.terms(), by: "root")
            func use(at time: String) async throws -> String? {
                fixture.clock.now = try #require(Instant(rfc3339: time))
                try await fixture.ledger.noteUse(of: try await fixture.ledger.authenticate(token).get())
                return try await fixture.ledger.tokens().first?.lastUsed?.rfc3339
            }
            #expect(try await fixture.ledger.tokens().first?.lastUsed == nil)
            #expect(try await use(at: "2023-01-06T10:00:30Z") == "2023-01-06T10:00:00.000Z")
            #expect(try await use(at: "2023-01-06T10:00:59Z") == "2023-01-06T10:00:00.000Z")
            #expect(try await use(at: "2023-01-06T10:01:00Z") == "2023-01-06T10:01:00.000Z")
        }
    }

    @Test("What a token allows, and that it was revoked, can't be changed by hand", arguments: [
        "DELETE FROM access_token", "UPDATE access_token SET roles = '[\"administrator\"]'", "UPDATE access_token SET bills = NULL",
        "UPDATE access_token SET expires = expires + 1", "UPDATE access_token SET hash = zeroblob(32)",
        "UPDATE access_token SET revoked = NULL, revoked_by = NULL", "UPDATE access_token SET name = 'x'",
    ])
    func guards(sql: String) async throws {
        try await LedgerFixture.with { fixture in
            let (_, token) = try await fixture.ledger.createToken(Self.terms(scope: .only(["bill"])), by: "root")
            _ = try await fixture.ledger.revokeToken(token.number, by: "root")
            #expect(throws: DatabaseError.self) { try fixture.inspect { try $0.execute(sql: sql) } }
        }
    }
}

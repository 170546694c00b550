import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Registered endpoints")
struct RegistrationTests {
    private static let home = "198.51.100.0/24"

    private func register(
        _ fixture: LedgerFixture, _ url: String = "https://ngo.example/hook", from network: String = home
    ) async throws -> NewEndpoint {
        try await fixture.ledger.registerEndpoint(url: url, secret: "whsec_first", from: network)
    }

    /// Registered, and its challenge answered at 192.0.2.0/24.
    private func verified(_ fixture: LedgerFixture) async throws -> NewEndpoint {
        let new = try await register(fixture)
        let challenge = try #require(try await fixture.ledger.claimDue(atMost: 10).first)
        _ = try await fixture.record([fixture.result(of: challenge, .delivered)])
        return new
    }

    @Test("Only a challenge goes to a new address; answered, it is active and may be named")
    func verification() async throws {
        try await LedgerFixture.with { fixture in
            let new = try await register(fixture)
            #expect(new.record.state == .pending)
            await #expect(throws: Refusal.unknownEndpoint) { try await fixture.submit(endpoint: new.record.id) }
            let claimed = try await fixture.ledger.claimDue(atMost: 10)
            #expect(claimed.map(\.type) == ["endpoint.verification"])
            #expect(try fixture.member("challenge", of: claimed[0]).utf8.count == 32)
            #expect(try fixture.member("endpoint_id", of: claimed[0]) == new.record.id)
            _ = try await fixture.record([fixture.result(of: claimed[0], .delivered)])
            #expect(try await fixture.ledger.endpoint(new.record.id)?.state == .active)
            _ = try await fixture.submit(endpoint: new.record.id)
            let message = try #require(try await fixture.ledger.claimDue(atMost: 10).first)
            #expect(message.networks == ["192.0.2.0/24"] && message.secrets == ["whsec_first"])
        }
    }

    @Test("Three challenges in all, at once, after 10 minutes and after a day; then it is disabled")
    func unanswered() async throws {
        try await LedgerFixture.with { fixture in
            let new = try await register(fixture)
            let start = fixture.clock.now
            let sent = try await fixture.deliver(until: fixture.hours(24 * 20)) { _ in .failed(.init(status: 200)) }
            #expect(sent.count == 3)
            let gaps = sent.map { $0.at.milliseconds(since: start) / 60_000 }
            #expect(gaps[0] == 0 && (8...12).contains(gaps[1]) && (1_152 + 8...1_728 + 12).contains(gaps[2]))
            let record = try #require(try await fixture.ledger.endpoint(new.record.id))
            #expect(record.state == .disabled && record.disabledReason == "unverified")
        }
    }

    @Test("10,000 registrations of one address cause three requests in all")
    func oneAddress() async throws {
        try await LedgerFixture.with { fixture in
            var refused = 0
            for index in 0..<10_000 {
                do {
                    _ = try await register(fixture, from: "10.\(index / 250).\(index % 250).0/24")
                } catch is Refusal {
                    refused += 1
                }
                if index % 100 == 0 { _ = try await fixture.deliver(until: fixture.clock.now) { _ in .failed(.init()) } }
            }
            _ = try await fixture.deliver(until: fixture.hours(48)) { _ in .failed(.init()) }
            let sent = try fixture.inspect { try Int.fetchOne($0, sql: "SELECT count(*) FROM attempt") }
            #expect(try #require(sent) <= 3)
            #expect(refused > 9_000)
        }
    }

    @Test("10,000 names under one domain, each from another network, are five endpoints a day; another domain is free")
    func oneDomain() async throws {
        try await LedgerFixture.with { fixture in
            func register(_ name: String, _ domain: String, _ index: Int) async throws {
                _ = try await fixture.ledger.registerEndpoint(
                    url: "https://\(name)/", secret: "whsec_x", from: "10.\(index / 250).\(index % 250).0/24", domain: domain)
            }
            var until: Set<Instant?> = []
            for index in 0..<10_000 {
                do { try await register("n\(index).example.com", "example.com", index) } catch {
                    guard case Refusal.registrationLimit(let end) = error else { throw error }
                    until.insert(end)
                }
            }
            #expect(try await fixture.ledger.endpoints().count == 5)
            #expect(until == [fixture.hours(24)])
            try await register("a.example.org", "example.org", 0)
            // The same address again is no new one.
            try await register("n0.example.com", "example.com", 20_000)
            fixture.clock.now = fixture.hours(24)
            try await register("n9.example.com", "example.com", 20_001)
            #expect(try fixture.inspect { try Int.fetchOne($0, sql: "SELECT count(*) FROM endpoint WHERE hex(domain) LIKE '%6578616D%'") } == 0)
        }
    }

    @Test("One network registers three addresses a day, and more on the next")
    func oneNetwork() async throws {
        try await LedgerFixture.with { fixture in
            for index in 0..<3 { _ = try await register(fixture, "https://ngo.example/\(index)") }
            let until = fixture.clock.now.advanced(byMilliseconds: 86_400_000)
            await #expect(throws: Refusal.registrationLimit(until: until)) {
                try await register(fixture, "https://ngo.example/4")
            }
            _ = try await register(fixture, "https://ngo.example/4", from: "203.0.113.0/24")
            fixture.clock.now = until.advanced(byMilliseconds: 1)
            _ = try await register(fixture, "https://ngo.example/5")
        }
    }

    @Test("An address that is active can't be registered again; one that never answered can, and the newest secret holds")
    func again() async throws {
        try await LedgerFixture.with { fixture in
            let squatter = try await register(fixture)
            let owner = try await register(fixture, from: "203.0.113.0/24")
            #expect(owner.record.id != squatter.record.id)
            await #expect(throws: Refusal.unknownEndpoint) {
                try await fixture.ledger.ownedEndpoint(squatter.record.id, token: squatter.ownerToken ?? "")
            }
            let challenges = try await fixture.ledger.claimDue(atMost: 10)
            #expect(challenges.count == 1)
            _ = try await fixture.record([fixture.result(of: challenges[0], .delivered)])
            await #expect(throws: Refusal.endpointExists(nil)) { try await register(fixture) }
        }
    }

    @Test("Its owner, and nobody else, sees it, and takes it away without a trace of the address")
    func owner() async throws {
        try await LedgerFixture.with { fixture in
            let new = try await verified(fixture)
            let token = try #require(new.ownerToken)
            #expect(try await fixture.ledger.ownedEndpoint(new.record.id, token: token).state == .active)
            for wrong in ["", "hbe_", token + "x", "hbe_" + String(repeating: "0", count: 32)] {
                await #expect(throws: Refusal.unknownEndpoint) {
                    try await fixture.ledger.ownedEndpoint(new.record.id, token: wrong)
                }
            }
            _ = try await fixture.submit(endpoint: new.record.id)
            try await fixture.ledger.forgetEndpoint(new.record.id)
            let record = try #require(try await fixture.ledger.endpoint(new.record.id))
            #expect(record.state == .disabled && record.address == nil)
            #expect(try await fixture.ledger.deliveryCounts() == ["delivered": 1, "dead": 1])
        }
    }

    @Test("When its name leads elsewhere nothing more is sent there before it has answered again")
    func moved() async throws {
        try await LedgerFixture.with { fixture in
            let new = try await verified(fixture)
            _ = try await fixture.submit(endpoint: new.record.id)
            let message = try #require(try await fixture.ledger.claimDue(atMost: 10).first)
            _ = try await fixture.record([fixture.result(of: message, .moved, network: nil)])
            #expect(try await fixture.ledger.endpoint(new.record.id)?.state == .pending)
            // Comments may still name it: it has proved itself before.
            _ = try await fixture.submit(endpoint: new.record.id)
            let challenge = try await fixture.ledger.claimDue(atMost: 10)
            #expect(challenge.map(\.type) == ["endpoint.verification"])
            #expect(challenge[0].networks == nil)
            _ = try await fixture.record([fixture.result(of: challenge[0], .delivered, network: "203.0.113.0/24")])
            let rest = try await fixture.ledger.claimDue(atMost: 10)
            #expect(rest.count == 2)
            #expect(rest.contains { $0.message == message.message && $0.attempt == 1 })
            #expect(rest.allSatisfy { $0.networks == ["192.0.2.0/24", "203.0.113.0/24"] })
        }
    }

    @Test("After thirty days an endpoint is asked again, once, and stays active meanwhile")
    func stale() async throws {
        try await LedgerFixture.with { fixture in
            let new = try await verified(fixture)
            #expect(try await fixture.ledger.challengeStale() == 0)
            fixture.clock.now = fixture.hours(24 * 30)
            #expect(try await fixture.ledger.challengeStale() == 1)
            #expect(try await fixture.ledger.challengeStale() == 0)
            #expect(try await fixture.ledger.endpoint(new.record.id)?.state == .active)
        }
    }

    @Test("While a secret is rotated the old and the new one sign; after a day the new one alone")
    func rotation() async throws {
        try await LedgerFixture.with { fixture in
            let new = try await verified(fixture)
            for secret in ["whsec_second", "whsec_third", "whsec_fourth"] {
                _ = try await fixture.ledger.rotateSecret(of: new.record.id, to: secret)
            }
            _ = try await fixture.submit(2, endpoint: new.record.id)
            let during = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            #expect(during.secrets == ["whsec_fourth", "whsec_third", "whsec_second"])
            fixture.clock.now = fixture.hours(24)
            let after = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            #expect(after.secrets == ["whsec_fourth"])
        }
    }

    @Test("Disabled while its challenge is under way, it stays so whatever it answers", arguments: ["operator", "deleted"])
    func disabledMeanwhile(how: String) async throws {
        try await LedgerFixture.with { fixture in
            let new = try await register(fixture)
            let challenge = try #require(try await fixture.ledger.claimDue(atMost: 10).first)
            if how == "operator" {
                _ = try await fixture.ledger.disableEndpoint(new.record.id, reason: how)
            } else {
                try await fixture.ledger.forgetEndpoint(new.record.id)
            }
            _ = try await fixture.record([fixture.result(of: challenge, .delivered)])
            let record = try #require(try await fixture.ledger.endpoint(new.record.id))
            #expect(record.state == .disabled && record.disabledReason == how)
        }
    }

    @Test("An endpoint whose secret does not open is ended, and costs the others nothing")
    func unusable() async throws {
        try await LedgerFixture.with { fixture in
            let (broken, good) = (try await fixture.endpoint(), try await fixture.endpoint())
            _ = try await fixture.submit(1, endpoint: broken)
            _ = try await fixture.submit(1, endpoint: good)
            try fixture.inspect { try $0.execute(sql: "UPDATE endpoint_secret SET sealed = x'00' WHERE endpoint = 1") }
            #expect(try await fixture.ledger.claimDue(atMost: 10).map(\.endpoint) == [good])
            let record = try #require(try await fixture.ledger.endpoint(broken))
            #expect(record.state == .disabled && record.disabledReason == "unusable")
            let dead = try await fixture.ledger.deliveries(comment: nil, endpoint: broken, state: "dead", limit: 10)
            #expect(dead.map(\.lastError) == ["endpoint_unusable"])
        }
    }

    @Test("No secret, token or owner stands in the file as it is, and another key opens nothing")
    func sealed() async throws {
        try await LedgerFixture.with { fixture in
            let new = try await register(fixture)
            let files = try ["", "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: fixture.path + $0)) }
            for text in ["whsec_first", try #require(new.ownerToken)] {
                #expect(files.allSatisfy { $0.range(of: Data(text.utf8)) == nil })
            }
        }
    }
}

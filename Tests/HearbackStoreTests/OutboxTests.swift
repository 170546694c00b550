import Foundation
import GRDB
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Synchronization
import Testing

@Suite("The outbox")
struct OutboxTests {
    private func endpoint(_ fixture: LedgerFixture) async throws -> String {
        try await fixture.ledger.addEndpoint(url: "https://example.org/hook/\(UUID().uuidString)", secret: "whsec_x").id
    }

    private func result(_ message: ClaimedMessage, _ result: AttemptRecord.Result, at fixture: LedgerFixture) -> AttemptRecord {
        AttemptRecord(
            row: message.row, lease: message.lease, started: fixture.clock.now, milliseconds: 5, result: result,
            status: 200, peer: "192.0.2.1")
    }

    @Test("A comment's messages come one after the other, in order")
    func order() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(endpoint: try await endpoint(fixture))
            _ = try await fixture.ledger.apply(.published, to: number, by: LedgerFixture.moderator)
            let first = try #require(try await fixture.ledger.claimDue(atMost: 10).first)
            let body = try #require(JSONSerialization.jsonObject(with: Data(first.body)) as? [String: Any])
            #expect(body["type"] as? String == "comment.received")
            #expect(try await fixture.ledger.claimDue(atMost: 10).isEmpty, "the second waits for the first")
            #expect(try await fixture.record([result(first, .delivered, at: fixture)]) == 1)
            let second = try #require(try await fixture.ledger.claimDue(atMost: 10).first)
            #expect(String(decoding: second.body, as: UTF8.self).contains(#""type":"comment.published""#))
        }
    }

    @Test("The signal to the deliverer takes the same few calls, however often it was given")
    func signal() async throws {
        try await LedgerFixture.with { fixture in
            let depths = Mutex<[Int]>([])
            fixture.ledger.onOutboxChange { depths.withLock { $0.append(Thread.callStackReturnAddresses.count) } }
            let number = try await fixture.submit()
            for _ in 0..<40 {
                _ = try await fixture.ledger.apply(.noteAdded(text: "x"), to: number, by: LedgerFixture.moderator)
            }
            let seen = depths.withLock { $0 }
            #expect(seen.count >= 40)
            let (least, most) = (try #require(seen.min()), try #require(seen.max()))
            #expect(most - least < 20, "\(seen)")
        }
    }

    @Test("Delivered is told on the timeline; text, name and address are never sent")
    func notice() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit("mon secret", endpoint: try await endpoint(fixture))
            let message = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            let body = String(decoding: message.body, as: UTF8.self)
            for word in ["secret", "Amal", "amal@", "hbr_"] { #expect(!body.contains(word)) }
            _ = try await fixture.record([result(message, .delivered, at: fixture)])
            let dossier = try #require(try await fixture.ledger.dossier(of: number))
            #expect(dossier.events.map(\.kind) == [.received, .notified])
            #expect(dossier.deliveries.map(\.state) == ["delivered"])
            #expect(try await fixture.ledger.delivery(message.message)?.tries.map(\.peer) == ["192.0.2.1"])
        }
    }

    @Test("Being told moves a comment's revision and nothing else, in whatever state it is")
    func noticeKeepsState() async throws {
        try await LedgerFixture.with { fixture in
            let number = try await fixture.submit(endpoint: try await endpoint(fixture))
            let until = fixture.clock.now.advanced(byMilliseconds: 60_000)
            _ = try await fixture.ledger.apply(.claimed(until: until), to: number, by: LedgerFixture.moderator)
            let held = try await tell(fixture, number)
            #expect(held.claim?.moderator == "amina")
            _ = try await fixture.ledger.apply(
                .rejected(.offTopic, explanation: "x"), to: number, by: LedgerFixture.moderator)
            let rejected = try await tell(fixture, number)
            #expect((rejected.status, rejected.lastRejecter) == (.rejected, "amina"))
            _ = try await fixture.ledger.apply(.appealed(grounds: "y"), to: number, by: .submitter)
            _ = try await fixture.ledger.apply(.published, to: number, by: LedgerFixture.colleague)
            #expect(try await tell(fixture, number).hasAppealed)
            #expect(try await fixture.ledger.rebuild().differences == 0)
        }
    }

    /// Delivers what waits, and checks that only the revision moved.
    private func tell(_ fixture: LedgerFixture, _ number: CommentNumber) async throws -> CommentState {
        let before = try #require(try await fixture.ledger.dossier(of: number)).comment.state
        let message = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
        #expect(try await fixture.record([result(message, .delivered, at: fixture)]) == 1)
        let after = try #require(try await fixture.ledger.dossier(of: number)).comment.state
        let expected = CommentState(
            status: before.status, claim: before.claim, hasAppealed: before.hasAppealed,
            lastRejecter: before.lastRejecter, isAnswered: before.isAnswered, outcome: before.outcome,
            isErased: before.isErased, flags: before.flags, openTargets: before.openTargets, revision: before.revision + 1)
        #expect(after == expected)
        let details = try fixture.inspect {
            try String.fetchOne($0, sql: "SELECT details FROM event WHERE kind = 'notified' ORDER BY sequence DESC")
        }
        #expect(details == #"{"message":"\#(message.message)","message_type":"\#(message.type)"}"#)
        return after
    }

    @Test("A result under an old lease changes nothing")
    func fencing() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit(endpoint: try await endpoint(fixture))
            let old = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            try await fixture.ledger.recoverDeliveries()
            let new = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            #expect(new.lease != old.lease)
            #expect(new.message == old.message)
            #expect(new.attempt == 2)
            #expect(try await fixture.record([result(old, .delivered, at: fixture)]) == 0)
            #expect(try await fixture.record([result(new, .delivered, at: fixture)]) == 1)
        }
    }

    @Test("What fails comes again after its delay, until it is dead")
    func retries() async throws {
        try await LedgerFixture.with(change: { $0.random = { [UInt8](repeating: 128, count: $0) } }) { fixture in
            _ = try await fixture.submit(endpoint: try await endpoint(fixture))
            var attempts = 0
            while let due = try await fixture.ledger.nextDelivery() {
                fixture.clock.now = max(fixture.clock.now, due)
                let message = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
                attempts += 1
                #expect(message.attempt == attempts)
                _ = try await fixture.record([result(message, .failed(.init(status: 500)), at: fixture)])
                #expect(try await fixture.ledger.claimDue(atMost: 1).isEmpty, "not before its time")
            }
            #expect(attempts == 10)
            #expect(try await fixture.ledger.deliveryCounts() == ["dead": 1])
        }
    }

    @Test("A released message is due at once and its attempt not counted")
    func release() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit(endpoint: try await endpoint(fixture))
            let message = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            try await fixture.ledger.release([(message.row, message.lease)])
            #expect(try await fixture.ledger.claimDue(atMost: 1).first?.attempt == 1)
        }
    }

    @Test("410 ends the endpoint and what waits for it")
    func gone() async throws {
        try await LedgerFixture.with { fixture in
            let id = try await endpoint(fixture)
            _ = try await fixture.submit(endpoint: id)
            _ = try await fixture.submit(endpoint: id)
            let message = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            _ = try await fixture.record([result(message, .gone, at: fixture)])
            #expect(try await fixture.ledger.deliveryCounts() == ["dead": 2])
            #expect(try await fixture.ledger.endpoints().map(\.isActive) == [false])
            await #expect(throws: Refusal.unknownEndpoint) { try await fixture.submit(endpoint: id) }
        }
    }

    @Test("A busy endpoint does not delay another's first message")
    func fairness() async throws {
        try await LedgerFixture.with { fixture in
            let hog = try await endpoint(fixture)
            let other = try await endpoint(fixture)
            for _ in 0..<50 { _ = try await fixture.submit(endpoint: hog) }
            _ = try await fixture.submit(endpoint: other)
            let claimed = try await fixture.ledger.claimDue(atMost: 10)
            #expect(Set(claimed.map(\.endpoint)) == [hog, other])
            #expect(claimed.count == 3, "two for each endpoint at a time")
        }
    }

    @Test("A message that was lost three times is dead")
    func lost() async throws {
        try await LedgerFixture.with { fixture in
            _ = try await fixture.submit(endpoint: try await endpoint(fixture))
            for _ in 0..<3 {
                _ = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
                try await fixture.ledger.recoverDeliveries()
            }
            #expect(try await fixture.ledger.claimDue(atMost: 1).isEmpty)
            #expect(try await fixture.ledger.deliveryCounts() == ["dead": 1])
        }
    }

    @Test("What was under way when its endpoint ended is dead, not waiting for ever", arguments: 0..<3)
    func endedUnderWay(how: Int) async throws {
        try await LedgerFixture.with { fixture in
            let id = try await endpoint(fixture)
            _ = try await fixture.submit(endpoint: id)
            let message = try #require(try await fixture.ledger.claimDue(atMost: 1).first)
            _ = try await fixture.ledger.disableEndpoint(id, reason: "operator")
            switch how {
            case 0: _ = try await fixture.record([result(message, .failed(.init(status: 500)), at: fixture)])
            case 1: try await fixture.ledger.release([(message.row, message.lease)])
            default: try await fixture.ledger.recoverDeliveries()
            }
            let found = try await fixture.ledger.delivery(message.message)
            let delivery = try #require(found?.delivery)
            #expect(delivery.state == "dead" && delivery.lastError == "endpoint_operator")
        }
    }
}

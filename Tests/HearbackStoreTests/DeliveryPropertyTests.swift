import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

@Suite("Deliveries: property of random failures, crashes and moderation")
struct DeliveryPropertyTests {
    @Test("Each endpoint sees a comment's revisions in order, hears its last news or the message is dead; repeats are identical",
        arguments: 1...24 as ClosedRange<UInt64>)
    func order(seed: UInt64) async throws {
        try await LedgerFixture.with { fixture in
            var random = SplitMix64(seed: seed)
            let endpoints = [try await fixture.endpoint(), try await fixture.endpoint()]
            var comments: [CommentNumber] = []
            var seen: [String: [UInt8]] = [:]
            var last: [String: Int] = [:]
            for _ in 0..<120 {
                switch Int.random(in: 0..<10, using: &random) {
                case 0...1:
                    comments.append(try await fixture.submit(endpoint: endpoints[Int.random(in: 0...1, using: &random)]))
                case 2...4:
                    guard let comment = comments.randomElement(using: &random) else { continue }
                    try await moderate(comment, fixture, &random)
                case 5:
                    try await fixture.ledger.recoverDeliveries()
                default:
                    if let due = try await fixture.ledger.nextDelivery() { fixture.clock.now = max(fixture.clock.now, due) }
                    let claimed = try await fixture.ledger.claimDue(atMost: Int.random(in: 1...6, using: &random))
                    for message in claimed { try check(message, fixture, &seen, &last, seed) }
                    // A part of the results gets lost, as in a crash; the next recovery finds those messages.
                    let results = claimed.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }.map { message in
                        let isGood = Bool.random(using: &random)
                        return fixture.result(of: message, isGood ? .delivered : .failed(.init(status: 500)))
                    }
                    _ = try await fixture.record(results)
                }
            }
            try await fixture.ledger.recoverDeliveries()
            let rest = try await fixture.deliver(until: fixture.hours(24 * 10)) { _ in .delivered }
            for sent in rest { try check(sent.message, fixture, &seen, &last, seed) }
            let counts = try await fixture.ledger.deliveryCounts()
            #expect(counts["ready"] == nil && counts["sending"] == nil, "seed \(seed)")
            try fixture.checkFigures("seed \(seed)")
            #expect(try await fixture.ledger.rebuild().differences == 0, "seed \(seed)")
        }
    }

    private func moderate(
        _ comment: CommentNumber, _ fixture: LedgerFixture, _ random: inout SplitMix64
    ) async throws {
        let actions: [(CommentAction, Actor)] = [
            (.published, LedgerFixture.moderator), (.rejected(.spam, explanation: "x"), LedgerFixture.moderator),
            (.clarificationAsked(question: "?"), LedgerFixture.moderator), (.answered(text: "a"), LedgerFixture.responder),
            (.answerAmended(text: "b"), LedgerFixture.responder),
        ]
        guard let (action, actor) = actions.randomElement(using: &random) else { return }
        do { _ = try await fixture.ledger.apply(action, to: comment, by: actor) } catch Refusal.illegal { return }
    }

    /// The same identifier always has the same bytes; new ones only ever tell more.
    private func check(
        _ message: ClaimedMessage, _ fixture: LedgerFixture, _ seen: inout [String: [UInt8]], _ last: inout [String: Int],
        _ seed: UInt64
    ) throws {
        if let before = seen[message.message] {
            #expect(before == message.body, "seed \(seed)")
            return
        }
        seen[message.message] = message.body
        let data = try #require(try fixture.body(message)["data"] as? [String: Any])
        let comment = try #require(data["comment_id"] as? String)
        let revision = try #require(data["revision"] as? Int)
        #expect(revision > last[comment] ?? 0, "seed \(seed)")
        last[comment] = revision
    }
}

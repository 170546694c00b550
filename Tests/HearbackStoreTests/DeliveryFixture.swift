import Foundation
import HearbackCore
import HearbackStore
import HearbackTestSupport
import Testing

/// Deliveries in virtual time: the clock jumps from one due instant to the next, a closure plays the receivers.
extension LedgerFixture {
    struct Sent: Sendable {
        let message: ClaimedMessage
        let at: Instant
    }

    func endpoint(_ name: String = UUID().uuidString) async throws -> String {
        try await ledger.addEndpoint(url: "https://example.org/\(name)", secret: "whsec_x").id
    }

    func result(
        of message: ClaimedMessage, _ result: AttemptRecord.Result, network: String? = "192.0.2.0/24"
    ) -> AttemptRecord {
        AttemptRecord(
            row: message.row, lease: message.lease, started: clock.now, milliseconds: 5, result: result,
            status: nil, peer: "192.0.2.1", network: network)
    }

    /// Sends until nothing is due before `end`, or `limit` messages went out.
    func deliver(
        until end: Instant, atMost limit: Int = .max, batch: Int = 100,
        _ receiver: (ClaimedMessage) -> AttemptRecord.Result
    ) async throws -> [Sent] {
        var sent: [Sent] = []
        while let due = try await ledger.nextDelivery(), due <= end, sent.count < limit {
            clock.now = max(clock.now, due)
            let claimed = try await ledger.claimDue(atMost: batch)
            sent += claimed.map { Sent(message: $0, at: clock.now) }
            _ = try await record(claimed.map { result(of: $0, receiver($0)) })
        }
        return sent
    }

    /// Comments that name an endpoint, many at a time.
    func submit(_ count: Int, endpoint: String) async throws -> [CommentNumber] {
        try await withThrowingTaskGroup(of: CommentNumber.self) { group in
            var numbers: [CommentNumber] = []
            for index in 0..<count {
                if index >= 1_000, let number = try await group.next() { numbers.append(number) }
                group.addTask { try await submit("Bonjour \(index)", endpoint: endpoint) }
            }
            for try await number in group { numbers.append(number) }
            return numbers
        }
    }

    func body(_ message: ClaimedMessage) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(message.body))
        return try #require(object as? [String: Any])
    }

    func member(_ name: String, of message: ClaimedMessage) throws -> String {
        let data = try #require(try body(message)["data"] as? [String: Any])
        return try #require(data[name] as? String)
    }

    func hours(_ count: Int64) -> Instant { clock.now.advanced(byMilliseconds: count * 3_600_000) }
}

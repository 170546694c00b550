import Foundation
import HearbackAPI
import HearbackTestSupport
import Synchronization

/// Posts comments from many connections at once, as citizens' browsers do: trying again until there is an answer.
final class Load: Sendable {
    /// One comment to post.
    struct Item: Sendable {
        let key: String?
        let body: Data
    }

    struct Tally: Sendable {
        var next = 0
        /// Answers of 201 by the item's place. The same item may have been acknowledged more than once.
        var acknowledged: [Int: [SubmissionResponse]] = [:]
        /// Answers of 503.
        var busy: [HTTPResponse] = []
        /// Anything else: none is expected.
        var odd: [String] = []
        /// Connections that broke before an answer.
        var broken = 0
        var acknowledgements = 0
    }

    private let items: [Item]
    private let daemon: DaemonFixture
    /// Whether an item is tried again after a broken connection or a 503.
    private let isPatient: Bool
    private let tally = Mutex(Tally())
    private let afterAcknowledgement: @Sendable (Int) -> Void

    /// - Parameter afterAcknowledgement: told how many there are so far, on the thread that got the last.
    init(
        _ items: [Item], on daemon: DaemonFixture, isPatient: Bool = true,
        afterAcknowledgement: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        (self.items, self.daemon, self.isPatient) = (items, daemon, isPatient)
        self.afterAcknowledgement = afterAcknowledgement
    }

    var result: Tally { tally.withLock { $0 } }

    /// Ends when every item was acknowledged, or given up.
    func run(connections: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask { try await onThread { try self.work() } }
            }
            try await group.waitForAll()
        }
    }

    private func work() throws {
        var connection: HTTPConnection?
        while let index = takeIndex() {
            let end = ContinuousClock.now + .seconds(60)
            while !post(index, over: &connection) {
                guard isPatient else { break }
                guard ContinuousClock.now < end else { throw FixtureError("item \(index) found no answer in a minute") }
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    private func takeIndex() -> Int? {
        tally.withLock { tally in
            guard tally.next < items.count else { return nil }
            defer { tally.next += 1 }
            return tally.next
        }
    }

    /// - Returns: whether the item is done with.
    private func post(_ index: Int, over connection: inout HTTPConnection?) -> Bool {
        let item = items[index]
        var headers = [(name: "Content-Type", value: "application/json")]
        if let key = item.key { headers.append(("Idempotency-Key", key)) }
        let request = HTTPRequest("POST", "/v1/comments", headers: headers, body: item.body)
        do {
            let open = try connection ?? HTTPConnection(daemon.address)
            connection = open
            return try take(try open.request(request), index)
        } catch {
            connection = nil
            tally.withLock { $0.broken += 1 }
            return false
        }
    }

    private func take(_ response: HTTPResponse, _ index: Int) throws -> Bool {
        switch response.status {
        case 201:
            let receipt = try response.json(SubmissionResponse.self)
            let count = tally.withLock { tally in
                tally.acknowledged[index, default: []].append(receipt)
                tally.acknowledgements += 1
                return tally.acknowledgements
            }
            afterAcknowledgement(count)
            return true
        case 503:
            tally.withLock { $0.busy.append(response) }
            return false
        default:
            tally.withLock { $0.odd.append("\(response)") }
            return true
        }
    }
}

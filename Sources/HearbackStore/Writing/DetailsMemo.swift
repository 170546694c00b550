import HearbackCore
import Synchronization

/// The JSON of submissions' details, by their value: the comments of one day on one bill share it.
final class DetailsMemo: Sendable {
    private static let limit = 4_096
    private let known = Mutex<[SubmissionDetails: String]>([:])

    /// What `StoredJSON` makes of an event with only these details.
    func json(_ details: SubmissionDetails) throws -> String {
        if let json = known.withLock({ $0[details] }) { return json }
        var event = EventDetails()
        event.submission = details
        let json = try StoredJSON.encode(event)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[details] = json
        }
        return json
    }
}

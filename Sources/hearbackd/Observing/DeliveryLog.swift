import HearbackCore
import HearbackStore
import Logging
import Synchronization

/// Says what became of each attempt, with the comment that it tells of and the request that led to it.
final class DeliveryLog: Sendable {
    let meters = DeliveryMeters()
    private let logger: Logger
    private let pace = LinePace()
    /// Messages under way, by row.
    private let underWay = Mutex<[Int64: ClaimedMessage]>([:])

    init(logger: Logger) { self.logger = logger }

    func begin(_ messages: [ClaimedMessage]) {
        guard logger.logLevel <= .info else { return }
        underWay.withLock { underWay in
            for var message in messages {
                message.forget()
                underWay[message.row] = message
            }
        }
    }

    func end(_ attempts: [AttemptRecord]) {
        for attempt in attempts { meters.count(attempt) }
        guard logger.logLevel <= .info else { return }
        let messages = underWay.withLock { underWay in attempts.map { underWay.removeValue(forKey: $0.row) } }
        for (attempt, message) in zip(attempts, messages) {
            // Given back untried: nothing happened.
            if case .deferred = attempt.result { continue }
            logger.info("delivery attempted", at: pace, metadata: facts(attempt, message))
        }
    }

    private func facts(_ attempt: AttemptRecord, _ message: ClaimedMessage?) -> Logger.Metadata {
        var facts: Logger.Metadata = ["result": "\(attempt.result.name)", "milliseconds": "\(attempt.milliseconds)"]
        if let message {
            facts["delivery"] = "\(message.message)"
            facts["endpoint"] = "\(message.endpoint)"
            facts["attempt"] = "\(message.attempt)"
            facts["type"] = "\(message.type)"
            if let comment = message.comment { facts["comment"] = "\(comment.id)" }
            if let request = message.request { facts["request_id"] = "\(request)" }
        }
        if let status = attempt.status { facts["status"] = "\(status)" }
        if let error = attempt.error { facts["error"] = "\(error)" }
        return facts
    }
}

extension ClaimedMessage {
    /// What the log never says is not even kept for it.
    fileprivate mutating func forget() { (body, secrets, address) = ([], [], "") }
}

import HearbackCore
import HearbackDelivery
import HearbackStore
import HearbackWebhooks
import Logging

/// The ledger's outbox as the deliverer wants it.
struct LedgerOutbox: Outbox {
    let ledger: Ledger
    let logger: Logger

    func claim(atMost count: Int) async throws -> [OutboundMessage] {
        let claimed = try await ledger.claimDue(atMost: count)
        return claimed.map { message in
            OutboundMessage(
                row: message.row, lease: message.lease, messageID: message.message, endpointID: message.endpoint,
                url: message.url, secrets: secrets(of: message), body: message.body, attempt: message.attempt)
        }
    }

    /// A secret that can't be read signs nothing: the receiver will refuse the message, and the attempt says so.
    private func secrets(of message: ClaimedMessage) -> [WebhookSecret] {
        do {
            return [try WebhookSecret(message.secret)]
        } catch {
            logger.error("an endpoint's secret can't be read", metadata: ["endpoint": "\(message.endpoint)"])
            return []
        }
    }

    func record(_ reports: [AttemptReport]) async throws {
        let taken = try await ledger.record(reports.map(AttemptRecord.init))
        if taken < reports.count {
            logger.warning("late results were dropped", metadata: ["count": "\(reports.count - taken)"])
        }
    }

    func nextDue() async throws -> Instant? {
        try await ledger.nextDelivery()
    }

    func release(_ messages: [OutboundMessage]) async throws {
        try await ledger.release(messages.map { ($0.row, $0.lease) })
    }
}

extension AttemptRecord {
    init(_ report: AttemptReport) {
        let (result, error): (Result, String?) =
            switch report.outcome {
            case .delivered: (.delivered, nil)
            case .failed(let failure) where failure.isPermanent: (.gone, failure.code)
            case .failed(let failure): (.failed(report.retryFailure ?? .init()), failure.code)
            }
        self.init(
            row: report.row, lease: report.lease, started: report.startedAt,
            milliseconds: report.durationMilliseconds, result: result, status: report.status, error: error,
            peer: report.peer, body: report.bodyExcerpt)
    }
}

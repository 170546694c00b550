import Foundation
import HearbackCore
import HearbackDelivery
import HearbackStore
import HearbackWebhooks
import Logging
import Synchronization

/// The ledger's outbox as the deliverer wants it.
struct LedgerOutbox: Outbox {
    let ledger: Ledger
    let mail: MailComposer
    let log: DeliveryLog
    let logger: Logger
    private let known = KnownSecrets()

    init(ledger: Ledger, mail: MailComposer, log: DeliveryLog, logger: Logger) {
        (self.ledger, self.mail, self.log, self.logger) = (ledger, mail, log, logger)
    }

    func exchange(_ reports: [AttemptReport], claimingAtMost count: Int) async throws -> [OutboundMessage] {
        let attempts = reports.map(AttemptRecord.init)
        let (taken, claimed) = try await ledger.exchange(attempts, claimingAtMost: count)
        log.end(attempts)
        log.begin(claimed)
        if taken < reports.count {
            logger.warning("late results were dropped", metadata: ["count": "\(reports.count - taken)"])
        }
        return claimed.map(outbound)
    }

    func nextDue() async throws -> Instant? {
        try await ledger.nextDelivery()
    }

    private func outbound(_ message: ClaimedMessage) -> OutboundMessage {
        OutboundMessage(
            row: message.row, lease: message.lease, messageID: message.message, endpointID: message.endpoint,
            channel: channel(of: message), body: message.body, attempt: message.attempt)
    }

    private func channel(of message: ClaimedMessage) -> OutboundMessage.Channel {
        switch message.kind {
        case .webhook:
            return .webhook(
                WebhookTarget(
                    url: message.address, secrets: secrets(of: message), challenge: challenge(in: message),
                    networks: message.networks))
        case .email:
            guard let target = mail.target(of: message) else {
                logger.error("no e-mail can be made of a message", metadata: ["message": "\(message.message)"])
                return .unusable
            }
            return .mail(target)
        }
    }

    /// A secret that can't be read signs nothing: the receiver will refuse the message, and the attempt says so.
    private func secrets(of message: ClaimedMessage) -> [WebhookSecret] {
        message.secrets.compactMap { text in
            do { return try known.secret(text) } catch {
                logger.error("an endpoint's secret can't be read", metadata: ["endpoint": "\(message.endpoint)"])
                return nil
            }
        }
    }

    private func challenge(in message: ClaimedMessage) -> EndpointChallenge? {
        guard message.type == NoticeType.verification.text else { return nil }
        let body = try? JSONDecoder().decode(Verification.self, from: Data(message.body))
        // Without a readable challenge nothing answers it: an empty one has no right answer that a receiver would send.
        return EndpointChallenge(body?.data.challenge ?? "")
    }

    private struct Verification: Decodable {
        let data: Details

        struct Details: Decodable {
            let challenge: String
        }
    }
}

/// Secrets by their text: reading one costs as much as signing with it.
final class KnownSecrets: Sendable {
    /// Entries kept before all are dropped.
    private static let limit = 4_096

    private let known = Mutex<[String: WebhookSecret]>([:])

    func secret(_ text: String) throws -> WebhookSecret {
        if let secret = known.withLock({ $0[text] }) { return secret }
        let secret = try WebhookSecret(text)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[text] = secret
        }
        return secret
    }
}

extension AttemptRecord {
    init(_ report: AttemptReport) {
        let (result, error): (Result, String?) =
            switch report.outcome {
            case .delivered: (.delivered, nil)
            case .failed(let failure) where failure.isPermanent: (.gone, failure.code)
            case .failed(let failure): (.failed(report.retryFailure ?? .init()), failure.code)
            case .refused(let failure): (.refused, failure.code)
            case .deferred(let until): (.deferred(until: until), nil)
            case .moved: (.moved, nil)
            }
        self.init(
            row: report.row, lease: report.lease, started: report.startedAt,
            milliseconds: report.durationMilliseconds, result: result, status: report.status, error: error,
            detail: report.detail, peer: report.peer, network: report.network, body: report.bodyExcerpt)
    }
}

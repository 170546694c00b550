package import HearbackCore
package import Logging

/// Sends notices by e-mail through the one relay.
package struct MailSender: MessageSender {
    private let transport: MailTransport
    private let from: Mailbox
    private let returnPath: ReturnPath
    private let clock: HearbackCore.Clock
    private let logger: Logger

    /// - Throws: `MailStartError`.
    package init(
        relay: MailRelay, from: Mailbox, returnPath: ReturnPath, clock: @escaping HearbackCore.Clock, logger: Logger
    ) throws(MailStartError) {
        transport = try MailTransport(relay)
        (self.from, self.returnPath, self.clock, self.logger) = (from, returnPath, clock, logger)
    }

    /// What is under way ends within the transport's own grace.
    package func close() async {}

    package func shutDown() async { await transport.shutDown() }

    package func send(_ message: OutboundMessage) async -> AttemptReport {
        let now = clock()
        guard case .mail(let target) = message.channel, let envelope = envelope(message, target, at: now) else {
            return AttemptReport(message, startedAt: now, outcome: .refused(.internalError))
        }
        let started = ContinuousClock.now
        let result = await transport.send(envelope)
        var report = AttemptReport(message, startedAt: now, outcome: .failed(.internalError))
        report.take(result, at: now)
        report.durationMilliseconds = (ContinuousClock.now - started).wholeMilliseconds
        return report
    }

    /// Nil for what no relay may see; trying again would not mend it.
    private func envelope(_ message: OutboundMessage, _ target: MailTarget, at now: Instant) -> MailEnvelope? {
        guard let recipient = EmailAddress(target.address), let sender = returnPath.address(token: target.bounceToken) else {
            logger.error("a message has an unusable address", metadata: ["message": "\(message.messageID)"])
            return nil
        }
        do {
            let mail = try target.notice.message(
                from: from, to: recipient, date: now, identifier: message.messageID)
            return try MailEnvelope(sender: sender, recipient: recipient, message: mail)
        } catch {
            logger.error("an e-mail could not be written", metadata: ["message": "\(message.messageID)", "error": "\(error)"])
            return nil
        }
    }
}

extension AttemptReport {
    fileprivate mutating func take(_ result: MailResult, at now: Instant) {
        switch result {
        case .accepted(let code): (status, outcome) = (code, .delivered(status: code))
        case .transient(let code, let cause): failed(code, cause)
        // Only the recipient's own refusal says that the address will never do.
        case .permanent(let code, .recipient): (status, outcome) = (code, .refused(.smtp(reply: code)))
        case .permanent(let code, let cause): failed(code, cause)
        case .notSent: outcome = .deferred(until: now)
        }
    }

    private mutating func failed(_ code: Int?, _ cause: MailCause) {
        (status, detail) = (code, cause.rawValue)
        let failure: DeliveryFailure =
            switch cause {
            case .dns: .dns
            case .connection, .stopped: .connect
            case .timeout: .timeout
            case .tls: .tls
            case .protocolError: .protocolError
            case .internalError: .internalError
            case .greeting, .authentication, .sender, .recipient, .content: .protocolError
            }
        outcome = .failed(code.map { .smtp(reply: $0) } ?? failure)
    }
}

package import HearbackCore
import HearbackWebhooks
package import Logging
import Synchronization

/// Sends webhooks: vets the URL, looks the host up, vets every address, signs, sends.
package struct WebhookSender: MessageSender {
    /// For endpoints that answered last time: libcurl walks over all connections of a multi handle when a transfer ends,
    /// so those that hang have one of their own.
    private let promptLoop: CurlLoop
    private let otherLoop: CurlLoop
    private let prompt = PromptEndpoints()
    private let finder: DestinationFinder
    private let clock: HearbackCore.Clock
    private let options: WebhookOptions
    private let destinations: DestinationLimits
    private let urls: VettedURLs
    private let gate = SenderGate()
    private let logger: Logger

    /// - Throws: `CurlLoop.StartError`.
    package init(
        options: WebhookOptions, resolver: any NameResolver = ResolverPool(), clock: @escaping HearbackCore.Clock,
        logger: Logger
    ) throws {
        promptLoop = try CurlLoop(options.loopOptions)
        otherLoop = try CurlLoop(options.loopOptions)
        destinations = DestinationLimits(options.destinations)
        destinations.restore(options.earlierChallenges)
        finder = DestinationFinder(resolver: resolver, policy: options.addressPolicy)
        urls = VettedURLs(options.urlPolicy)
        (self.clock, self.options, self.logger) = (clock, options, logger)
    }

    package func close() async { gate.close() }

    package func shutDown() async {
        await promptLoop.shutDown()
        await otherLoop.shutDown()
    }

    package func send(_ message: OutboundMessage) async -> AttemptReport {
        let now = clock()
        var report = AttemptReport(message, startedAt: now, outcome: .failed(.internalError))
        guard case .webhook(let target) = message.channel else {
            if case .unusable = message.channel { report.outcome = .refused(.internalError) }
            return report
        }
        guard !gate.isClosed else {
            report.outcome = .deferred(until: now)
            return report
        }
        let started = ContinuousClock.now
        do throws(DeliveryFailure) {
            let attempt = Attempt(message: message, target: target, url: try vetURL(target.url, message))
            let addresses = try await addresses(of: attempt)
            if addresses.isEmpty { report.outcome = .moved } else { try await send(attempt, to: addresses, &report) }
        } catch {
            report.outcome = error == .optedOut ? .refused(error) : .failed(error)
        }
        report.durationMilliseconds = (ContinuousClock.now - started).wholeMilliseconds
        return report
    }

    /// A message whose URL is acceptable.
    private struct Attempt {
        let message: OutboundMessage
        let target: WebhookTarget
        let url: VettedURL
    }

    private func vetURL(_ text: String, _ message: OutboundMessage) throws(DeliveryFailure) -> VettedURL {
        guard MessageID.isAcceptable(message.messageID) else {
            logger.error("a message has an unusable id", metadata: metadata(message))
            throw .internalError
        }
        let url: VettedURL
        do { url = try urls.vet(text) } catch {
            logger.warning("webhook url refused", metadata: metadata(message, ["reason": "\(error)"]))
            throw .urlNotAllowed
        }
        if let entry = options.optOuts.list.entry(covering: url) { throw optedOut(by: entry, message) }
        return url
    }

    private func optedOut(by entry: String, _ message: OutboundMessage) -> DeliveryFailure {
        logger.notice("not sent: its destination's owner asked for that", metadata: metadata(message, ["opt_out": "\(entry)"]))
        return .optedOut
    }

    /// Those of the host's addresses at which the endpoint has proved itself; none when it has moved.
    private func addresses(of attempt: Attempt) async throws(DeliveryFailure) -> [IPAddress] {
        let priority: LookupPriority = attempt.target.challenge == nil ? .verified : .unverified
        let found: [IPAddress]
        do throws(DestinationRefusal) {
            found = try await finder.destinations(of: attempt.url, priority: priority)
        } catch {
            logger.info("webhook has no destination", metadata: metadata(attempt.message, ["reason": "\(error)"]))
            switch error {
            case .unresolved: throw .dns
            case .notAllowed: throw .addressNotAllowed
            }
        }
        let optOuts = options.optOuts.list
        if let entry = found.lazy.compactMap({ optOuts.entry(covering: $0) }).first {
            throw optedOut(by: entry, attempt.message)
        }
        guard let networks = attempt.target.networks else { return found }
        return found.filter { networks.contains($0.network) }
    }

    /// Tries the first address, and the second when nothing accepts connections at the first, within one total time.
    private func send(
        _ attempt: Attempt, to addresses: [IPAddress], _ report: inout AttemptReport
    ) async throws(DeliveryFailure) {
        var left = options.totalTimeoutMilliseconds
        for (index, address) in addresses.prefix(2).enumerated() where left > 0 {
            let isChallenge = attempt.target.challenge != nil
            if case .wait(let until) = destinations.admit(address, isChallenge: isChallenge, at: clock()) {
                if index == 0 { report.outcome = .deferred(until: until) }
                return
            }
            let signed = SignedMessage(
                id: attempt.message.messageID, timestamp: clock().seconds, body: attempt.message.body)
            let request = try request(attempt, signed, address, left)
            let started = ContinuousClock.now
            let endpoint = attempt.message.endpointID
            let result = await (prompt.contains(endpoint) ? promptLoop : otherLoop).perform(request)
            prompt.note(endpoint, hasAnswered: result.status != nil)
            destinations.release(address)
            left -= Int((ContinuousClock.now - started).wholeMilliseconds)
            report.take(result, at: address)
            if result.outcome == .stopped { report.outcome = .failed(.internalError) }
            if let challenge = attempt.target.challenge {
                report.judge(challenge, signed, attempt.target.secrets)
                // One that found nobody counts for the address too, after a restart as before.
                report.peer = report.peer ?? "\(address)"
            }
            guard result.outcome == .failed(.connect) else { return }
        }
    }

    private func request(
        _ attempt: Attempt, _ signed: SignedMessage, _ address: IPAddress, _ left: Int
    ) throws(DeliveryFailure) -> TransferRequest {
        let lines: [String]
        do { lines = try signed.headerLines(with: attempt.target.secrets, and: options.publicKeySigner) } catch {
            throw .internalError
        }
        return TransferRequest(
            url: attempt.url, address: address, headerLines: lines, body: signed.body,
            connectTimeoutMilliseconds: min(options.connectTimeoutMilliseconds, left), totalTimeoutMilliseconds: left)
    }

    private func metadata(_ message: OutboundMessage, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        more.merging(["message": "\(message.messageID)", "endpoint": "\(message.endpointID)"]) { own, _ in own }
    }
}

/// Closed once, for good.
final class SenderGate: Sendable {
    private let closed = Atomic(false)

    var isClosed: Bool { closed.load(ordering: .acquiring) }

    func close() { closed.store(true, ordering: .releasing) }
}

extension AttemptReport {
    fileprivate mutating func take(_ result: TransferResult, at address: IPAddress) {
        switch result.outcome {
        case .delivered(let status): outcome = .delivered(status: status)
        case .failed(let failure): outcome = .failed(failure)
        case .stopped: outcome = .failed(.internalError)
        }
        (status, retryAfterSeconds, peer) = (result.status, result.retryAfterSeconds, result.peer)
        (network, detail, bodyExcerpt) = (address.network, result.detail, result.bodyExcerpt)
    }

    /// Taking a challenge is not answering it, and only the newest secret, which is the first, answers it: one that is
    /// being replaced proves nothing about the time after.
    fileprivate mutating func judge(
        _ challenge: EndpointChallenge, _ signed: SignedMessage, _ secrets: [WebhookSecret]
    ) {
        guard case .delivered = outcome else { return }
        let isAnswered = challenge.isAnswered(
            by: bodyExcerpt, messageID: signed.id, timestamp: signed.timestamp, secrets: Array(secrets.prefix(1)))
        if !isAnswered { outcome = .failed(.challengeUnanswered) }
    }
}

extension Duration {
    /// Whole milliseconds, towards zero.
    var wholeMilliseconds: Int64 {
        let parts = components
        let (whole, overflow) = parts.seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? .max : whole + parts.attoseconds / 1_000_000_000_000_000
    }
}

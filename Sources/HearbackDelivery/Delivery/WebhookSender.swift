package import HearbackCore
import HearbackWebhooks
package import Logging
import Synchronization

/// Sends webhooks: vets the URL, looks the host up, vets every address, signs, sends.
package struct WebhookSender: MessageSender {
    private let loops: SenderLoops
    private let finder: DestinationFinder
    private let clock: HearbackCore.Clock
    private let options: WebhookOptions
    private let destinations: DestinationLimits
    private let urls: VettedURLs
    private let lines: EndpointLines<Ahead>
    private let gate = SenderGate()
    private let logger: Logger

    /// - Throws: `CurlLoop.StartError`.
    package init(
        options: WebhookOptions, resolver: any NameResolver = ResolverPool(), clock: @escaping HearbackCore.Clock,
        logger: Logger
    ) throws {
        loops = try SenderLoops(options.loopOptions)
        destinations = DestinationLimits(options.destinations)
        destinations.restore(options.earlierChallenges)
        finder = DestinationFinder(resolver: resolver, policy: options.addressPolicy)
        urls = VettedURLs(options.urlPolicy)
        lines = EndpointLines(limit: options.perEndpoint)
        (self.clock, self.options, self.logger) = (clock, options, logger)
    }

    package func close() async {
        gate.close()
        giveBack(lines.emptyStalled(for: .zero))
    }

    package func giveBackStalled(for pause: Duration) {
        giveBack(lines.emptyStalled(for: pause))
    }

    package func pulse() async { await loops.pulse() }

    package func shutDown() async {
        await loops.shutDown()
    }

    package func send(_ message: OutboundMessage) async -> AttemptReport {
        let ended = OneShot<AttemptReport>()
        await send([message]) { ended.succeed($0) }
        return await ended.value()
    }

    /// No task and no waiting for those whose address is known: their transfer's end is told from the loop's thread.
    package func send(_ messages: [OutboundMessage], _ end: @escaping @Sendable (AttemptReport) -> Void) async {
        await withDiscardingTaskGroup { group in
            for message in messages {
                guard let attempt = attempt(message, end) else { continue }
                guard let known = knownAddresses(of: attempt) else {
                    group.addTask { enter(attempt, await lookUp(attempt)) }
                    continue
                }
                enter(attempt, known)
            }
        }
    }

    private typealias Found = Result<[IPAddress], DestinationRefusal>

    /// What may have to wait for a place on the wire.
    private struct Ahead: Sendable {
        var attempt: Attempt
        let found: Found
    }

    /// A message whose URL is acceptable.
    private struct Attempt: Sendable {
        let message: OutboundMessage
        let target: WebhookTarget
        let url: VettedURL
        var started = ContinuousClock.now
        /// Milliseconds.
        var left: Int
        var report: AttemptReport
        let end: @Sendable (AttemptReport) -> Void
        /// Made ahead, off the loop's thread; good for the second in which it was made.
        var signed: Signed?

        func conclude(_ outcome: AttemptReport.Outcome? = nil) {
            var report = report
            if let outcome { report.outcome = outcome }
            report.durationMilliseconds = (ContinuousClock.now - started).wholeMilliseconds
            end(report)
        }
    }

    private struct Signed: Sendable {
        let message: SignedMessage
        let headerLines: [String]
    }

    /// Nil when it has ended already.
    private func attempt(
        _ message: OutboundMessage, _ end: @escaping @Sendable (AttemptReport) -> Void
    ) -> Attempt? {
        let now = clock()
        var report = AttemptReport(message, startedAt: now, outcome: .failed(.internalError))
        guard case .webhook(let target) = message.channel else {
            if case .unusable = message.channel { report.outcome = .refused(.internalError) }
            end(report)
            return nil
        }
        guard !gate.isClosed else {
            report.outcome = .deferred(until: now)
            end(report)
            return nil
        }
        do throws(DeliveryFailure) {
            let url = try vetURL(target.url, message)
            return Attempt(
                message: message, target: target, url: url, left: options.totalTimeoutMilliseconds, report: report,
                end: end)
        } catch {
            report.outcome = error == .optedOut ? .refused(error) : .failed(error)
            end(report)
            return nil
        }
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

    private func knownAddresses(of attempt: Attempt) -> Found? {
        do throws(DestinationRefusal) { return try finder.known(attempt.url).map { .success($0) } } catch {
            return .failure(error)
        }
    }

    private func lookUp(_ attempt: Attempt) async -> Found {
        let priority: LookupPriority = attempt.target.challenge == nil ? .verified : .unverified
        do throws(DestinationRefusal) {
            return .success(try await finder.destinations(of: attempt.url, priority: priority))
        } catch {
            return .failure(error)
        }
    }

    private func enter(_ attempt: Attempt, _ found: Found) {
        var attempt = attempt
        attempt.signed = signed(attempt)
        if lines.enter(attempt.message.endpointID, Ahead(attempt: attempt, found: found)) { go(attempt, to: found) }
    }

    /// The end of an attempt that had a place on the wire. The next in line takes it, unless the endpoint did not take this
    /// one: then the others go back untried, until the outbox has judged what that means.
    private func conclude(_ attempt: Attempt, _ outcome: AttemptReport.Outcome? = nil) {
        attempt.conclude(outcome)
        let endpoint = attempt.message.endpointID
        switch outcome ?? attempt.report.outcome {
        case .delivered: break
        case .deferred(let until): return giveBack(lines.leaveAndEmpty(endpoint), until: until)
        case .failed, .refused, .moved: return giveBack(lines.leaveAndEmpty(endpoint))
        }
        guard var next = lines.leave(endpoint) else { return }
        (next.attempt.started, next.attempt.report.startedAt) = (.now, clock())
        if gate.isClosed { conclude(next.attempt, .deferred(until: clock())) } else { go(next.attempt, to: next.found) }
    }

    private func giveBack(_ waiting: [Ahead], until: Instant? = nil) {
        guard !waiting.isEmpty else { return }
        let until = until ?? clock()
        for ahead in waiting { ahead.attempt.conclude(.deferred(until: until)) }
    }

    /// To those of the host's addresses at which the endpoint has proved itself; without any it has moved.
    private func go(_ attempt: Attempt, to found: Found) {
        switch found {
        case .failure(let error):
            logger.info("webhook has no destination", metadata: metadata(attempt.message, ["reason": "\(error)"]))
            switch error {
            case .unresolved: conclude(attempt, .failed(.dns))
            case .notAllowed: conclude(attempt, .failed(.addressNotAllowed))
            }
        case .success(let all):
            let optOuts = options.optOuts.list
            if let entry = all.lazy.compactMap({ optOuts.entry(covering: $0) }).first {
                return conclude(attempt, .refused(optedOut(by: entry, attempt.message)))
            }
            let networks = attempt.target.networks
            let addresses = networks.map { networks in all.filter { networks.contains($0.network) } } ?? all
            if addresses.isEmpty { conclude(attempt, .moved) } else { go(attempt, to: addresses.prefix(2), isFirst: true) }
        }
    }

    /// Tries the first address, and the second when nothing accepts connections at the first, within one total time.
    private func go(_ attempt: Attempt, to addresses: ArraySlice<IPAddress>, isFirst: Bool) {
        guard let address = addresses.first, attempt.left > 0 else { return conclude(attempt) }
        let isChallenge = attempt.target.challenge != nil
        if case .wait(let until) = destinations.admit(address, isChallenge: isChallenge, at: clock()) {
            return conclude(attempt, isFirst ? .deferred(until: until) : nil)
        }
        guard let signed = signed(attempt) else {
            destinations.release(address)
            return conclude(attempt, .failed(.internalError))
        }
        let request = TransferRequest(
            url: attempt.url, address: address, headerLines: signed.headerLines, body: signed.message.body,
            connectTimeoutMilliseconds: min(options.connectTimeoutMilliseconds, attempt.left),
            totalTimeoutMilliseconds: attempt.left)
        let endpoint = attempt.message.endpointID
        let started = ContinuousClock.now
        loops.loop(for: endpoint, at: address).begin(request) { result in
            loops.note(endpoint, hasAnswered: result.status != nil)
            destinations.release(address)
            var attempt = attempt
            attempt.left -= Int((ContinuousClock.now - started).wholeMilliseconds)
            attempt.report.take(result)
            if let challenge = attempt.target.challenge {
                attempt.report.judge(challenge, signed.message, attempt.target.secrets, at: address)
            }
            guard result.outcome == .failed(.connect) else { return conclude(attempt) }
            go(attempt, to: addresses.dropFirst(), isFirst: false)
        }
    }

    /// With the present time. Nil when it can't be signed.
    private func signed(_ attempt: Attempt) -> Signed? {
        let now = clock().seconds
        if let signed = attempt.signed, signed.message.timestamp == now { return signed }
        let message = SignedMessage(id: attempt.message.messageID, timestamp: now, body: attempt.message.body)
        guard let lines = try? message.headerLines(with: attempt.target.secrets, and: options.publicKeySigner) else {
            return nil
        }
        return Signed(message: message, headerLines: lines)
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
    fileprivate mutating func take(_ result: TransferResult) {
        switch result.outcome {
        case .delivered(let status): outcome = .delivered(status: status)
        case .failed(let failure): outcome = .failed(failure)
        case .stopped: outcome = .failed(.internalError)
        }
        (status, retryAfterSeconds, peer) = (result.status, result.retryAfterSeconds, result.peer)
        (detail, bodyExcerpt) = (result.detail, result.bodyExcerpt)
    }

    /// Taking a challenge is not answering it, and only the newest secret, which is the first, answers it: one that is
    /// being replaced proves nothing about the time after.
    fileprivate mutating func judge(
        _ challenge: EndpointChallenge, _ signed: SignedMessage, _ secrets: [WebhookSecret], at address: IPAddress
    ) {
        network = address.network
        // One that found nobody counts for the address too, after a restart as before.
        peer = peer ?? "\(address)"
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

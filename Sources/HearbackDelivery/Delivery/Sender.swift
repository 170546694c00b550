import HearbackCore
import HearbackWebhooks
import Logging

/// Makes one attempt: vets the URL, looks the host up, vets every address, signs, sends.
struct Sender: Sendable {
    let loop: CurlLoop
    let resolver: any NameResolver
    let clock: HearbackCore.Clock
    let options: DelivererOptions
    let logger: Logger
    let endpoints: KeyedLimiter<String>
    let addresses: KeyedLimiter<IPAddress>

    init(
        loop: CurlLoop, resolver: any NameResolver, clock: @escaping HearbackCore.Clock, options: DelivererOptions,
        logger: Logger
    ) {
        self.loop = loop
        self.resolver = resolver
        self.clock = clock
        self.options = options
        self.logger = logger
        endpoints = KeyedLimiter(limit: options.perEndpoint)
        addresses = KeyedLimiter(limit: options.perAddress)
    }

    /// Lets nothing start any more: what waits for its turn is given back.
    func close() {
        endpoints.close()
        addresses.close()
    }

    /// Nil when nothing was sent and the message is to be given back.
    func send(_ message: OutboundMessage) async -> AttemptReport? {
        guard await endpoints.acquire(message.endpointID, patience: options.patience) else { return nil }
        defer { endpoints.release(message.endpointID) }
        var report = AttemptReport(
            row: message.row, lease: message.lease, attempt: message.attempt, startedAt: clock(),
            durationMilliseconds: 0, outcome: .failed(.internalError))
        let started = ContinuousClock.now
        do throws(DeliveryFailure) {
            let url = try vetURL(message)
            let targets = try await targets(of: url, message)
            guard let result = try await send(message, to: url, targets) else { return nil }
            report.take(result)
        } catch {
            report.outcome = .failed(error)
        }
        report.durationMilliseconds = (ContinuousClock.now - started).wholeMilliseconds
        return report
    }

    private func vetURL(_ message: OutboundMessage) throws(DeliveryFailure) -> VettedURL {
        do {
            guard MessageID.isAcceptable(message.messageID) else { throw DeliveryFailure.internalError }
            return try options.urlPolicy.vet(message.url)
        } catch let refusal as URLRefusal {
            logger.warning("webhook url refused", metadata: metadata(message, ["reason": "\(refusal)"]))
            throw .urlNotAllowed
        } catch {
            logger.error("webhook message has an unusable id", metadata: metadata(message))
            throw .internalError
        }
    }

    private func targets(of url: VettedURL, _ message: OutboundMessage) async throws(DeliveryFailure) -> [IPAddress] {
        let found: [IPAddress]
        do {
            if let literal = url.literal { found = [literal] } else { found = try await resolver.addresses(of: url.host) }
        } catch {
            logger.debug("webhook host not found", metadata: metadata(message, ["reason": "\(error)"]))
            throw .dns
        }
        guard !found.isEmpty else { throw .dns }
        do { return try options.addressPolicy.vet(found) } catch {
            logger.warning("webhook address refused", metadata: metadata(message, ["reason": "\(error)"]))
            throw .addressNotAllowed
        }
    }

    /// Tries the first address, and the second when nothing accepts connections at the first, within one total time.
    private func send(
        _ message: OutboundMessage, to url: VettedURL, _ targets: [IPAddress]
    ) async throws(DeliveryFailure) -> TransferResult? {
        var left = options.totalTimeoutMilliseconds
        var last: TransferResult?
        for address in targets.prefix(2) where left > 0 {
            let key = address.limitKey
            guard await addresses.acquire(key, patience: options.patience) else { return last }
            let started = ContinuousClock.now
            let result = await loop.perform(request(message, url, address, left))
            addresses.release(key)
            left -= Int((ContinuousClock.now - started).wholeMilliseconds)
            if result.outcome == .stopped { return last }
            guard result.outcome == .failed(.connect) else { return result }
            last = result
        }
        return last
    }

    private func request(
        _ message: OutboundMessage, _ url: VettedURL, _ address: IPAddress, _ left: Int
    ) -> TransferRequest {
        let signed = SignedMessage(id: message.messageID, timestamp: clock().seconds, body: message.body)
        return TransferRequest(
            url: url, address: address, headerLines: signed.headerLines(with: message.secrets), body: message.body,
            connectTimeoutMilliseconds: min(options.connectTimeoutMilliseconds, left), totalTimeoutMilliseconds: left)
    }

    private func metadata(_ message: OutboundMessage, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        more.merging(["message": "\(message.messageID)", "endpoint": "\(message.endpointID)"]) { own, _ in own }
    }
}

extension IPAddress {
    /// What a limit for one host counts: an IPv4 address, or the /64 that an IPv6 host usually owns.
    var limitKey: IPAddress {
        switch unmapped {
        case .v4(let bits): .v4(bits)
        case .v6(let high, _): .v6(high: high, low: 0)
        }
    }
}

extension AttemptReport {
    fileprivate mutating func take(_ result: TransferResult) {
        switch result.outcome {
        case .delivered(let status): outcome = .delivered(status: status)
        case .failed(let failure): outcome = .failed(failure)
        case .stopped: outcome = .failed(.internalError)
        }
        status = result.status
        retryAfterSeconds = result.retryAfterSeconds
        peer = result.peer
        bodyExcerpt = result.bodyExcerpt
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

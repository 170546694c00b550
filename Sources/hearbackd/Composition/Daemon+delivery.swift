import Foundation
import HearbackCore
import HearbackDelivery
import HearbackHTTP
import HearbackStore
import HearbackWebhooks
import Logging

extension Daemon {
    static func buildDelivery(
        _ configuration: DaemonConfiguration, _ mail: MailSettings?, _ ledger: Ledger,
        _ clock: @escaping HearbackCore.Clock, _ trap: CrashTrap?, _ clockCheck: ClockCheck?,
        _ log: DeliveryLog, _ logger: Logger
    ) throws -> (deliverer: Deliverer, gate: EndpointGate) {
        var options = try webhookOptions(configuration)
        do {
            take(try ledger.initialOptOuts(), options.optOuts)
            options.earlierChallenges = try ledger.challengesSent(since: clock().advanced(byMilliseconds: -86_400_000))
                .compactMap { challenge in IPAddress(challenge.peer).map { (address: $0, at: challenge.at) } }
        } catch { throw StartError(error) }
        if !options.addressPolicy.allowed.isEmpty || options.urlPolicy.allowsHTTP {
            logger.warning(
                "webhooks may go to private networks or without TLS: for tests and intranets only",
                metadata: [
                    "allowed_networks": "\(configuration.allowedNetworks.joined(separator: ", "))",
                    "allow_http": "\(configuration.allowHTTP)",
                ])
        }
        var outbox: any Outbox = LedgerOutbox(ledger: ledger, mail: composer(configuration, ledger), log: log, logger: logger)
        if let clockCheck { outbox = ClockedOutbox(outbox, clockCheck, logger: logger) }
        if let trap { outbox = CrashingOutbox(outbox, trap, ledger) }
        let sending = options
        let deliverer = Deliverer(
            outbox: outbox, clock: clock,
            limits: DeliveryLimits(
                prompt: max(1, configuration.inFlight / 4), inFlight: configuration.inFlight), logger: logger
        ) {
            ChannelSender(
                webhooks: try WebhookSender(options: sending, clock: clock, logger: logger),
                mail: try mail.map { mail in
                    try MailSender(
                        relay: mail.relay, from: mail.from, returnPath: mail.returnPath, clock: clock, logger: logger)
                })
        }
        return (deliverer, gate(options, try publicSuffixes()))
    }

    private static func webhookOptions(_ configuration: DaemonConfiguration) throws -> WebhookOptions {
        let blocks = try networks(configuration.allowedNetworks, "delivery.allowed_networks")
        let ports = configuration.allowedPorts.compactMap { UInt16(exactly: $0) }
        let contact = configuration.contactURL.isEmpty ? "" : " (+\(configuration.contactURL))"
        return WebhookOptions(
            urlPolicy: URLPolicy(
                allowsHTTP: configuration.allowHTTP, allowedPorts: ports.isEmpty ? Set(1 ... .max) : Set(ports),
                allowsAddressLiterals: !blocks.isEmpty),
            addressPolicy: AddressPolicy(allowed: blocks, ownAddresses: OwnAddresses().current), userAgent: "Hearback/\(HearbackVersion.current)\(contact)",
            certificateAuthorityFile: configuration.certificateAuthorities,
            publicKeySigner: try configuration.signingKeyPath.map(signingKey),
            connectTimeoutMilliseconds: configuration.connectTimeoutSeconds * 1_000,
            totalTimeoutMilliseconds: configuration.timeoutSeconds * 1_000, inFlight: configuration.inFlight,
            perEndpoint: configuration.deliveryRules.perEndpoint,
            destinations: DestinationLimits.Rules(
                concurrent: configuration.perAddress, perMinute: configuration.perAddressPerMinute))
    }

    /// - Parameter setting: named when one of the texts is no network.
    static func networks(_ texts: [String], _ setting: String) throws -> [AddressBlock] {
        try texts.map { text in
            guard let block = AddressBlock(text) else {
                throw StartError.configuration(
                    "\(setting): '\(text)' is no network", hint: "write 10.1.0.0/16 or fd00::/8")
            }
            return block
        }
    }

    static func signingKey(at path: String) throws -> WebhookPrivateKey {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw StartError.configuration(
                "delivery.signing_key \(path) can't be read", hint: "check that the file exists and may be read by this user")
        }
        do { return try WebhookPrivateKey(text.trimmed) } catch {
            throw StartError.configuration("delivery.signing_key \(path): \(error)", hint: "write one whsk_ key into it")
        }
    }

    private static func publicSuffixes() throws -> PublicSuffixList {
        guard let list = PublicSuffixList() else {
            throw StartError.configuration("there is no public suffix list", hint: "install Debian's package publicsuffix")
        }
        return list
    }

    private static func gate(_ options: WebhookOptions, _ suffixes: PublicSuffixList) -> EndpointGate {
        EndpointGate(
            vet: { vet($0, options).map(\.text) },
            registrableDomain: { (try? options.urlPolicy.vet($0)).map { suffixes.registrableDomain(of: $0) } },
            optOuts: optOutGate(options),
            makeSecret: { WebhookSecret.generate().text },
            publicKeys: options.publicKeySigner.map { ["\($0.publicKey)"] } ?? [])
    }

    private static func vet(_ text: String, _ options: WebhookOptions) -> Result<VettedURL, EndpointGate.Refused> {
        let url: VettedURL
        do {
            url = try options.urlPolicy.vet(text)
        } catch {
            return .failure(.init(rule: error.code, explanation: "\(error)"))
        }
        if let literal = url.literal, let refusal = options.addressPolicy.refusal(of: literal) {
            return .failure(.init(rule: refusal.rule, explanation: "\(refusal)"))
        }
        if let entry = options.optOuts.list.entry(covering: url) {
            return .failure(.init(rule: "opted_out", explanation: "whoever owns \(entry) asked not to be contacted"))
        }
        return .success(url)
    }

    /// Where a request is counted. What `X-Forwarded-For` says is believed only as far as the proxies
    /// that wrote it are our own: from the right, up to the first address that is not.
    static func clientFinder(trusting proxies: [AddressBlock]) -> ClientFinder {
        { peer, forwardedFor in
            let hops = forwardedFor.joined(separator: ",").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            guard var client = peer.flatMap({ IPAddress($0) }) else {
                return ClientPlace(address: "unknown", network: "unknown")
            }
            for hop in hops.reversed() {
                guard proxies.contains(where: { $0.contains(client.unmapped) }), let next = IPAddress(hop) else { break }
                client = next
            }
            return ClientPlace(address: "\(client)", network: client.network)
        }
    }
}

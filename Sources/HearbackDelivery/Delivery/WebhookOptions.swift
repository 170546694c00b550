package import HearbackCore
package import HearbackWebhooks

/// How webhooks are sent.
package struct WebhookOptions: Sendable {
    package var urlPolicy: URLPolicy
    package var addressPolicy: AddressPolicy
    /// `product/version (+contact)`.
    package var userAgent: String
    /// A PEM file of certificate authorities instead of the system's.
    package var certificateAuthorityFile: String?
    /// Signs every message with `v1a` too, for everyone who has the public key.
    package var publicKeySigner: WebhookPrivateKey?
    package var connectTimeoutMilliseconds: Int
    package var totalTimeoutMilliseconds: Int
    /// Transfers at the same time.
    package var inFlight: Int
    /// Transfers to one endpoint at the same time.
    package var perEndpoint: Int
    package var destinations: DestinationLimits.Rules
    package var optOuts = OptOutRegister()
    /// Challenges of the last day, sent before this process began, the oldest first.
    package var earlierChallenges: [(address: IPAddress, at: Instant)] = []

    package init(
        urlPolicy: URLPolicy = URLPolicy(), addressPolicy: AddressPolicy = AddressPolicy(),
        userAgent: String = "Hearback/1.0", certificateAuthorityFile: String? = nil,
        publicKeySigner: WebhookPrivateKey? = nil, connectTimeoutMilliseconds: Int = 5_000,
        totalTimeoutMilliseconds: Int = 20_000, inFlight: Int = 2_048, perEndpoint: Int = 2,
        destinations: DestinationLimits.Rules = DestinationLimits.Rules()
    ) {
        (self.urlPolicy, self.addressPolicy, self.userAgent) = (urlPolicy, addressPolicy, userAgent)
        (self.certificateAuthorityFile, self.publicKeySigner) = (certificateAuthorityFile, publicKeySigner)
        self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
        self.totalTimeoutMilliseconds = totalTimeoutMilliseconds
        (self.inFlight, self.perEndpoint, self.destinations) = (inFlight, perEndpoint, destinations)
    }

    var loopOptions: CurlLoopOptions {
        CurlLoopOptions(
            addressPolicy: addressPolicy, userAgent: userAgent, certificateAuthorityFile: certificateAuthorityFile,
            transfersAtMost: inFlight, connectionsPerAddress: destinations.concurrent)
    }
}

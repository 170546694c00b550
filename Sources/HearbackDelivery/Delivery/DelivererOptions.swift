package import HearbackWebhooks

package struct DelivererOptions: Sendable {
    package var urlPolicy: URLPolicy
    package var addressPolicy: AddressPolicy
    /// `product/version (+contact)`.
    package var userAgent: String
    /// A PEM file of certificate authorities instead of the system's.
    package var certificateAuthorityFile: String?
    package var connectTimeoutMilliseconds: Int
    package var totalTimeoutMilliseconds: Int
    /// Attempts at the same time.
    package var inFlight: Int
    package var perAddress: Int
    package var perEndpoint: Int
    /// How long a claimed message waits for its endpoint's or address's turn before it is given back. With the lookup
    /// and the total timeout this must stay below the lease.
    package var patience: Duration
    /// How long a graceful shutdown waits for attempts under way.
    package var drain: Duration
    /// The longest real pause between two looks into the outbox, since the clock may be simulated.
    package var longestPause: Duration

    package init(
        urlPolicy: URLPolicy = URLPolicy(), addressPolicy: AddressPolicy = AddressPolicy(),
        userAgent: String = "Hearback/1.0", certificateAuthorityFile: String? = nil,
        connectTimeoutMilliseconds: Int = 5_000, totalTimeoutMilliseconds: Int = 20_000, inFlight: Int = 256,
        perAddress: Int = 4, perEndpoint: Int = 2, patience: Duration = .seconds(15), drain: Duration = .seconds(25),
        longestPause: Duration = .seconds(30)
    ) {
        self.urlPolicy = urlPolicy
        self.addressPolicy = addressPolicy
        self.userAgent = userAgent
        self.certificateAuthorityFile = certificateAuthorityFile
        self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
        self.totalTimeoutMilliseconds = totalTimeoutMilliseconds
        self.inFlight = inFlight
        self.perAddress = perAddress
        self.perEndpoint = perEndpoint
        self.patience = patience
        self.drain = drain
        self.longestPause = longestPause
    }

    var loopOptions: CurlLoopOptions {
        CurlLoopOptions(
            addressPolicy: addressPolicy, userAgent: userAgent, certificateAuthorityFile: certificateAuthorityFile,
            transfersAtMost: inFlight, connectionsPerAddress: perAddress)
    }
}

package import HearbackWebhooks

/// How all transfers of a loop are made.
package struct CurlLoopOptions: Sendable {
    package var addressPolicy: AddressPolicy
    /// `product/version (+contact)`.
    package var userAgent: String
    /// A PEM file of certificate authorities instead of the system's.
    package var certificateAuthorityFile: String?
    /// Transfers at the same time; more wait in the loop, without using up their time.
    package var transfersAtMost: Int
    /// Transfers to one IPv4 address or one IPv6 /64 at the same time.
    package var connectionsPerAddress: Int
    /// Transfers to one host at the same time, over all of its addresses.
    package var connectionsPerHost: Int
    /// For tests alone.
    var guards = TransferGuards.all

    package init(
        addressPolicy: AddressPolicy, userAgent: String = "Hearback/1.0", certificateAuthorityFile: String? = nil,
        transfersAtMost: Int = 256, connectionsPerAddress: Int = 4, connectionsPerHost: Int = 8
    ) {
        self.addressPolicy = addressPolicy
        self.userAgent = userAgent
        self.certificateAuthorityFile = certificateAuthorityFile
        self.transfersAtMost = transfersAtMost
        self.connectionsPerAddress = connectionsPerAddress
        self.connectionsPerHost = connectionsPerHost
    }
}

package import HearbackWebhooks

/// How all transfers of a loop are made.
package struct CurlLoopOptions: Sendable {
    package var addressPolicy: AddressPolicy
    /// `product/version (+contact)`.
    package var userAgent: String
    /// A PEM file of certificate authorities instead of the system's.
    package var certificateAuthorityFile: String?
    /// Transfers at the same time; more wait in the loop.
    package var transfersAtMost: Int
    /// Connections to one address, a backstop behind the deliverer's own limit.
    package var connectionsPerAddress: Int

    package init(
        addressPolicy: AddressPolicy, userAgent: String = "Hearback/1.0", certificateAuthorityFile: String? = nil,
        transfersAtMost: Int = 256, connectionsPerAddress: Int = 4
    ) {
        self.addressPolicy = addressPolicy
        self.userAgent = userAgent
        self.certificateAuthorityFile = certificateAuthorityFile
        self.transfersAtMost = transfersAtMost
        self.connectionsPerAddress = connectionsPerAddress
    }
}

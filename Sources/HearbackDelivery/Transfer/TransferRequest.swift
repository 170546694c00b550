package import HearbackWebhooks

/// One POST to one pinned address.
package struct TransferRequest: Sendable {
    package var url: VettedURL
    /// Where the connection goes, whatever a name server says meanwhile.
    package var address: IPAddress
    /// Header lines beside those that every request carries.
    package var headerLines: [String]
    package var body: [UInt8]
    /// For the connection including TLS.
    package var connectTimeoutMilliseconds: Int
    /// For everything.
    package var totalTimeoutMilliseconds: Int

    package init(
        url: VettedURL, address: IPAddress, headerLines: [String] = [], body: [UInt8],
        connectTimeoutMilliseconds: Int = 5_000, totalTimeoutMilliseconds: Int = 20_000
    ) {
        self.url = url
        self.address = address
        self.headerLines = headerLines
        self.body = body
        self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
        self.totalTimeoutMilliseconds = totalTimeoutMilliseconds
    }
}

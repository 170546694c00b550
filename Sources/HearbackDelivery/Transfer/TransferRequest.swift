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

package struct TransferResult: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// A final status below 300.
        case delivered(status: Int)
        case failed(DeliveryFailure)
        /// The loop was shut down first; whether the receiver got the message is unknown.
        case stopped
    }

    package var outcome: Outcome
    /// The final status, nil when no header block ended.
    package var status: Int?
    /// Seconds, 1 to 43,200 (12 h); nil when the receiver asked for nothing usable.
    package var retryAfterSeconds: Int64?
    /// The peer's address as text, nil when there was no connection.
    package var peer: String?
    /// The first 2 KiB of the body.
    package var bodyExcerpt: [UInt8] = []
}

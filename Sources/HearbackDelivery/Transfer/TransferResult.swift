/// What became of a transfer.
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
    /// Why no final response came, such as `certificate has expired`: printable ASCII, 200 bytes at most. For moderators
    /// and logs, not for whoever supplied the URL.
    package var detail: String?
    /// How often the request was sent: 2 when a kept connection turned out to be closed and libcurl used a new one, so
    /// the receiver may have the message twice, under one id.
    package var requestsSent: Int = 0
}

/// Text of libcurl's or OpenSSL's, parts of which a peer may have chosen.
enum FailureDetail {
    static let limit = 200

    /// Nil when nothing is left to read.
    static func cleaned(_ text: some Sequence<UInt8>) -> String? {
        let printable = text.lazy.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }.prefix(limit)
        let cleaned = String(decoding: Array(printable), as: UTF8.self)
        return cleaned.allSatisfy { $0 == " " } ? nil : cleaned
    }
}

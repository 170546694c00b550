/// A message that a mail system sent back.
package struct BounceRequest: Hashable, Codable, Sendable {
    /// The whole message, Base64.
    package var message: String
    /// The address that it was delivered to, where the mail system tells.
    package var recipient: String?

    package init(message: String, recipient: String? = nil) {
        (self.message, self.recipient) = (message, recipient)
    }
}

package struct BounceAnswer: Hashable, Codable, Sendable {
    /// False for a message that is no report, or about none of ours.
    package var isRecorded: Bool
    package var isPermanent: Bool?
    /// RFC 3463, such as `5.1.1`.
    package var status: String?

    package init(isRecorded: Bool, isPermanent: Bool? = nil, status: String? = nil) {
        (self.isRecorded, self.isPermanent, self.status) = (isRecorded, isPermanent, status)
    }

    private enum CodingKeys: String, CodingKey {
        case isRecorded = "recorded"
        case isPermanent = "permanent"
        case status
    }
}

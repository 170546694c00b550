package import HearbackCore

/// Why a message is kept from libcurl, which stops none of this itself: 7.88.1 sends a CR LF in an address or a bare
/// line feed in a body as it is, and a relay may then read more commands or messages than were written.
package enum MailEnvelopeError: Error, Hashable, Sendable {
    /// A CR without its LF, or an LF without its CR, at this byte.
    case bareLineEnd(offset: Int)
    case nul(offset: Int)
    /// A byte above 0x7E, or another control but tab: the message would need 8BITMIME.
    case notPrintable(offset: Int)
    /// A line of more than 998 bytes (RFC 5322, section 2.1.1).
    case longLine(offset: Int)
    /// No CR LF at the end, or nothing at all.
    case unfinished
    case tooLarge(limit: Int)
}

/// One message to one recipient (RFC 5321, section 2.3.1).
package struct MailEnvelope: Sendable {
    package static let contentLimit = 2 * 1_024 * 1_024

    /// Where bounces go: `ReturnPath.address(token:)`.
    package let sender: EmailAddress
    package let recipient: EmailAddress
    package let content: [UInt8]

    package init(
        sender: EmailAddress, recipient: EmailAddress, message: MailMessage
    ) throws(MailEnvelopeError) {
        try self.init(sender: sender, recipient: recipient, content: message.bytes)
    }

    /// - Parameter content: a whole message: headers, empty line, body.
    package init(sender: EmailAddress, recipient: EmailAddress, content: [UInt8]) throws(MailEnvelopeError) {
        try Self.check(content)
        (self.sender, self.recipient, self.content) = (sender, recipient, content)
    }

    private static func check(_ content: [UInt8]) throws(MailEnvelopeError) {
        guard content.count <= contentLimit else { throw .tooLarge(limit: contentLimit) }
        var start = 0
        var isAfterReturn = false
        for (offset, byte) in content.enumerated() {
            switch byte {
            case 0x0A:
                guard isAfterReturn else { throw .bareLineEnd(offset: offset) }
                start = offset + 1
            case _ where isAfterReturn: throw .bareLineEnd(offset: offset - 1)
            case 0x00: throw .nul(offset: offset)
            case 0x09, 0x0D, 0x20...0x7E: break
            default: throw .notPrintable(offset: offset)
            }
            guard offset - start < (byte == 0x0D ? 999 : 998) else { throw .longLine(offset: start) }
            isAfterReturn = byte == 0x0D
        }
        guard content.last == 0x0A else { throw isAfterReturn ? .bareLineEnd(offset: content.count - 1) : .unfinished }
    }
}

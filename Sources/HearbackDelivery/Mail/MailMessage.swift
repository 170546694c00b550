import Foundation
package import HearbackCore

/// Why a message can't be written.
package enum MailMessageError: Error, Hashable, Sendable {
    package enum Field: String, Sendable {
        case from, to, messageID = "message-id", subject, text, html
    }

    /// A control character; the offset is in Unicode scalars. Texts may have line feeds and tabs, headers nothing.
    case control(Field, scalar: UInt32, offset: Int)
    /// More than `limit` bytes.
    case tooLong(Field, limit: Int)
    case empty(Field)
    /// Not 1 to 64 of `A-Z a-z 0-9 _ -`.
    case unusableIdentifier
}

/// One message with a text and an HTML form of the same content (RFC 5322; RFC 2046, section 5.1.4), every line of it
/// printable ASCII of at most 998 bytes that ends in CRLF.
package struct MailMessage: Sendable {
    /// Bytes of UTF-8 in one body, and in one header.
    package static let bodyLimit = 256 * 1_024
    package static let headerLimit = 1_024

    /// The message as it goes on the wire, before dot-stuffing.
    package let bytes: [UInt8]
    /// With its angle brackets. The same message identifier and domain give the same, so a reader's mail program
    /// recognises a repetition.
    package let messageID: String

    /// - Parameters:
    ///   - identifier: of the message owed, such as `msg_2ZP…`: stable over retries.
    ///   - language: of both texts (RFC 3282).
    ///   - unsubscribe: acts on POST alone (RFC 8058); announced as one-click when it is https.
    package init(
        from: Mailbox, to: Mailbox, date: Instant, identifier: String, subject: String, text: String, html: String,
        language: Language, unsubscribe: MailLink? = nil
    ) throws(MailMessageError) {
        guard MailGate.isIdentifier(identifier) else { throw .unusableIdentifier }
        try MailGate.checkHeader(from.name ?? "", .from)
        try MailGate.checkHeader(to.name ?? "", .to)
        try MailGate.checkHeader(subject, .subject)
        guard !subject.isEmpty else { throw .empty(.subject) }
        try MailGate.checkBody(text, .text)
        try MailGate.checkBody(html, .html)
        messageID = "<\(identifier)@\(from.address.domain.lowercased())>"
        // Needs no search of the bodies: no line of base64 begins with hyphens.
        let boundary = "=_\(identifier)"
        var headers = MailHeaderWriter()
        headers.mailbox("From", from)
        headers.mailbox("To", to)
        headers.field("Date", date.rfc5322.split(separator: " ").map(String.init))
        headers.field("Message-ID", [messageID])
        headers.unstructured("Subject", subject)
        headers.field("Auto-Submitted", ["auto-generated"])
        if let unsubscribe {
            headers.field("List-Unsubscribe", ["<\(unsubscribe.text)>"])
            if unsubscribe.isSecure { headers.field("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]) }
        }
        headers.field("Content-Language", [language.rawValue])
        headers.field("MIME-Version", ["1.0"])
        headers.field("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""])
        let parts = [("plain", text), ("html", html)].map { Self.part($0.0, $0.1, boundary: boundary) }
        bytes = Array((headers.text + "\r\n" + parts.joined() + "--\(boundary)--\r\n").utf8)
    }

    /// Base64 leaves no line that could be a lone dot, a bare line feed or too long for a relay.
    private static func part(_ subtype: String, _ text: String, boundary: String) -> String {
        let lines = Data(canonical(text).utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        var headers = MailHeaderWriter()
        headers.field("Content-Type", ["text/\(subtype);", "charset=utf-8"])
        headers.field("Content-Transfer-Encoding", ["base64"])
        return "--\(boundary)\r\n\(headers.text)\r\n\(lines)\r\n"
    }

    /// Lines of text end in CRLF under base64 too (RFC 2045, section 6.8).
    private static func canonical(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar != "\r" {
            if scalar == "\n" { result.append("\r") }
            result.append(scalar)
        }
        return String(result)
    }
}

/// The one gate for what becomes a message. It refuses, it never changes a byte.
enum MailGate {
    static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-")
            }
    }

    static func checkHeader(_ text: String, _ field: MailMessageError.Field) throws(MailMessageError) {
        guard text.utf8.count <= MailMessage.headerLimit else {
            throw .tooLong(field, limit: MailMessage.headerLimit)
        }
        for (offset, scalar) in text.unicodeScalars.enumerated() where isControl(scalar) || isSeparator(scalar) {
            throw .control(field, scalar: scalar.value, offset: offset)
        }
    }

    /// Line feeds, CR LF and tabs are text.
    static func checkBody(_ text: String, _ field: MailMessageError.Field) throws(MailMessageError) {
        guard text.utf8.count <= MailMessage.bodyLimit else { throw .tooLong(field, limit: MailMessage.bodyLimit) }
        guard !text.isEmpty else { throw .empty(field) }
        var isAfterReturn = false
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            if isAfterReturn, scalar != "\n" { throw .control(field, scalar: 0x0D, offset: offset - 1) }
            isAfterReturn = scalar == "\r"
            if isControl(scalar), scalar != "\n", scalar != "\t", scalar != "\r" {
                throw .control(field, scalar: scalar.value, offset: offset)
            }
        }
        if isAfterReturn { throw .control(field, scalar: 0x0D, offset: text.unicodeScalars.count - 1) }
    }

    /// C0, DEL and C1.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// LINE SEPARATOR and PARAGRAPH SEPARATOR, which some readers take for line ends.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { (0x2028...0x2029).contains(scalar.value) }
}

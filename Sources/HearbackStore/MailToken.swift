import HearbackCore

/// What a link in an e-mail, and its envelope's sender, carry: a subject and a tag that only this installation can make.
///
/// Lower case letters, digits and hyphens alone: mail systems fold the case of what stands before the at sign.
package enum MailToken {
    package enum Purpose: String, Sendable {
        case confirm, unsubscribe
    }

    package static func token(_ purpose: Purpose, endpoint: Int64, _ box: SecretBox) -> String {
        "\(endpoint)-" + Base32.encode(box.tag("mail \(purpose.rawValue)", String(endpoint)))
    }

    /// The endpoint, or nil for a token that was not made here for this purpose.
    package static func endpoint(of token: some StringProtocol, _ purpose: Purpose, _ box: SecretBox) -> Int64? {
        guard let number = token.split(separator: "-").first.flatMap({ Int64($0) }) else { return nil }
        return constantTimeEqual(self.token(purpose, endpoint: number, box).utf8, token.utf8) ? number : nil
    }

    /// For the envelope's sender: names a row of the outbox, in base 32 alone.
    package static func bounceToken(row: Int64, _ box: SecretBox) -> String {
        Base32.encode(withUnsafeBytes(of: row.bigEndian) { Array($0.suffix(rowLength)) } + box.tag("bounce", String(row)).prefix(bounceTagLength))
    }

    package static func row(ofBounce token: some StringProtocol, _ box: SecretBox) -> Int64? {
        guard let bytes = Base32.decode(token), bytes.count == rowLength + bounceTagLength else { return nil }
        let row = bytes.prefix(rowLength).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return constantTimeEqual(bounceToken(row: row, box).utf8, token.utf8) ? row : nil
    }

    /// Together 26 characters, which leaves 37 of a local part's 64 for the address itself.
    private static let (rowLength, bounceTagLength) = (6, 10)
}

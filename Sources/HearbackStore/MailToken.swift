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
        return isSame(self.token(purpose, endpoint: number, box), token) ? number : nil
    }

    /// For the envelope's sender: names a row of the outbox, in base 32 alone.
    package static func bounceToken(row: Int64, _ box: SecretBox) -> String {
        Base32.encode(withUnsafeBytes(of: row.bigEndian) { Array($0.suffix(rowLength)) } + box.tag("bounce", String(row)).prefix(bounceTagLength))
    }

    package static func row(ofBounce token: some StringProtocol, _ box: SecretBox) -> Int64? {
        guard let bytes = Base32.decode(token), bytes.count == rowLength + bounceTagLength else { return nil }
        let row = bytes.prefix(rowLength).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return isSame(bounceToken(row: row, box), token) ? row : nil
    }

    /// Together 26 characters, which leaves 37 of a local part's 64 for the address itself.
    private static let (rowLength, bounceTagLength) = (6, 10)

    /// Takes the same time wherever they differ.
    private static func isSame(_ left: String, _ right: some StringProtocol) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

package import HearbackCore

/// Where bounces come back to: `local+token@domain`, an envelope sender of its own for each message (VERP), so that a
/// bounce names the message by the address that it reached and nothing in it has to be believed.
package struct ReturnPath: Hashable, Sendable {
    package let base: EmailAddress

    /// - Parameter base: `bounces@example.org`; nil when its local part leaves no room for a token of 26 characters
    ///   (128 bits) within the 64 of a local part.
    package init?(base: EmailAddress) {
        guard base.localPart.utf8.count + 27 <= 64 else { return nil }
        self.base = base
    }

    /// The sender for one message.
    ///
    /// - Parameter token: lower-case base32 (`a-z 2-7`), since mail software may fold the case of an address. Nil when
    ///   it is anything else, or too long.
    package func address(token: String) -> EmailAddress? {
        guard Self.isToken(token) else { return nil }
        return EmailAddress("\(base.localPart)+\(token)@\(base.domain)")
    }

    /// The token in an address of this path, whatever case it comes back in; nil for every other address. Whether the
    /// token is one of ours is the caller's to verify.
    package func token(in address: String) -> String? {
        guard let address = EmailAddress(address), address.domain.lowercased() == base.domain.lowercased() else {
            return nil
        }
        let local = address.localPart.lowercased()
        let prefix = base.localPart.lowercased() + "+"
        guard local.hasPrefix(prefix) else { return nil }
        let token = String(local.dropFirst(prefix.count))
        return Self.isToken(token) ? token : nil
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains($0)
            }
    }
}

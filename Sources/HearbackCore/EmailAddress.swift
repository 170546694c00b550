/// An e-mail address that may be kept and written to: `local@domain`, ASCII, a dot-atom before the at sign (RFC 5322,
/// section 3.2.3) and a name of letters, digits and hyphens behind it (RFC 5321, section 4.1.2, without quoted local
/// parts and address literals). Nothing in it can open a header or end an SMTP command.
///
/// At most 64 bytes before the at sign and 254 in all (RFC 5321, section 4.5.3.1, and the erratum on RFC 3696).
/// Internationalised domains are taken as A-labels (`xn--…`) only; a local part that is not ASCII would need SMTPUTF8.
package struct EmailAddress: Hashable, Sendable {
    /// The address as it was given.
    package let text: String
    package let localPart: String
    package let domain: String

    /// Nil when `text` is not such an address.
    package init?(_ text: String) {
        guard text.utf8.count <= 254, let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = text.utf8[..<at]
        let domain = text.utf8[at...].dropFirst()
        guard (1...64).contains(local.count), Self.isDotAtom(local), Self.isHostName(domain) else { return nil }
        (self.text, self.localPart, self.domain) = (text, String(text[..<at]), String(text[at...].dropFirst()))
    }

    /// Runs of `atext`, at least one byte each, with single dots between them.
    private static func isDotAtom(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { run in
            !run.isEmpty && run.allSatisfy(isAtomText)
        }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    /// Two labels or more, the last of them not a number, so that no IPv4 address passes (RFC 3696, section 2).
    private static func isHostName(_ bytes: some Collection<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let hyphen = UInt8(ascii: "-")
        guard labels.count >= 2, let last = labels.last, !last.allSatisfy(isDigit) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.reversed().first != hyphen
                && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// Printed without the local part: an address is personal data, and logs are read by many.
extension EmailAddress: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "…@\(domain)" }
    package var debugDescription: String { description }
}

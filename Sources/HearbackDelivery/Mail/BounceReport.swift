/// What a delivery status notification says of one of our messages (RFC 3464 in RFC 6522's `multipart/report`).
///
/// Anybody can write one. Nothing is believed but that whoever wrote it knew the token of the return path; whether the
/// token is one of ours, and of which message, is the caller's to verify.
package struct BounceReport: Hashable, Sendable {
    /// RFC 3464, section 2.3.3, from best to worst.
    package enum Action: String, CaseIterable, Sendable {
        case delivered, relayed, expanded, delayed, failed
    }

    /// Bytes of a message that are read; the report comes before the copy of what was sent.
    package static let sizeLimit = 256 * 1_024

    /// The return path's token, in lower case.
    package let token: String
    package let action: Action
    /// An enhanced status code such as `5.1.1` (RFC 3463).
    package let status: String

    /// Whether trying this address again is pointless: `failed` with a status of class 5.
    package var isPermanent: Bool { action == .failed && status.hasPrefix("5.") }

    /// Nil for everything that is not a delivery status notification to an address of `returnPath`.
    ///
    /// - Parameters:
    ///   - message: as it was delivered, with its headers.
    ///   - recipient: to which address it was delivered; nil when the mail system told only the message itself
    ///     (`X-Original-To`, `Delivered-To`, `Envelope-To`, `To`).
    package init?(message: [UInt8], recipient: String? = nil, returnPath: ReturnPath) {
        var lines = MIMEHeaders.lines(of: message.prefix(Self.sizeLimit))
        let headers = MIMEHeaders(takenFrom: &lines)
        guard let token = Self.token(recipient, headers, returnPath) else { return nil }
        let type = MIMEType(headers["content-type"] ?? "")
        guard type.type == "multipart/report", type.parameters["report-type"]?.lowercased() == "delivery-status",
            let boundary = type.parameters["boundary"], (1...70).contains(boundary.utf8.count),
            let worst = Self.verdicts(Self.statusPart(of: lines, boundary)).max(by: { $0.severity < $1.severity })
        else { return nil }
        (self.token, action, status) = (token, worst.action, worst.status)
    }

    private struct Verdict {
        let action: Action
        let status: String

        var severity: Int { Action.allCases.firstIndex(of: action) ?? 0 }
    }

    private static func token(_ recipient: String?, _ headers: MIMEHeaders, _ returnPath: ReturnPath) -> String? {
        if let recipient { return returnPath.token(in: recipient) }
        for name in ["x-original-to", "delivered-to", "envelope-to", "to"] {
            guard let value = headers[name] else { continue }
            let bare = value.split(whereSeparator: { "<> ,\t".contains($0) }).map(String.init)
            if let token = bare.prefix(50).lazy.compactMap(returnPath.token(in:)).first { return token }
        }
        return nil
    }

    /// The lines of the first `message/delivery-status` between the boundaries; empty when there is none.
    private static func statusPart(
        of lines: ArraySlice<ArraySlice<UInt8>>, _ boundary: String
    ) -> ArraySlice<ArraySlice<UInt8>> {
        let delimiter = Array(("--" + boundary).utf8)
        // White space may follow a delimiter (RFC 2046, section 5.1.1), and two hyphens close the last.
        let isDelimiter: (ArraySlice<UInt8>) -> Bool = { line in
            line.starts(with: delimiter) && line.dropFirst(delimiter.count).allSatisfy { " \t-".utf8.contains($0) }
        }
        for part in lines.split(maxSplits: 20, omittingEmptySubsequences: false, whereSeparator: isDelimiter).dropFirst() {
            var rest = part.prefix { !isDelimiter($0) }
            let headers = MIMEHeaders(takenFrom: &rest)
            let encoding = headers["content-transfer-encoding"]?.lowercased() ?? "7bit"
            let type = MIMEType(headers["content-type"] ?? "").type
            if ["message/delivery-status", "message/global-delivery-status"].contains(type),
                ["7bit", "8bit", "binary"].contains(encoding)
            {
                return rest
            }
        }
        return []
    }

    /// One for each recipient: groups of fields with empty lines between them, the first about the whole message.
    private static func verdicts(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [Verdict] {
        var rest = lines.drop { $0.isEmpty }
        _ = MIMEHeaders(takenFrom: &rest)
        var verdicts: [Verdict] = []
        while !rest.isEmpty, verdicts.count < 50 {
            let fields = MIMEHeaders(takenFrom: &rest)
            if let action = fields["action"].flatMap({ Action(rawValue: word(of: $0).lowercased()) }),
                let status = fields["status"].map(word), isStatus(status)
            {
                verdicts.append(Verdict(action: action, status: status))
            }
        }
        return verdicts
    }

    /// What stands before a comment.
    private static func word(of value: String) -> String { String(value.prefix { !" \t(;".contains($0) }) }

    /// Class 2, 4 or 5, and two numbers of at most three digits.
    private static func isStatus(_ text: String) -> Bool {
        let numbers = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return numbers.count == 3 && numbers[0].count == 1 && "245".utf8.contains(numbers[0].first ?? 0)
            && numbers.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy { (0x30...0x39).contains($0) } }
    }
}

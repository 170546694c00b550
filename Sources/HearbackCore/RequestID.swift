/// What a request is called in logs: from the HTTP request to the event that it led to, and to the messages that tell of that.
package enum RequestID {
    /// Of the request that the present task works for.
    @TaskLocal package static var current: String?

    /// What callers may choose: 1 to 64 characters with which nobody can write another line, and that are no secret of ours.
    package static func isAcceptable(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isPlain) && !isSecret(text)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// How secrets of ours begin, also where somebody has put something in front: receipts, desk tokens, owners' tokens, keys.
    private static let marks = ["hbr_", "hbt_", "hbe_", "whsec_", "whsk_"]

    private static func isSecret(_ text: String) -> Bool {
        let lower = text.lowercased()
        return marks.contains { lower.contains($0) }
    }
}

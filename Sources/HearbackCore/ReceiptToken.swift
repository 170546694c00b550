/// The secret by which a submitter follows a comment: `hbr_` + the comment's number + `_` + 26 characters of secret.
///
/// It carries the number, so that the store needs no index over secrets; only a hash of the secret is kept.
package struct ReceiptToken: Hashable, Sendable {
    package let comment: CommentNumber
    /// 16 random bytes.
    package let secret: [UInt8]

    package init?(comment: CommentNumber, secret: [UInt8]) {
        guard secret.count == Self.secretLength else { return nil }
        (self.comment, self.secret) = (comment, secret)
    }

    package static let secretLength = 16

    package var text: String { "hbr_\(comment.value)_\(Base32.encode(secret))" }

    package init?(text: some StringProtocol) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "hbr", let comment = CommentNumber(id: "cmt_" + parts[1]),
            let secret = Base32.decode(parts[2])
        else { return nil }
        self.init(comment: comment, secret: secret)
    }
}

extension ReceiptToken: CustomStringConvertible, CustomDebugStringConvertible {
    /// A token that strays into a log or an error text shows nothing of its secret.
    package var description: String { "hbr_\(comment.value)_…" }
    package var debugDescription: String { description }
}

/// Base 32 of RFC 4648 (section 6) in lower case, without padding.
package enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                output.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { output.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: output, as: UTF8.self)
    }

    /// Nil for foreign characters, impossible lengths and leftover bits that are not zero, so that a text has one reading.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in text.utf8 {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
                buffer &= (1 << UInt32(bits)) - 1
            }
        }
        guard bits < 5, buffer == 0 else { return nil }
        return output
    }
}

/// Random text from the system's secure generator.
enum RandomText {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    static func base62(count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return base62(count: count, using: &generator)
    }

    static func base62(count: Int, using generator: inout some RandomNumberGenerator) -> String {
        String((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
    }
}

/// Identifiers of messages: `msg_` and 27 base62 characters (160 bits). They hold no full stop, which separates the
/// parts of a signed message, and stay the same over retries: they are the receiver's idempotency key.
package enum MessageID {
    package static func generate() -> String {
        "msg_" + RandomText.base62(count: 27)
    }

    package static func generate(using generator: inout some RandomNumberGenerator) -> String {
        "msg_" + RandomText.base62(count: 27, using: &generator)
    }

    /// Whether `text` may be a `webhook-id`: 1 to 64 of `A-Z a-z 0-9 _ -`.
    package static func isAcceptable(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

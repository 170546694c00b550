/// What opens the desk without an account of the machine: `hbt_` + the token's number + `_` + 52 characters of secret.
///
/// It carries the number, so that the store needs no index over secrets; only a hash of the secret is kept.
package struct AccessToken: Hashable, Sendable {
    package let number: TokenNumber
    /// 32 random bytes: too many to guess, so that a fast hash is enough to keep.
    package let secret: [UInt8]

    package init?(number: TokenNumber, secret: [UInt8]) {
        guard secret.count == Self.secretLength else { return nil }
        (self.number, self.secret) = (number, secret)
    }

    package static let secretLength = 32

    package var text: String { "hbt_\(number.value)_\(Base32.encode(secret))" }

    package init?(text: some StringProtocol) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "hbt", let number = TokenNumber(id: TokenNumber.prefix + parts[1]),
            let secret = Base32.decode(parts[2])
        else { return nil }
        self.init(number: number, secret: secret)
    }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible {
    /// A token that strays into a log or an error text shows nothing of its secret.
    package var description: String { "hbt_\(number.value)_…" }
    package var debugDescription: String { description }
}

/// Names a token where its secret has no business.
package struct TokenNumber: PrefixedNumber {
    package static let prefix = "tok_"
    /// From 1.
    package let value: Int64

    package init?(_ value: Int64) {
        guard CommentNumber(value) != nil else { return nil }
        self.value = value
    }
}

import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Receipt tokens")
struct ReceiptTokenTests {
    @Test("A token comes back from its text", arguments: UInt64(1)...20)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let secret = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let token = try #require(ReceiptToken(comment: Samples.number, secret: secret))
        #expect(ReceiptToken(text: token.text) == token)
        #expect(token.text.wholeMatch(of: /hbr_42_[a-z2-7]{26}/) != nil)
    }

    @Test("What is printed by accident shows no secret")
    func description() throws {
        let token = try #require(ReceiptToken(comment: Samples.number, secret: [UInt8](repeating: 7, count: 16)))
        let secret = token.text.split(separator: "_")[2]
        #expect(!"\(token) \(String(reflecting: token))".contains(secret))
    }

    @Test("One text, one reading: leftover bits, lengths and foreign characters are refused", arguments: [
        "hbr_42_aaaaaaaaaaaaaaaaaaaaaaaaab", "hbr_42_aaaaaaaaaaaaaaaaaaaaaaaaa", "hbr_42_aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "hbr_42_AAAAAAAAAAAAAAAAAAAAAAAAAA", "hbr_042_aaaaaaaaaaaaaaaaaaaaaaaaaa", "hbr_42", "", "hbr__", "hbr_42_!",
        "xyz_42_aaaaaaaaaaaaaaaaaaaaaaaaaa",
    ])
    func refusals(text: String) {
        #expect(ReceiptToken(text: text) == nil)
    }
}

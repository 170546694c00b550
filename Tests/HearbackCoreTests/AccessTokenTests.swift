import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Access tokens")
struct AccessTokenTests {
    @Test("A token reads back as itself, and shows its secret nowhere but in its text")
    func text() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let secret = (0..<AccessToken.secretLength).map { _ in UInt8.random(in: 0 ... .max, using: &generator) }
            let number = try #require(TokenNumber(Int64.random(in: 1...1_000_000, using: &generator)))
            let token = try #require(AccessToken(number: number, secret: secret), "seed \(seed)")
            #expect(AccessToken(text: token.text) == token, "seed \(seed)")
            let shown = "\(token) \(String(reflecting: token)) \([token])"
            #expect(!shown.contains(Base32.encode(secret)), "seed \(seed)")
        }
    }

    @Test("Nothing else is a token", arguments: [
        "", "hbt_", "hbt_1_", "hbt_1_aaaa", "hbr_1_" + String(repeating: "a", count: 52), "hbt_01_" + String(repeating: "a", count: 52),
        "hbt_0_" + String(repeating: "a", count: 52), "hbt_1_" + String(repeating: "A", count: 52),
        "hbt_1_" + String(repeating: "a", count: 51) + "b", "hbt_1_" + String(repeating: "a", count: 52) + "_",
        "hbt_99999999999999999999_" + String(repeating: "a", count: 52), "hbt_1_" + String(repeating: "é", count: 52),
        " hbt_1_" + String(repeating: "a", count: 52), "hbt_1_" + String(repeating: "a", count: 26),
    ])
    func foreign(text: String) {
        #expect(AccessToken(text: text) == nil)
    }

    @Test("A scope admits its own bills alone")
    func scope() {
        #expect(BillScope.all.admits("a") && BillScope.all.bills == nil)
        let some = BillScope.only(["b", "a"])
        #expect(some.admits("a") && !some.admits("c") && some.bills == ["a", "b"])
        #expect(!BillScope.only([]).admits("a"))
    }
}

import HearbackCore
import Testing

@Suite("Names of requests")
struct RequestIDTests {
    @Test("Plain tokens are taken as they are", arguments: ["a", "front-7.a_B", String(repeating: "9", count: 64), "018f3c4e-7d0a-7b6e"])
    func acceptable(name: String) { #expect(RequestID.isAcceptable(name)) }

    @Test("What could end a line, is too long, or is a secret of ours is not", arguments: [
        "", " ", "a b", "a\nb", "a=b", "a\"", "é", "a/b", "a@b.example", String(repeating: "9", count: 65), "whsec_abc", "whsk_abc",
    ])
    func refused(name: String) { #expect(!RequestID.isAcceptable(name)) }

    @Test("A receipt's token and an access token are secrets")
    func tokens() throws {
        let secret = [UInt8](repeating: 7, count: 32)
        let receipt = try #require(CommentNumber(1).flatMap { ReceiptToken(comment: $0, secret: Array(secret.prefix(ReceiptToken.secretLength))) })
        let access = try #require(TokenNumber(1).flatMap { AccessToken(number: $0, secret: secret) })
        for secret in [receipt.text, access.text, "x" + receipt.text, receipt.text + ".", access.text.uppercased()] {
            #expect(!RequestID.isAcceptable(String(secret.prefix(64))), "\(secret)")
        }
    }
}

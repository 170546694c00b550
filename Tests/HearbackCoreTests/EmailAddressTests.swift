import HearbackCore
import Testing

@Suite("E-mail addresses")
struct EmailAddressTests {
    @Test("Plain addresses are kept as they were given", arguments: [
        "a@b.c", "amal.b+x@mail.example.org", "O'Brien_1!#$%&*/=?^`{|}~-@Example.ORG", "a@xn--mgbh0fb.example",
        "\(String(repeating: "a", count: 64))@example.org", "a@1.example", "a@b-c.d0",
    ])
    func good(text: String) throws {
        let address = try #require(EmailAddress(text))
        #expect(address.text == text && address.localPart + "@" + address.domain == text)
        #expect(!"\(address) \(String(reflecting: address))".contains(address.localPart + "@"))
    }

    @Test("What could open a header or an envelope, or is no address, is refused", arguments: [
        "", "a", "@", "a@", "@b.c", "a@b", "a@@b.c", "a@b.c@d.e", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "a@b.c\n", "\ra@b.c", "a\u{0}@b.c",
        "a@b..c", "a@.b.c", "a@b.c.", "a..b@c.d", ".a@b.c", "a.@b.c", "<a@b.c>", "a@b.c,d@e.f", "\"a b\"@c.d", "a@[127.0.0.1]",
        "a@127.0.0.1", "a@-b.c", "a@b-.c", "a@b_c.d", "é@b.c", "a@é.c", "a@b.ⵣ", "a\u{301}@b.c", "a@b.c\u{301}", "a;b@c.d", "a\\b@c.d",
        "a(b)@c.d", "a:b@c.d", "a\u{7F}@b.c", "a\u{85}@b.c", "a@\(String(repeating: "b", count: 64)).c",
        "\(String(repeating: "a", count: 65))@example.org",
        "a@" + Array(repeating: String(repeating: "b", count: 62), count: 4).joined(separator: ".") + ".example",
    ])
    func bad(text: String) { #expect(EmailAddress(text) == nil) }
}

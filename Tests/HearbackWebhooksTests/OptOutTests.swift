import Testing

@testable import HearbackWebhooks

@Suite("Opt-outs")
struct OptOutTests {
    @Test(
        "An entry has one form, whatever it is written like",
        arguments: [
            ("example.org", "example.org"), ("Example.ORG.", "example.org"), ("*.example.org", "example.org"),
            ("bücher.example.org", "xn--bcher-kva.example.org"), ("192.0.2.7", "192.0.2.7/32"),
            ("192.0.2.77/24", "192.0.2.0/24"), ("2001:DB8::/32", "2001:db8::/32"),
            ("", nil), ("org", nil), ("a b.org", nil), ("example.org/path", nil), ("u@example.org", nil), ("example.org:1", nil),
            ("192.0.2.0/33", nil), ("https://example.org", nil), ("0x7f.1", nil), ("a..b", nil), ("*.*.org", nil),
        ])
    func canonical(text: String, form: String?) {
        #expect(OptOutList.canonical(text) == form)
    }

    @Test("A name covers itself and what is below it, a network its addresses, and neither anything else")
    func covering() throws {
        let list = OptOutList(["example.org", "hooks.ngo.ma", "192.0.2.0/24", "2001:db8::/32"])
        let policy = URLPolicy(allowsAddressLiterals: true)
        func entry(_ host: String) throws -> String? { list.entry(covering: try policy.vet("https://\(host)/")) }
        #expect(try entry("example.org") == "example.org")
        #expect(try entry("a.b.EXAMPLE.org") == "example.org")
        #expect(try entry("myexample.org") == nil)
        #expect(try entry("ngo.ma") == nil && entry("x.hooks.ngo.ma") == "hooks.ngo.ma")
        #expect(try entry("192.0.2.9") == "192.0.2.0/24" && entry("192.0.3.9") == nil)
        #expect(try entry("[2001:db8::9]") == "2001:db8::/32")
        #expect(list.entry(covering: try #require(IPAddress("::ffff:192.0.2.1"))) == "192.0.2.0/24")
        #expect(try OptOutList().entry(covering: policy.vet("https://example.org/")) == nil)
    }
}

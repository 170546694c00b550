import HearbackTestSupport
import Testing

@testable import HearbackWebhooks

@Suite("Where a webhook may go")
struct VettingTests {
    @Test("allows and refuses every boundary address of the registries", arguments: Vectors.addresses.addresses)
    func addresses(_ vector: Vectors.Address) throws {
        let address = try #require(IPAddress(vector.address))
        let refusal = AddressPolicy().refusal(of: address)
        #expect((refusal != nil) == vector.deny, "\(vector.note): \(refusal?.rule ?? "allowed")")
    }

    @Test("names the rule for every block of the lists, at both of its ends")
    func rulesAreNamed() throws {
        let lists = Vectors.addresses
        let rules = (AddressRules.ipv4, AddressRules.ipv6)
        #expect(rules.0.count == lists.v4_deny.count)
        #expect(rules.1.count == lists.v6_deny.count)
        #expect(AddressRules.globalUnicast.count == 1)
        for row in lists.v4_deny + lists.v6_deny + lists.v6_outside_2000_3_for_documentation {
            let block = try #require(AddressBlock(row[0]))
            for address in [block.base, last(of: block)] where row[0] != "::ffff:0:0/96" {
                let refusal = try #require(AddressPolicy().refusal(of: address), "\(address)")
                #expect(refusal.rule.hasPrefix(row[0]) || refusal.rule.hasPrefix("outside 2000::/3"))
            }
        }
    }

    private func last(of block: AddressBlock) -> IPAddress {
        switch block.base {
        case .v4(let bits): .v4(bits | ~(UInt32.max << (32 - block.prefixLength)))
        case .v6(let high, let low):
            .v6(
                high: high | ~(UInt64.max << max(64 - block.prefixLength, 0)),
                low: low | ~(UInt64.max << min(128 - block.prefixLength, 64)))
        }
    }

    @Test("an answer with one forbidden address is refused whole")
    func mixedAnswers() throws {
        let answer = ["1.1.1.1", "2606:4700::1111", "::ffff:10.0.0.1"].compactMap { IPAddress($0) }
        #expect(throws: AddressPolicy.Refusal.self) { try AddressPolicy().vet(answer) }
        #expect(try AddressPolicy().vet(Array(answer.prefix(2))) == Array(answer.prefix(2)))
    }

    @Test("an operator can open a block and close another, and closing wins")
    func operatorBlocks() throws {
        let loopback = try #require(AddressBlock("127.0.0.0/8"))
        let one = try #require(AddressBlock("127.0.0.9"))
        let policy = AddressPolicy(allowed: [loopback], refused: [one])
        #expect(policy.refusal(of: try #require(IPAddress("127.0.0.1"))) == nil)
        #expect(policy.refusal(of: try #require(IPAddress("::ffff:127.0.0.1"))) == nil)
        #expect(policy.refusal(of: try #require(IPAddress("127.0.0.9")))?.rule.hasPrefix("127.0.0.9/32") == true)
        #expect(policy.refusal(of: try #require(IPAddress("10.0.0.1"))) != nil)
        #expect(policy.refusal(of: try #require(IPAddress("::1"))) != nil)
    }

    @Test("behind NAT64 the IPv4 address inside is judged, and only under the prefix that was given")
    func nat64() throws {
        let prefix = try #require(NAT64Prefix("64:ff9b::/96"))
        let own = try #require(IPAddress("1.2.3.4"))
        let policy = AddressPolicy(
            refused: ["9.9.9.0/24"].compactMap { AddressBlock($0) }, ownAddresses: { [own] }, nat64Prefix: prefix)
        for (text, isRefused) in [
            ("64:ff9b::8.8.8.8", false), ("64:ff9b::127.0.0.1", true), ("64:ff9b::169.254.169.254", true),
            ("64:ff9b::9.9.9.9", true), ("64:ff9b::1.2.3.4", true), ("64:ff9b:1::8.8.8.8", true), ("64:ff9b::1:808:808", true),
        ] {
            let address = try #require(IPAddress(text))
            #expect((policy.refusal(of: address) != nil) == isRefused, "\(text)")
            #expect(AddressPolicy().refusal(of: address) != nil, "\(text)")
        }
        #expect(policy.refusal(of: try #require(IPAddress("64:ff9b::10.0.0.1")))?.rule.hasPrefix("NAT64 of 10.0.0.1") == true)
        for text in ["64:ff9b::/64", "64:ff9b::/97", "10.0.0.0/8", "64:ff9b::", "2001:4860:0:0:ff00::/96", "x"] {
            #expect(NAT64Prefix(text) == nil, "\(text)")
        }
    }

    @Test("when the host's own addresses are unknown nothing is allowed but the operator's blocks")
    func unknownOwnAddresses() throws {
        let policy = AddressPolicy(allowed: ["8.8.0.0/16"].compactMap { AddressBlock($0) }, ownAddresses: { nil })
        #expect(policy.refusal(of: try #require(IPAddress("1.1.1.1"))) != nil)
        #expect(policy.refusal(of: try #require(IPAddress("8.8.8.8"))) == nil)
    }

    @Test("a block contains exactly the addresses that share its prefix", arguments: [1, 20_261_124] as [UInt64])
    func blocksProperty(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let (bits, other) = (UInt32.random(in: 0 ... .max, using: &random), UInt32.random(in: 0 ... .max, using: &random))
            let length = Int.random(in: 0...32, using: &random)
            let block = try #require(AddressBlock("\(IPAddress.v4(bits))/\(length)"))
            let near = bits ^ (UInt32(1) << UInt32.random(in: 0..<32, using: &random))
            for candidate in [bits, other, near] {
                let same = (0..<length).allSatisfy { (bits ^ candidate) >> UInt32(31 - $0) & 1 == 0 }
                #expect(block.contains(.v4(candidate)) == same)
            }
            #expect(!block.contains(.v6(high: UInt64(bits), low: UInt64(other))))
        }
    }

    @Test("address text survives a round trip", arguments: [7, 42] as [UInt64])
    func textProperty(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<1_000 {
            // Masked often, so that runs of zeros are written as `::`.
            let high = random.next() & (Bool.random(using: &random) ? 0xffff_0000_0000_ffff : .max)
            let low = random.next() & (Bool.random(using: &random) ? 0x0000_ffff : .max)
            for address in [IPAddress.v6(high: high, low: low), .v4(UInt32(truncatingIfNeeded: high))] {
                #expect(IPAddress(address.description) == address)
            }
        }
    }

    @Test("rejects text that is no address or no block")
    func badText() {
        for text in ["", "1.2.3", "127.1", "0x7f.0.0.1", "1.2.3.4 ", "fe80::1%lo", "[::1]", "1.2.3.256"] {
            #expect(IPAddress(text) == nil)
        }
        for text in ["1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/", "::/129", "/8", "1.2.3.4/٨", "1.2.3.4/08x"] {
            #expect(AddressBlock(text) == nil)
        }
    }

    @Test("refuses every URL that reaches an internal host, even where plain HTTP is allowed",
        arguments: Vectors.addresses.urls_reaching_internal)
    func internalURLs(_ vector: Vectors.URLVector) {
        #expect(throws: URLRefusal.self) { try URLPolicy().vet(vector.url) }
        #expect(throws: URLRefusal.self) { try URLPolicy(allowsHTTP: true, allowedPorts: [80]).vet(vector.url) }
    }

    @Test("sees the address that a literal means, so that the address policy can refuse it",
        arguments: Vectors.addresses.urls_reaching_internal)
    func literals(_ vector: Vectors.URLVector) {
        let policy = URLPolicy(allowsHTTP: true, allowedPorts: [80], allowsAddressLiterals: true)
        guard let url = try? policy.vet(vector.url) else { return }
        let refusal = url.literal.flatMap { AddressPolicy().refusal(of: $0) }
        #expect(refusal != nil, "\(url)")
        #expect(url.literal == IPAddress(vector.curl_7_88_1_peer))
    }

    @Test("refuses URLs for the reason that applies", arguments: [
        ("ftp://a.org/", .schemeNotAllowed), ("http://a.org/", .schemeNotAllowed), ("a.org/x", .schemeNotAllowed),
        ("gopher://a.org/", .schemeNotAllowed),
        ("https://u@a.org/", .userInfo), ("https://u:p@a.org/", .userInfo),
        ("https://a.org/#f", .fragment), ("https://a.org/#", .fragment),
        ("https://a.org:22/", .portNotAllowed(22)), ("https://a.org:0/", .portNotAllowed(0)),
        ("https://a.org:80/", .portNotAllowed(80)), ("https://a.org:25/", .portNotAllowed(25)),
        ("https://127.1/", .addressLiteral), ("https://0/", .addressLiteral), ("https://0x7f.1/", .addressLiteral),
        ("https://１２７.0.0.1/", .addressLiteral), ("https://①②⑦.⓪.⓪.①/", .addressLiteral),
        ("https://[::1]/", .addressLiteral), ("https://8.8.8.8/", .addressLiteral), ("https://a.1/", .addressLiteral),
        ("https://localhost/", .reservedName("localhost")), ("https://ⓛocalhost/", .reservedName("localhost")),
        ("https://foo.localhost/", .reservedName("localhost")), ("https://printer.local/", .reservedName("local")),
        ("https://x.internal/", .reservedName("internal")), ("https://x.home.arpa/", .reservedName("home.arpa")),
        ("https://x.onion/", .reservedName("onion")), ("https://x.test/", .reservedName("test")),
        ("https://intranet/", .notAFullName), ("https://a.org./", .notAFullName), ("https://a..org/", .notAFullName),
        ("https://-a.org/", .notAFullName), ("https://a.org\\@b.org/", .forbiddenCharacter),
        ("https://a.org/ x", .forbiddenCharacter), ("https://a.org/\r\nX: y", .forbiddenCharacter),
        ("https://a.org/\u{0}", .forbiddenCharacter), ("https://a.org/é", .forbiddenCharacter),
    ] as [(String, URLRefusal)])
    func refusals(text: String, reason: URLRefusal) {
        #expect(throws: reason) { try URLPolicy().vet(text) }
    }

    @Test("a URL that is too long, has no host or a bad port is refused")
    func broken() {
        #expect(throws: URLRefusal.tooLong) { try URLPolicy().vet("https://a.org/" + String(repeating: "a", count: 2_048)) }
        for text in [
            "", "https://", "https:///", "https://a.org:99999/", "https://a.org:-1/", "https://a%2fb.org/",
            "https://[fe80::1%25lo]/", "file:///etc/passwd",
        ] {
            #expect(throws: URLRefusal.self) { try URLPolicy().vet(text) }
        }
    }

    @Test("every refusal has a cause and a remedy", arguments: [
        .tooLong, .forbiddenCharacter, .unparsable("odd: colon"), .schemeNotAllowed, .userInfo, .fragment,
        .portNotAllowed(1), .addressLiteral, .zoneIdentifier, .notAFullName, .reservedName("test"),
    ] as [URLRefusal])
    func words(refusal: URLRefusal) {
        #expect(!refusal.cause.isEmpty && !refusal.remedy.isEmpty && !refusal.remedy.hasPrefix(" "))
        #expect("\(refusal.cause): \(refusal.remedy)" == refusal.description)
    }

    @Test("names the rule that lets an address pass", arguments: [
        ("8.8.8.8", "public: in no special-purpose block of IPv4"), ("2606:4700::1", "2000::/3 global unicast (RFC 4291)"),
        ("::ffff:10.0.0.1", "10.0.0.0/8 allowed by the configuration"),
    ])
    func verdicts(text: String, rule: String) throws {
        let policy = AddressPolicy(allowed: [try #require(AddressBlock("10.0.0.0/8"))])
        #expect(policy.verdict(on: try #require(IPAddress(text))) == .success(rule))
    }

    @Test("writes one canonical form", arguments: [
        ("https://Example.ORG", "https://example.org/"), ("https://example.org:443/a?b=c", "https://example.org/a?b=c"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://bücher.example.com/x", "https://xn--bcher-kva.example.com/x"),
        ("https://موقع.المغرب/", "https://xn--4gbrim.xn--mgbc0a9azcg/"),
    ])
    func canonical(text: String, expected: String) throws {
        let url = try URLPolicy().vet(text)
        #expect(url.text == expected)
        #expect(try URLPolicy().vet(url.text) == url)
    }
}

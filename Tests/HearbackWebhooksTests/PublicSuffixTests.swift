import Foundation
import HearbackTestSupport
import Testing

@testable import HearbackWebhooks

@Suite("The domain that a name was registered under")
struct PublicSuffixTests {
    /// From publicsuffix.org's own test_psl.txt (CC0), and the private section's best known rules.
    @Test(
        "follows rules, wild cards, exceptions and the private section",
        arguments: [
            ("example.com", "example.com"), ("a.b.example.com", "example.com"), ("com", "com"),
            ("b.c.mm", "b.c.mm"), ("a.b.c.mm", "b.c.mm"), ("test.ac.jp", "test.ac.jp"), ("www.test.kyoto.jp", "test.kyoto.jp"),
            ("b.c.kobe.jp", "b.c.kobe.jp"), ("a.b.c.kobe.jp", "b.c.kobe.jp"), ("www.city.kobe.jp", "city.kobe.jp"),
            ("www.www.ck", "www.ck"), ("a.b.test.ck", "b.test.ck"), ("www.test.k12.ak.us", "test.k12.ak.us"),
            ("a.ngo.co.ma", "ngo.co.ma"), ("x.ngo.ma", "ngo.ma"),
            ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
            ("a.github.io", "a.github.io"), ("x.a.github.io", "a.github.io"), ("github.io", "github.io"),
            ("a.unheard-of", "a.unheard-of"), ("b.a.unheard-of", "a.unheard-of"),
        ])
    func vectors(host: String, domain: String) throws {
        #expect(try #require(PublicSuffixList()).registrableDomain(of: host) == domain)
    }

    @Test("10,000 names under one domain are one, two at a host of many are two, an address is its network")
    func many() throws {
        let list = try #require(PublicSuffixList())
        #expect(Set((0..<10_000).map { list.registrableDomain(of: "n\($0).hooks.example.com") }) == ["example.com"])
        let urls = URLPolicy(allowsAddressLiterals: true)
        let domains = try ["https://a.github.io/", "https://b.github.io/", "https://192.0.2.77/", "https://[2001:db8:1::7]/"]
            .map { list.registrableDomain(of: try urls.vet($0)) }
        #expect(domains == ["a.github.io", "b.github.io", "192.0.2.0/24", "2001:db8:1::/48"])
    }

    /// Python's reading of the same list, rule by rule, against libpsl's.
    @Test("agrees with the list's own rules on a name for each of 400 rules", arguments: [UInt64(7)])
    func oracle(seed: UInt64) async throws {
        let script = """
            import random, sys
            rules = set()
            for line in open("/usr/share/publicsuffix/public_suffix_list.dat", encoding="utf-8"):
                rule = line.split()[0] if line.strip() and not line.startswith("//") else ""
                if rule:
                    bang, star = rule.startswith("!"), rule.startswith("*.")
                    name = rule.removeprefix("!").removeprefix("*.").encode("idna").decode()
                    rules.add("!" * bang + "*." * star + name)
            def suffix(labels):
                for start in range(len(labels)):
                    rest = labels[start:]
                    if "!" + ".".join(rest) in rules: return len(rest) - 1
                    if ".".join(rest) in rules or ".".join(["*"] + rest[1:]) in rules: return len(rest)
                return 1
            def domain(host):
                labels = host.split(".")
                count = suffix(labels) + 1
                return host if count > len(labels) else ".".join(labels[-count:])
            random.seed(int(sys.argv[1]))
            for rule in random.sample(sorted(rules), 400):
                name = rule.lstrip("!").replace("*", "wild")
                for host in (name, "one." + name, "two.one." + name): print(host, domain(host))
            """
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let lines = try await CommandLineTool(program: Project.python, scratch: scratch)
                .run("-c", script, "\(seed)").check().lines
            let list = try #require(PublicSuffixList())
            #expect(lines.count == 1_200)
            for line in lines {
                let words = line.split(separator: " ").map(String.init)
                #expect(list.registrableDomain(of: words[0]) == words[1], "\(words[0]), seed \(seed)")
            }
        }
    }
}

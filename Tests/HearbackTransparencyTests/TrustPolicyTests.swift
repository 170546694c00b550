import Foundation
import HearbackTransparency
import Testing

@Suite("Trust files")
struct TrustPolicyTests {
    private static let log = SigningKey(generatedFor: "comments.example.org/log1")!.verifier
    private static let keys = (1...4).map { SigningKey(generatedFor: "w\($0).example/w1", type: .cosignature)!.verifier }
    private static let names = ["univ", "cour", "ngo", "bar"]

    private static func policy(_ lines: String...) throws -> TrustPolicy {
        let witnesses = zip(names, keys).map { "witness \($0) \($1.text)" }
        return try TrustPolicy(Array((["log \(log.text) https://comments.example.org"] + witnesses + lines).joined(separator: "\n").utf8))
    }

    /// How many of the 16 sets of four witnesses suffice.
    private static func enough(_ policy: TrustPolicy) -> Set<Int> {
        Set((0..<16).filter { set in policy.isMet(by: keys.enumerated().filter { set & 1 << $0.offset != 0 }.map(\.element)) })
    }

    @Test("Quorums of one, of any, of all, of so many and of groups")
    func quorums() throws {
        func having(_ isEnough: (Int) -> Bool) -> Set<Int> { Set((0..<16).filter(isEnough)) }
        #expect(try Self.enough(Self.policy("quorum none")) == having { _ in true })
        #expect(try Self.enough(Self.policy("quorum cour")) == having { $0 & 2 != 0 })
        #expect(try Self.enough(Self.policy("group q any univ ngo", "quorum q")) == having { $0 & 5 != 0 })
        #expect(try Self.enough(Self.policy("group q all univ ngo", "quorum q")) == having { $0 & 5 == 5 })
        #expect(try Self.enough(Self.policy("group q 3 univ cour ngo bar", "quorum q")) == having { $0.nonzeroBitCount >= 3 })
        let nested = try Self.policy("# two levels", "group\tx 1  univ cour", " group y any ngo bar ", "", "group xy all x y", "quorum xy")
        #expect(Self.enough(nested) == having { $0 & 3 != 0 && $0 & 12 != 0 })
        #expect(nested.hasQuorum && nested.logs == [Self.log] && nested.witnesses == Self.keys)
        // Without a line of its own one is enough, where there are any.
        #expect(try Self.enough(Self.policy()) == having { $0 != 0 })
        let stranger = SigningKey(generatedFor: "w1.example/w1", type: .cosignature)!.verifier
        #expect(try !Self.policy("quorum univ").isMet(by: [stranger]))
    }

    @Test("Files of keys alone, as a server publishes them")
    func keysAlone() throws {
        let policy = try TrustPolicy(Array("\(Self.log.text)\n".utf8), more: [Self.log])
        #expect(policy.logs == [Self.log] && !policy.hasQuorum && policy.isMet(by: []))
    }

    @Test("What could be read in two ways is refused, and its line is named", arguments: [
        "quorum q", "quorum univ\nquorum univ", "group q 0 univ", "group q 3 univ cour", "group q 01 univ", "group q +1 univ", "group q some univ",
        "group q all", "group q all none", "group none all univ", "group univ all cour", "group q all q", "group q all univ univ",
        "group p any univ\ngroup q any univ cour", "group q any later\nwitness later KEY", "witness univ KEY", "witness none KEY", "witness again KEY1",
        "witness x LOG", "log KEY", "log x", "x y", "quorum\u{1B} univ", "quorum univ\r",
    ])
    func refused(lines: String) {
        let fresh = SigningKey(generatedFor: "w5.example/w1", type: .cosignature)!.verifier.text
        let text = lines.replacing("KEY1", with: Self.keys[0].text).replacing("KEY", with: fresh).replacing("LOG", with: Self.log.text)
        #expect { _ = try Self.policy(text) } throws: { ($0 as? TrustPolicy.Refusal).map { $0.line >= 6 && !$0.words.isEmpty } ?? false }
    }

    @Test("Names are bytes: what only looks alike is not the same")
    func names() throws {
        let fresh = SigningKey(generatedFor: "w5.example/w1", type: .cosignature)!.verifier
        let policy = try Self.policy("witness \u{212A} \(fresh.text)", "group K any univ", "quorum K")
        #expect(policy.isMet(by: [Self.keys[0]]) && !policy.isMet(by: [fresh]))
    }
}

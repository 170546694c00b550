import Foundation
import HearbackCore
import HearbackTestSupport
import HearbackTransparency
import Testing

@Suite("Anchors bound the times of a log from outside")
struct AnchorTests {
    /// A log whose operator writes whatever he likes, and signs it.
    private struct Operator {
        let key: SigningKey
        var entries: [[UInt8]] = []
        var files: [String: [UInt8]] = [:]
        private var edge = RightEdge()

        init(_ key: SigningKey) throws {
            self.key = key
            append("genesis", at: 0) { $0.genesis(key.verifier) }
        }

        static func start(_ seconds: Int64) -> Instant { Instant(milliseconds: 1_760_000_000_000 + seconds * 1_000) }

        /// - Parameter seconds: since the log began, by the operator's clock, as the leaf says it.
        mutating func append(_ event: String, at seconds: Int64, _ fill: (inout LeafTable) -> Void = { _ in }) {
            var table = LeafTable(event, index: Int64(entries.count), at: Self.start(seconds)) { _ in Array(repeating: 1, count: 32) }
            fill(&table)
            entries.append(table.leaf.entry)
            for tile in edge.append(.leaf(table.leaf.entry)) {
                guard let path = TilePath(.hashes(level: tile.level), number: tile.number) else { continue }
                files[path.text] = tile.hashes.flatMap(\.bytes)
            }
        }

        mutating func fill(_ count: Int, at seconds: Int64) { for _ in 0..<count { append("x_later", at: seconds) } }

        func head() throws -> SignedNote {
            try Checkpoint(origin: key.verifier.name, size: edge.size, root: edge.root).signed(by: [key])
        }

        /// Has a witness sign the present head.
        func cosigned(at seconds: Int64, by witness: SigningKey) throws -> [UInt8] {
            let head = try head()
            let time = Self.start(seconds).milliseconds / 1_000
            return head.adding([try Cosignature.make(of: head.text, at: time, by: witness)]).bytes
        }

        /// - Parameter recorded: what the anchor's leaf is dated.
        mutating func anchor(_ note: [UInt8], of size: Int, vouched seconds: Int64, at recorded: Int64) {
            files["anchors/\(entries.count)"] = note
            append("anchor", at: recorded) {
                $0.anchor(note, size: Int64(size), time: Self.start(seconds).milliseconds / 1_000)
            }
        }

        func served() throws -> [String: [UInt8]] {
            var files = files
            for number in 0...entries.count / 256 {
                let bundle = Array(entries.dropFirst(number * 256).prefix(256))
                guard let path = TilePath(.entries, number: Int64(number), width: bundle.count) else { continue }
                files[path.text] = bundle.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 255)] + $0 }
            }
            for level in RightEdge.widths(of: edge.size).indices {
                let hashes = edge.partial(level).hashes
                if let path = TilePath(.hashes(level: level), number: edge.size >> Int64(8 * (level + 1)), width: hashes.count) {
                    files[path.text] = hashes.flatMap(\.bytes)
                }
            }
            files["checkpoint"] = try head().bytes
            return files
        }
    }

    private static func keys() throws -> (log: SigningKey, witness: SigningKey) {
        (
            try #require(SigningKey(generatedFor: "log.example/log1")),
            try #require(SigningKey(generatedFor: "bar.example/w1", type: .cosignature))
        )
    }

    private static func verdict(_ log: Operator, _ witnesses: [SigningKey]) throws -> LogAudit.Verdict {
        let files = try log.served()
        return try LogAudit(keys: [log.key.verifier], witnesses: witnesses.map(\.verifier)).verify { files[$0] }
    }

    private static func findings(_ verdict: LogAudit.Verdict) -> [LogFinding] {
        verdict.findings.filter { $0.code != .unknownEvent }
    }

    @Test("An honest log holds; its anchors count for who trusts the witness, and say how long nobody bounds its clock", arguments: [3, 300, 700])
    func honest(leaves: Int) throws {
        let (key, witness) = try Self.keys()
        var log = try Operator(key)
        log.fill(leaves, at: 100)
        let first = try log.cosigned(at: 130, by: witness)
        log.fill(2, at: 140)
        log.anchor(first, of: leaves + 1, vouched: 130, at: 150)
        log.fill(2, at: 3_000)
        let size = log.entries.count
        log.anchor(try log.cosigned(at: 3_700, by: witness), of: size, vouched: 3_700, at: 3_701)
        let verdict = try Self.verdict(log, [witness])
        #expect(Self.findings(verdict).isEmpty && verdict.holds, "\(Self.findings(verdict))")
        #expect(verdict.anchors == AnchorReport(anchors: 2, vouched: 2, longestGap: 3_570))
        let stranger = try #require(SigningKey(generatedFor: "ngo.example/w1", type: .cosignature))
        #expect(try Self.verdict(log, [stranger]).anchors == AnchorReport(anchors: 2, vouched: 0, longestGap: 0))
    }

    @Test("Who dates ahead what a witness had seen, or back-dates what stands behind its word, is found")
    func dates() throws {
        let (key, witness) = try Self.keys()
        var ahead = try Operator(key)
        ahead.fill(3, at: 1_000)
        ahead.anchor(try ahead.cosigned(at: 900, by: witness), of: 4, vouched: 900, at: 1_000)
        let early = Self.findings(try Self.verdict(ahead, [witness]))
        #expect(early.map(\.code) == [.anchor] && early[0].leaf == 3 && early[0].words.contains("dated ahead"), "\(early)")

        var back = try Operator(key)
        back.fill(3, at: 100)
        back.anchor(try back.cosigned(at: 9_000, by: witness), of: 4, vouched: 9_000, at: 200)
        let late = Self.findings(try Self.verdict(back, [witness]))
        #expect(late.map(\.code) == [.anchor] && late[0].leaf == 4 && late[0].words.contains("back-dated"), "\(late)")

        // A minute of difference between clocks is none.
        var near = try Operator(key)
        near.fill(3, at: 160)
        near.anchor(try near.cosigned(at: 100, by: witness), of: 4, vouched: 100, at: 160)
        #expect(try Self.findings(Self.verdict(near, [witness])).isEmpty)
    }

    @Test("An anchor that is missing, exchanged, of another tree or of no earlier head is found")
    func broken() throws {
        let (key, witness) = try Self.keys()
        var log = try Operator(key)
        log.fill(3, at: 100)
        let note = try log.cosigned(at: 130, by: witness)
        var fork = try Operator(key)
        fork.fill(3, at: 101)
        let other = try fork.cosigned(at: 130, by: witness)
        func found(_ change: (inout Operator) -> Void) throws -> [LogFinding.Code] {
            var copy = log
            change(&copy)
            return Self.findings(try Self.verdict(copy, [witness])).map(\.code)
        }
        #expect(try found { $0.anchor(note, of: 4, vouched: 130, at: 150) } == [])
        #expect(try found { $0.anchor(note, of: 4, vouched: 130, at: 150); $0.files["anchors/4"] = nil } == [.missing])
        #expect(try found { $0.anchor(note, of: 4, vouched: 130, at: 150); $0.files["anchors/4"] = other } == [.anchor])
        #expect(try found { $0.anchor(other, of: 4, vouched: 130, at: 150) } == [.fork])
        #expect(try found { $0.anchor(note, of: 3, vouched: 130, at: 150) } == [.anchor])
        #expect(try found { $0.anchor(note, of: 5, vouched: 130, at: 150) } == [.anchor])
        #expect(try found { $0.anchor(Array("x".utf8), of: 4, vouched: 130, at: 150) } == [.anchor])
        #expect(try found { $0.append("anchor", at: 150) } == [.anchor])
    }
}

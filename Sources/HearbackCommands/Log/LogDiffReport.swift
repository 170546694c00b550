import HearbackCore
import HearbackTransparency

/// What came of comparing two views of a log.
struct LogDiffReport: Encodable {
    enum Relation: String, Encodable {
        case same
        case aBeginsB = "a_begins_b"
        case bBeginsA = "b_begins_a"
        case split
        case unknown
    }

    struct View: Encodable {
        var name: String
        var size: Int64
        var root: String
        /// The signed head, which is the evidence.
        var checkpoint: String
        /// Whether its leaves are those that were signed; nothing where there were none to look at.
        var whole: Bool?

        init(_ view: LogView, whole: Bool?) {
            (name, size, root) = (view.name, view.head.checkpoint.size, view.head.checkpoint.root.description)
            (checkpoint, self.whole) = (String(decoding: view.head.note.bytes, as: UTF8.self), whole)
        }
    }

    struct Difference: Encodable {
        var leaf: Int64
        var a: LeafSight
        var b: LeafSight
    }

    var consistent: Bool
    var relation: Relation
    var log: String
    var a: View
    var b: View
    var firstDifference: Difference?

    let verdict: LogComparison.Verdict
    private let notes: [LogComparison.Side: SignedNote]

    private enum CodingKeys: String, CodingKey {
        case consistent, relation, log, a, b
        case firstDifference = "first_difference"
    }

    init(_ comparison: LogComparison, _ a: LogView, _ b: LogView) {
        verdict = comparison.verdict
        self.a = View(a, whole: comparison.isWhole(.a))
        self.b = View(b, whole: comparison.isWhole(.b))
        (log, notes) = (a.head.checkpoint.origin, [.a: a.head.note, .b: b.head.note])
        switch verdict {
        case .same: relation = .same
        case .beginning(.a): relation = .aBeginsB
        case .beginning(.b): relation = .bBeginsA
        case .split(let difference):
            relation = .split
            firstDifference = difference.map { Difference(leaf: $0.leaf, a: LeafSight($0.a), b: LeafSight($0.b)) }
        case .untold: relation = .unknown
        }
        consistent = [.same, .aBeginsB, .bBeginsA].contains(relation) && self.a.whole != false && self.b.whole != false
    }

    func lines(_ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("log", log)
        facts.add("A", "\(a.name): \(Figures.count(a.size, "leaf", "leaves"))")
        facts.add("B", "\(b.name): \(Figures.count(b.size, "leaf", "leaves"))")
        if let first = firstDifference {
            facts.add("A, leaf \(first.leaf)", first.a.words)
            facts.add("B, leaf \(first.leaf)", first.b.words)
        }
        let broken = [("A", a.whole), ("B", b.whole)].filter { $0.1 == false }.map {
            "finding: \($0.0) does not show the leaves whose root it shows signed: some are missing, or were changed"
        }
        let sentence = rendering.palette.paint(words, consistent ? .green : .red)
        return facts.lines + broken + [sentence] + evidence
    }

    private var words: String {
        switch verdict {
        case .same: "both show the same \(Figures.count(a.size, "leaf", "leaves"))"
        case .beginning(let side):
            "\(side == .a ? "A" : "B") is a beginning of \(side == .a ? "B" : "A"): the first \(Figures.count(min(a.size, b.size), "leaf", "leaves")) of "
                + "\(Figures.grouped(max(a.size, b.size))) are the same"
        case .split(let difference):
            "split view: both heads are signed, and "
                + (difference.map { "the histories differ from leaf \($0.leaf) on" } ?? "their first \(Figures.count(min(a.size, b.size), "leaf", "leaves")) differ")
        case .untold(let side):
            "it can't be told: \(side == .a ? "A" : "B") has more leaves, and does not show them; give its folder or its address"
        }
    }

    /// Both heads, to be kept and shown to others.
    private var evidence: [String] {
        guard case .split = verdict else { return [] }
        return LogComparison.Side.allCases.flatMap { side in
            ["", "\(side == .a ? "A" : "B") was signed:", ""] + (notes[side].map { LogWords.lines($0) } ?? [])
        }
    }
}

/// What one side shows at a place of the log.
struct LeafSight: Encodable {
    var event: String?
    /// The comment's name in the log.
    var comment: String?
    var bill: String?
    var time: String?
    var hash: String
    /// The leaf itself, where it has the one form that leaves have.
    var entry: String?

    init(_ bytes: [UInt8]) {
        hash = TreeHash.leaf(bytes).description
        guard let leaf = try? LeafObject(bytes) else { return }
        (event, comment, bill, time) = (leaf.string("ev"), leaf.string("cid"), leaf.string("bill"), leaf.string("t"))
        entry = String(decoding: bytes, as: UTF8.self)
    }

    var words: String {
        guard entry != nil else { return "no leaf in the form that leaves have, hash \(hash)" }
        let parts = [event ?? "no event", comment.map { "comment \($0)" }, bill.map { "bill \($0)" }, time.map { "at \($0)" }]
        return parts.compactMap(\.self).joined(separator: ", ")
    }
}

extension Figures {
    /// `1 leaf`, `1,418 leaves`.
    static func count(_ number: some BinaryInteger, _ one: String, _ many: String) -> String { "\(grouped(number)) \(number == 1 ? one : many)" }
}

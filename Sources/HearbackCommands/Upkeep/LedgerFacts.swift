import HearbackCore
import HearbackStore
import HearbackTransparency

enum Leaves {
    static func text(_ count: Int64) -> String { "\(Figures.grouped(count)) \(count == 1 ? "leaf" : "leaves")" }
}

/// What a ledger's file holds, once all of it was read.
struct LedgerFacts: Encodable {
    struct Log: Encodable {
        var origin: String
        var leaves: Int64
        var root: String
        /// Whether a key that is known here signed the head.
        var isSigned: Bool

        private enum CodingKeys: String, CodingKey {
            case origin, leaves, root
            case isSigned = "signed"
        }
    }

    var schema: Int
    var comments: Int64
    var events: Int64
    var lastRecorded: Instant?
    var log: Log?

    private enum CodingKeys: String, CodingKey {
        case schema, comments, events, log
        case lastRecorded = "last_recorded"
    }

    init(_ examination: LedgerExamination) {
        (schema, comments, events) = (examination.schema, examination.comments, examination.events)
        lastRecorded = examination.lastRecorded
        log = examination.log.map { Log(origin: $0.origin, leaves: $0.leaves, root: $0.root.description, isSigned: $0.isSigned) }
    }

    func add(to facts: inout Facts) {
        let until = lastRecorded.map { ", the last of \($0.secondText) UTC" } ?? ""
        facts.add("holds", "\(Figures.count(comments, "comment")), \(Figures.count(events, "event"))\(until)")
        facts.add("file", "sound: every page checked, schema version \(schema)")
        guard let log else { return facts.add("log", "none: the file is older than the log") }
        facts.add("log", "\(log.origin), \(Leaves.text(log.leaves)), hashed anew: the root is the one that was signed")
        if !log.isSigned {
            facts.add(
                "signature", "not checked: no key that is known here made it; give the log's key with --log-key-file", .yellow)
        }
    }
}

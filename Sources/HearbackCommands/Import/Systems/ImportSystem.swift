import HearbackAPI
import HearbackCore

/// Systems whose exports are known: their records become the fields of a comment by themselves.
protocol ImportSystem: Sendable {
    /// The fields of a comment, by the names of `ImportField`; or why the record is none.
    func comment(_ record: [String: String]) throws(Problem) -> Translated
}

enum Translated: Hashable, Sendable {
    case comment([String: String])
    /// It is no comment, or none that can be taken: counted, and said why.
    case leftOut(String)
}

extension ImportSystem {
    /// Fields that have a value.
    func fields(_ pairs: [(ImportField, String?)]) -> Translated {
        .comment(Dictionary(pairs.compactMap { field, value in value.map { (field.rawValue, $0) } }) { $1 })
    }
}

/// What the other system was, when nobody there wrote down when it decided.
struct DecisionTime: Sendable {
    /// When its records were read out: what it had decided, it had decided by then.
    let exported: String

    /// Publication, at a time that is known to be no earlier than it was.
    var published: [(ImportField, String?)] { [(.decisionKind, "published"), (.decisionAt, exported)] }

    func rejected(_ reason: RejectionReason, _ explanation: String) -> [(ImportField, String?)] {
        [
            (.decisionKind, "rejected"), (.decisionAt, exported), (.decisionReason, reason.rawValue),
            (.decisionExplanation, explanation),
        ]
    }
}

/// `2014-01-14 17:32:12`, `2014-01-14 17:32:12 UTC` and `2025-05-15T04:00Z` as RFC 3339; others as they are, for the mapping to judge.
enum ImportTime {
    static func rfc3339(_ text: String, zone: String = "") -> String {
        var time = text.trimmingWhitespace()
        if time.hasSuffix(" UTC") { time = String(time.dropLast(4)) + "Z" }
        let characters = Array(time)
        guard characters.count >= 16, characters[10] == " " || characters[10] == "T" else { return time }
        let day = String(characters[..<10])
        var clock = String(characters[11...])
        // Hours and minutes alone.
        if clock.count == 5 || clock.count == 6 && clock.hasSuffix("Z") { clock = clock.prefix(5) + ":00" + clock.dropFirst(5) }
        let hasZone = clock.hasSuffix("Z") || clock.dropFirst(5).contains { $0 == "+" || $0 == "-" }
        return day + "T" + clock + (hasZone ? "" : zone)
    }
}

extension String {
    func trimmingWhitespace() -> String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Nil when nothing but white space is in it.
    var filled: String? {
        let text = trimmingWhitespace()
        return text.isEmpty ? nil : text
    }
}

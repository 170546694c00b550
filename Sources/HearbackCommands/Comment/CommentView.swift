import HearbackAPI
import HearbackCore

/// A comment as people at the desk see it.
enum CommentView {
    /// One line after a verb.
    static func done(_ verb: String, _ comment: CommentResource) -> [String] {
        let name = "\(VisibleText.inline(comment.reference)) (\(VisibleText.inline(comment.id)))"
        return ["\(verb) \(name): \(comment.state.words)"]
    }

    static func show(_ comment: CommentResource, _ rendering: Rendering) -> [String] {
        var lines = [headline(comment, rendering)]
        lines += facts(comment, rendering)
        lines += ["", rendering.palette.paint("text", .bold)]
        if let text = comment.text {
            lines += TextBlock.lines(text, indent: "  ", width: rendering.width)
            lines += redaction(comment, rendering) + screening(comment, text, rendering)
        } else {
            lines.append("  (erased)")
        }
        lines += ["", rendering.palette.paint("timeline (UTC)", .bold)]
        lines += TimelineView(comment: comment, rendering: rendering).lines
        return lines
    }

    private static func redaction(_ comment: CommentResource, _ rendering: Rendering) -> [String] {
        guard let count = comment.coveredSpans else { return [] }
        let words =
            comment.isOriginal == true
            ? "as it was received; \(Figures.count(count, "part")) covered for everybody else; this reading is recorded"
            : "\(Figures.count(count, "part")) covered; an administrator can read the original"
        return [rendering.palette.paint("  (\(words))", .dim)]
    }

    private static func screening(_ comment: CommentResource, _ text: String, _ rendering: Rendering) -> [String] {
        guard let screening = comment.screening else { return [] }
        return ["", rendering.palette.paint("screening", .bold)]
            + FindingView(text: text, rendering: rendering).lines(screening)
    }

    private static func headline(_ comment: CommentResource, _ rendering: Rendering) -> String {
        var parts = [
            rendering.palette.paint(VisibleText.inline(comment.reference), .bold),
            rendering.palette.paint(comment.state.words, comment.state.isUndecided ? .yellow : .plain),
        ]
        if let days = comment.daysWaiting {
            parts.append(rendering.palette.paint("silent for \(Figures.count(days, "day"))", .red))
        }
        return parts.joined(separator: "  ")
    }

    private static func facts(_ comment: CommentResource, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("id", comment.id)
        facts.add("revision", String(comment.revision))
        facts.add("bill", comment.bill + (comment.article.map { ", article \($0)" } ?? ""))
        facts.add("language", comment.language.rawValue)
        facts.add("submitter", submitter(comment))
        facts.add("received", comment.receivedAt.minuteText)
        facts.add(
            "decision due",
            "\(comment.decisionDue), \(BillView.basis(comment.decisionBasis, comment.decisionCitation))")
        facts.add("missed", missed(comment), .red)
        if let holder = comment.claimedBy {
            facts.add("claimed", "by \(holder)" + (comment.claimedUntil.map { " until \($0.minuteText)" } ?? ""))
        }
        facts.add("endpoint", comment.endpoint ?? "none: the submitter looks at the receipt's page")
        facts.add("imported as", comment.externalID)
        let verbs = comment.allowed.compactMap(ErrorWords.verb)
        facts.add("possible now", verbs.isEmpty ? "nothing from the desk" : verbs.joined(separator: ", "))
        return facts.lines
    }

    /// The targets that were missed, each with its last day.
    private static func missed(_ comment: CommentResource) -> String? {
        let missed = comment.timeline.filter { $0.event == .targetMissed }.map { entry in
            "\(entry.clock?.words ?? "target") by \(entry.due ?? "?")"
        }
        return missed.isEmpty ? nil : missed.joined(separator: ", ")
    }

    private static func submitter(_ comment: CommentResource) -> String {
        var parts = [comment.submitterKind.rawValue]
        if let name = comment.submitterName { parts.append(name) }
        if let email = comment.submitterEmail { parts.append("<\(email)>") }
        return parts.joined(separator: ", ")
    }
}

import HearbackCore

/// Messages as people see them arrive.
enum MessageView {
    /// Lines of a body that are shown at most: a stranger's megabyte must not scroll the rest away.
    private static let bodyLimit = 200

    static func lines(_ report: MessageReport, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("comment", report.reference)
        facts.add("id", report.id)
        facts.add("answered", String(report.status), report.status < 300 ? .plain : .yellow)
        if report.verdict == .refused { facts.add("refused", report.explanation, .red) }
        facts.add("repeated", repetition(report), .yellow)
        facts.add("challenge", report.challengeAnswered.map(challenge))
        return [head(report, rendering)] + facts.lines + body(report, rendering) + [""]
    }

    /// `2026-11-24 21:05:14 UTC  comment.published  verified`.
    private static func head(_ report: MessageReport, _ rendering: Rendering) -> String {
        let palette = rendering.palette
        let type = DisplayWidth.fit(VisibleText.inline(report.type ?? "(no type)"), into: 42)
        let style: Palette.Style =
            switch report.verdict {
            case .verified: .green
            case .unchecked: .yellow
            case .refused: .red
            }
        let time = report.at.prefix(19).split(separator: "T").joined(separator: " ") + " UTC"
        return palette.paint(time, .dim) + "  " + palette.paint(type, .bold) + "  "
            + palette.paint(report.verdict.rawValue, style)
    }

    private static func repetition(_ report: MessageReport) -> String? {
        guard report.attempt > 1 else { return nil }
        let bytes = report.identical == false ? ", but with ANOTHER BODY" : ", same body"
        let what = report.duplicate ? "taken before: skip it by its id" : "not taken before"
        return "arrival \(Figures.grouped(report.attempt)) of this id\(bytes); \(what)"
    }

    private static func challenge(_ isAnswered: Bool) -> String {
        isAnswered ? "answered with its signature" : "not answered: that needs the endpoint's secret"
    }

    private static func body(_ report: MessageReport, _ rendering: Rendering) -> [String] {
        guard report.size > 0 else { return ["  (no body)"] }
        guard let text = report.text else { return ["  (\(Figures.count(report.size, "byte")), not UTF-8)"] }
        let (lines, isAll) =
            report.message == nil
            ? firstLines(of: text) : JSONLayout.lines(text, limit: bodyLimit)
        let shown = lines.flatMap { TextBlock.lines($0, indent: "  ", width: rendering.width) }
        return shown.prefix(bodyLimit)
            + (isAll && shown.count <= bodyLimit ? [] : ["  … (\(Figures.count(report.size, "byte")) in all)"])
    }

    private static func firstLines(of text: String) -> (lines: [String], isAll: Bool) {
        let shown = text.prefix(16_384)
        return ([String(shown)], shown.endIndex == text.endIndex)
    }
}

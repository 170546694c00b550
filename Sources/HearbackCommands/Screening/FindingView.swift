import HearbackAPI
import HearbackCore

/// What screening found, each with its place in the text underlined; in brackets where there are no colours.
struct FindingView {
    private let scalars: [Unicode.Scalar]
    private let rendering: Rendering

    /// Scalars that are shown on each side of a finding, and of the finding itself.
    private static let context = 24
    private static let longest = 60

    init(text: String, rendering: Rendering) {
        (scalars, self.rendering) = (Array(text.unicodeScalars), rendering)
    }

    func lines(_ screening: ScreeningResource) -> [String] {
        var lines = screening.findings.flatMap(lines)
        if let omitted = screening.omitted { lines.append("  and \(Figures.count(omitted, "more finding"))") }
        if let failure = screening.failure {
            let why = "  not screened (\(failure.words)): read it with care"
            lines.append(rendering.palette.paint(why, .red))
        }
        return lines
    }

    private func lines(_ finding: FindingResource) -> [String] {
        let name = "\(finding.flag.words), \(VisibleText.inline(finding.code))"
        let head = "  \(finding.number)  \(rendering.palette.paint(name, .yellow))"
        guard let start = finding.start, let end = finding.end, let span = TextSpan(start, end), end <= scalars.count else {
            return [head + "  covered"]
        }
        return [head + "  \(start)-\(end)", "     " + place(span)]
    }

    private func place(_ span: TextSpan) -> String {
        let before = scalars[max(0, span.start - Self.context)..<span.start]
        let after = scalars[span.end..<min(scalars.count, span.end + Self.context)]
        let found = text(scalars[span.start..<min(span.end, span.start + Self.longest)])
            + (span.count > Self.longest ? "…" : "")
        let marked = rendering.palette.isOn ? rendering.palette.paint(found, .underline) : "[\(found)]"
        return (before.startIndex > 0 ? "…" : "") + text(before) + marked + text(after)
            + (after.endIndex < scalars.count ? "…" : "")
    }

    private func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: part)
        return VisibleText.inline(String(view))
    }
}

extension ScreeningFlag {
    /// For people.
    var words: String {
        switch self {
        case .words: "word list"
        case .links: "link"
        case .repetition: "repetition"
        case .phone: "phone number"
        case .email: "e-mail address"
        case .nationalID: "identity number"
        case .iban: "bank account"
        case .failed: "not screened"
        }
    }
}

extension ScreeningFailure {
    var words: String {
        switch self {
        case .textTooLong: "the text is too long"
        case .fault: "screening failed"
        }
    }
}

import HearbackLatency

/// P1. The share without a decision, its band, ticks where somebody was last seen, and the numbers still observed.
struct WaitingPlot: Sendable {
    private let plots: AuditPlots
    private let voice: Voice
    private let frame = PlotFrame(width: 552, height: 250)

    init(_ plots: AuditPlots, _ voice: Voice) { (self.plots, self.voice) = (plots, voice) }

    /// nil when nobody was seen for any time.
    func svg() -> String? {
        guard let last = plots.waiting.last, last.seconds > 0 else { return nil }
        var drawing = Drawing(width: 640, height: 364, isMirrored: voice.isRightToLeft)
        let place = { (seconds: Int64) in frame.x(Double(seconds) / Double(last.seconds)) }
        frame.drawLevels(PlotFrame.percents(voice), on: &drawing)
        let banded = plots.waiting.filter { $0.lower != nil && $0.upper != nil } + end(last)
        if banded.count > 1 {
            let edge = { (share: Double) in frame.y(min(1, max(0, share))) }
            drawing.path(
                "band",
                StepPath.area(
                    upper: banded.map { (place($0.seconds), edge($0.upper ?? 1)) },
                    lower: banded.map { (place($0.seconds), edge($0.lower ?? 0)) }, on: drawing))
        }
        let points = plots.waiting.map { (x: place($0.seconds), y: frame.y($0.share)) }
        drawing.path("curve", StepPath(points, on: drawing).data)
        drawCensored(place, on: &drawing)
        drawAtRisk(last.seconds, on: &drawing)
        return drawing.svg(id: "p1", title: voice[.plotWaiting], description: description(last))
    }

    /// The band goes on to the end of the curve.
    private func end(_ last: AuditPlots.WaitingPoint) -> [AuditPlots.WaitingPoint] {
        last.lower == nil ? [] : [last]
    }

    private func drawCensored(_ place: (Int64) -> Double, on drawing: inout Drawing) {
        let ticks = plots.waiting.filter { $0.censored > 0 }.map { point in
            let (x, y) = (place(point.seconds), frame.y(point.share))
            return "M\(drawing.x(x)) \(drawing.y(y - 4))V\(drawing.y(y + 4))"
        }
        if !ticks.isEmpty { drawing.path("censored", ticks.joined()) }
    }

    private func drawAtRisk(_ end: Int64, on drawing: inout Drawing) {
        let marks = plots.atRisk.filter { $0.seconds <= end }
        let share = { (seconds: Int64) in Double(seconds) / Double(end) }
        frame.drawMarks(marks.map { (share($0.seconds), voice.axisDays($0.seconds, end)) }, on: &drawing)
        drawing.text("label", x: frame.left, y: frame.bottom + 54, .start, .words(voice[.atRisk]))
        for (index, mark) in marks.enumerated() {
            drawing.text(
                index % 2 == 1 ? "tick minor" : "tick", x: frame.x(share(mark.seconds)), y: frame.bottom + 80, .middle,
                voice.number(mark.count))
        }
    }

    private func description(_ last: AuditPlots.WaitingPoint) -> Prose {
        voice.say(
            .waitingPlot, ["days": voice.span(Double(last.seconds)), "share": voice.percent(last.share)])
    }
}

extension Voice {
    /// A mark of an axis of days; with its unit where a day is too coarse.
    func axisDays(_ seconds: Int64, _ end: Int64) -> Prose {
        end >= 2 * 86_400 || seconds == 0
            ? .figure(grammar.numbers.short(Double(seconds) / 86_400)) : shortSpan(Double(seconds))
    }
}

import HearbackLatency

/// P2. How waits ended, stacked: what is left above is who still waits.
struct IncidencePlot: Sendable {
    private let plots: AuditPlots
    private let voice: Voice
    private let frame = PlotFrame(width: 552, height: 250)

    init(_ plots: AuditPlots, _ voice: Voice) { (self.plots, self.voice) = (plots, voice) }

    func svg() -> String? {
        guard let last = plots.incidence.last, let end = plots.waiting.last?.seconds, end > 0 else { return nil }
        var drawing = Drawing(width: 640, height: 306, isMirrored: voice.isRightToLeft)
        drawing.rect("open", x: frame.left, y: frame.top, width: frame.width, height: frame.height)
        var below = [Double](repeating: 0, count: plots.incidence.count)
        for end in DecisionEnd.allCases {
            let above = zip(below, plots.incidence).map { $0 + Self.share($1, end) }
            if above != below { draw(end, from: below, to: above, on: &drawing) }
            below = above
        }
        frame.drawLevels(PlotFrame.percents(voice), on: &drawing)
        let marks = plots.atRisk.filter { $0.seconds <= end }
        frame.drawMarks(
            marks.map { (Double($0.seconds) / Double(end), voice.axisDays($0.seconds, end)) }, on: &drawing)
        return drawing.svg(id: "p2", title: voice[.plotIncidence], description: description(last))
    }

    private static func share(_ point: AuditPlots.IncidencePoint, _ end: DecisionEnd) -> Double {
        switch end {
        case .published: point.published
        case .rejected: point.rejected
        case .withdrawn: point.withdrawn
        case .lapsed: point.lapsed
        }
    }

    private func draw(_ end: DecisionEnd, from: [Double], to: [Double], on drawing: inout Drawing) {
        let whole = Double(plots.waiting.last?.seconds ?? 1)
        let places = plots.incidence.map { frame.x(min(1, Double($0.seconds) / whole)) } + [frame.right]
        let edge = { (shares: [Double]) in
            zip(places, shares + shares.suffix(1)).map { (x: $0, y: frame.y(min(1, $1))) }
        }
        drawing.path("area \(end.rawValue)", StepPath.area(upper: edge(to), lower: edge(from), on: drawing))
    }

    private func description(_ last: AuditPlots.IncidencePoint) -> Prose {
        voice.say(
            .incidencePlot,
            [
                "published": voice.percent(last.published), "rejected": voice.percent(last.rejected),
                "withdrawn": voice.percent(last.withdrawn), "lapsed": voice.percent(last.lapsed),
            ])
    }
}

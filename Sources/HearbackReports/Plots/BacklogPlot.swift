import HearbackLatency
import HearbackTime

/// P3. What arrived and what ended since the beginning; the gap is the backlog.
struct BacklogPlot: Sendable {
    private let points: [AuditPlots.BacklogPoint]
    private let voice: Voice
    private let frame = PlotFrame(left: 84, width: 526, height: 240)

    init(_ points: [AuditPlots.BacklogPoint], _ voice: Voice) { (self.points, self.voice) = (points, voice) }

    func svg() -> String? {
        guard let axis = DateAxis(points.map(\.day)), let last = points.last, let first = points.first else { return nil }
        var drawing = Drawing(width: 640, height: 296, isMirrored: voice.isRightToLeft)
        let scale = PlotFrame.counts(upTo: max(last.arrived, last.ended), voice)
        BacklogLines(points, axis: axis, most: scale.most, frame: frame).draw(on: &drawing)
        frame.drawLevels(scale.labels, on: &drawing)
        frame.drawMarks(axis.marks(most: 5), on: &drawing)
        let values = [
            "from": voice.date(first.day), "to": voice.date(last.day), "arrived": voice.number(last.arrived),
            "ended": voice.number(last.ended), "gap": voice.number(last.arrived - last.ended),
        ]
        return drawing.svg(id: "p3", title: voice[.plotBacklog], description: voice.say(.backlogPlot, values))
    }
}

/// The two lines and the area between them, shared with the small plots of bills.
struct BacklogLines: Sendable {
    private let points: [AuditPlots.BacklogPoint]
    private let axis: DateAxis
    private let most: Int
    private let frame: PlotFrame
    /// The last day of which anything is known: lines do not run on into the future.
    private let seen: CivilDate

    init(_ points: [AuditPlots.BacklogPoint], axis: DateAxis, most: Int, frame: PlotFrame, seen: CivilDate? = nil) {
        (self.points, self.axis, self.most, self.frame) = (points, axis, max(1, most), frame)
        self.seen = seen ?? axis.last
    }

    func draw(on drawing: inout Drawing) {
        let arrived = line(\.arrived)
        let ended = line(\.ended)
        drawing.path("gap", StepPath.area(upper: arrived, lower: ended, on: drawing))
        drawing.path("arrived", StepPath(arrived, on: drawing).data)
        drawing.path("ended", StepPath(ended, on: drawing).data)
    }

    /// From nothing, and on to the last day seen.
    private func line(_ count: KeyPath<AuditPlots.BacklogPoint, Int>) -> [(x: Double, y: Double)] {
        let places = points.map { point in
            (x: frame.x(axis.share(point.day)), y: frame.y(Double(point[keyPath: count]) / Double(most)))
        }
        guard let last = places.last, let first = places.first else { return [] }
        return [(x: first.x, y: frame.bottom)] + places + [(x: frame.x(axis.share(seen)), y: last.y)]
    }
}

import HearbackCore
import HearbackLatency
import HearbackTime

/// P6. A small plot for each bill on one common axis of days, with the vote where it is known.
struct BillPlots: Sendable {
    private let bills: [AuditPlots.BillLine]
    private let voice: Voice
    private let frame = PlotFrame(left: 12, top: 10, width: 276, height: 96)

    init(_ bills: [AuditPlots.BillLine], _ voice: Voice) { (self.bills, self.voice) = (bills, voice) }

    func html() -> String? {
        guard let axis = DateAxis(bills.flatMap { $0.points.map(\.day) + ($0.vote.map { [$0] } ?? []) }) else {
            return nil
        }
        let plots = bills.enumerated().map { index, bill in
            "<div class=\"small\"><p class=\"name\">\(Markup.prose(voice.label(name: bill.bill)))</p>\(svg(bill, index, axis))"
                + "<p>\(Markup.prose(told(bill)))</p></div>"
        }
        return "<div class=\"smalls\">\(plots.joined(separator: "\n"))</div>\n"
    }

    private func svg(_ bill: AuditPlots.BillLine, _ index: Int, _ axis: DateAxis) -> String {
        var drawing = Drawing(width: 300, height: 136, isMirrored: voice.isRightToLeft)
        let seen = bills.compactMap { $0.points.last?.day }.max()
        let most = bill.points.map { max($0.arrived, $0.ended) }.max() ?? 1
        BacklogLines(bill.points, axis: axis, most: most, frame: frame, seen: seen).draw(on: &drawing)
        drawing.line("axis", from: (frame.left, frame.bottom), to: (frame.right, frame.bottom))
        if let vote = bill.vote {
            let x = frame.x(axis.share(vote))
            drawing.line("vote", from: (x, frame.top - 6), to: (x, frame.bottom))
        }
        drawing.text("tick", x: frame.left, y: frame.bottom + 20, .start, .figure(String(axis.first.description.prefix(7))))
        drawing.text("tick", x: frame.right, y: frame.bottom + 20, .end, .figure(String(axis.last.description.prefix(7))))
        let title = voice.label(name: bill.bill).line(rightToLeft: voice.isRightToLeft)
        return drawing.svg(id: "p6-\(index)", title: title, description: told(bill))
    }

    private func told(_ bill: AuditPlots.BillLine) -> Prose {
        let ended = bill.points.last?.ended ?? 0
        return voice.say(
            .billPlot, count: bill.received, ["arrived": voice.number(bill.received), "ended": voice.number(ended)])
    }
}

import HearbackLatency

/// P5. A row for each year and a square for each month of arrival: the share decided by day 30.
struct MonthsPlot: Sendable {
    private static let pitch = 46.0
    private static let rowHeight = 38.0
    private let months: [AuditPlots.Month]
    private let voice: Voice

    init(_ months: [AuditPlots.Month], _ voice: Voice) { (self.months, self.voice) = (months, voice) }

    func svg() -> String? {
        let years = Set(months.map { String($0.month.prefix(4)) }).sorted().suffix(20)
        guard !years.isEmpty else { return nil }
        var drawing = Drawing(
            width: 640, height: 36 + Double(years.count) * Self.rowHeight, isMirrored: voice.isRightToLeft)
        for month in 1...12 {
            drawing.text("tick", x: Self.left(month) + 21, y: 24, .middle, .figure(String(month)))
        }
        for (row, year) in years.enumerated() {
            let top = 34 + Double(row) * Self.rowHeight
            drawing.text("tick", x: 70, y: top + 23, .end, .figure(year))
            for month in months where month.month.hasPrefix(year) { draw(month, top, on: &drawing) }
        }
        return drawing.svg(id: "p5", title: voice[.plotMonths], description: voice.say(.monthsPlot))
    }

    private static func left(_ month: Int) -> Double { 80 + Double(month - 1) * pitch }

    private func draw(_ month: AuditPlots.Month, _ top: Double, on drawing: inout Drawing) {
        guard let place = Int(month.month.suffix(2)), (1...12).contains(place) else { return }
        let level = month.decidedByDay30.map { "heat h\(min(4, max(0, Int($0.share * 5))))" } ?? "heat unknown"
        let left = Self.left(place)
        drawing.rect(level, x: left, y: top, width: Self.pitch - 4, height: Self.rowHeight - 4)
        let text = month.decidedByDay30.map { voice.grammar.numbers.fixed($0.share * 100, places: 0) } ?? "?"
        let isDark = month.decidedByDay30.map { $0.share >= 0.6 } ?? false
        drawing.text(isDark ? "in light" : "in", x: left + 21, y: top + 23, .middle, .figure(text))
    }
}

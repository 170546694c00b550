import HearbackLatency

/// P4. A bar for each band of age.
struct AgeingPlot: Sendable {
    private static let pitch = 34.0
    private let bands: [AuditAgeBand]
    private let voice: Voice

    init(_ bands: [AuditAgeBand], _ voice: Voice) { (self.bands, self.voice) = (bands, voice) }

    func svg() -> String? {
        let total = bands.reduce(0) { $0 + $1.count }
        guard total > 0, let most = bands.map(\.count).max() else { return nil }
        let height = Double(bands.count) * Self.pitch + 8
        let frame = PlotFrame(left: 128, top: 4, width: 400, height: height - 8)
        var drawing = Drawing(width: 640, height: height, isMirrored: voice.isRightToLeft)
        for (index, band) in bands.enumerated() {
            let top = frame.top + Double(index) * Self.pitch
            let length = frame.width * Double(band.count) / Double(most)
            drawing.text("tick", x: frame.left - 10, y: top + 21, .end, voice.label(band: band.fromDays, band.throughDays))
            if band.count > 0 {
                let name = band.fromDays > 90 ? "bar old" : "bar"
                drawing.rect(name, x: frame.left, y: top + 3, width: max(1, length), height: Self.pitch - 8)
            }
            drawing.text("value", x: frame.left + length + 8, y: top + 21, .start, voice.number(band.count))
        }
        drawing.line("axis", from: (frame.left, frame.top), to: (frame.left, frame.bottom))
        return drawing.svg(
            id: "p4", title: voice[.plotAgeing], description: voice.say(.ageingPlot, count: total, ["n": voice.number(total)]))
    }
}

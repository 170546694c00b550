import HearbackCore

/// The rectangle in which a plot's data lies, and its axes.
struct PlotFrame: Sendable {
    var left = 64.0
    var top = 16.0
    let width: Double
    let height: Double

    func x(_ share: Double) -> Double { left + width * share }
    func y(_ share: Double) -> Double { top + height * (1 - share) }
    var right: Double { left + width }
    var bottom: Double { top + height }

    /// Lines across at even steps, with their labels before them.
    func drawLevels(_ labels: [(share: Double, text: Prose)], on drawing: inout Drawing) {
        for (share, text) in labels {
            drawing.line(share == 0 ? "axis" : "grid", from: (left, y(share)), to: (right, y(share)))
            drawing.text("tick", x: left - 8, y: y(share) + 5, .end, text)
        }
    }

    /// Marks below with their labels; every second one leaves on narrow screens.
    func drawMarks(_ labels: [(share: Double, text: Prose)], on drawing: inout Drawing) {
        for (index, (share, text)) in labels.enumerated() {
            drawing.line("axis", from: (x(share), bottom), to: (x(share), bottom + 5))
            drawing.text(index % 2 == 1 ? "tick minor" : "tick", x: x(share), y: bottom + 25, .middle, text)
        }
    }

    /// 0, 25, 50, 75 and 100 %.
    static func percents(_ voice: Voice) -> [(share: Double, text: Prose)] {
        [0, 0.25, 0.5, 0.75, 1].map { ($0, voice.percent($0)) }
    }

    /// Round steps from zero: the most and the labels of three to five levels.
    static func counts(upTo most: Int, _ voice: Voice) -> (most: Int, labels: [(share: Double, text: Prose)]) {
        var step = 1
        while step * 4 < most {
            let lead = String(step).first
            step = lead == "2" ? step / 2 * 5 : step * 2
        }
        let top = max(1, (most + step - 1) / step) * step
        let levels = Array(stride(from: 0, through: top, by: step))
        return (top, levels.map { (Double($0) / Double(top), voice.number($0)) })
    }
}

/// A path of horizontal and vertical strokes: each value holds until the next.
struct StepPath: Sendable {
    private(set) var data = ""

    init(_ points: [(x: Double, y: Double)], on drawing: Drawing) {
        var last: (String, String)?
        for point in points {
            let (x, y) = (drawing.x(point.x), drawing.y(point.y))
            guard let before = last else {
                data = "M\(x) \(y)"
                last = (x, y)
                continue
            }
            if x != before.0 { data += "H\(x)" }
            if y != before.1 { data += "V\(y)" }
            last = (x, y)
        }
    }

    /// Two stepped edges and what lies between them.
    static func area(upper: [(x: Double, y: Double)], lower: [(x: Double, y: Double)], on drawing: Drawing) -> String {
        let top = StepPath(upper, on: drawing).data
        // Backwards a step goes down first, then along.
        var back = ""
        for (index, point) in lower.enumerated().reversed() {
            if index == lower.count - 1 { back += "L\(drawing.x(point.x)) \(drawing.y(point.y))" }
            guard index > 0 else { continue }
            back += "V\(drawing.y(lower[index - 1].y))H\(drawing.x(lower[index - 1].x))"
        }
        return top + back + "Z"
    }
}

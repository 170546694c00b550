import HearbackCore

/// A falling step curve in braille dots, two by four a character (Unicode 15, section 21.1), with its axes.
struct CurvePlot {
    private let columns: Int
    private let rows = 10
    private let ticks: [Double]
    private let end: Double
    private static let margin = 8

    /// - Parameters:
    ///   - width: columns of the terminal, at least 20.
    ///   - longest: where the time axis ends; 0 when every wait was that short.
    init(width: Int, longest: Double) {
        columns = max(10, width - Self.margin - 1)
        end = longest > 0 ? longest : 1
        let step = Self.step(end, most: max(1, columns / 10))
        ticks = (0...Int(end / step)).map { Double($0) * step }
    }

    /// 1, 2 or 5 times a power of ten, so that at most so many fit.
    private static func step(_ end: Double, most: Int) -> Double {
        // Beyond, powers of ten run out of a double's range.
        guard (1e-300...1e300).contains(end) else { return end }
        var power = 1.0
        while power < end { power *= 10 }
        while power > end { power /= 10 }
        for factor in [0.1, 0.2, 0.5, 1, 2, 5, 10] where end / (power * factor) <= Double(most) { return power * factor }
        return end
    }

    /// - Parameters:
    ///   - share: the curve, 0 to 1.
    ///   - atRisk: how many are at risk at ascending times.
    func lines(share: (Double) -> Double, atRisk: ([Double]) -> [Int]) -> [String] {
        let drawn = dots(share)
        var lines = drawn.enumerated().map { row, cells in
            let label = row == 0 ? "100 %" : row == rows / 2 ? " 50 %" : "     "
            return label + "  │" + String(String.UnicodeScalarView(cells.reversed().drop { $0 == "\u{2800}" }.reversed()))
        }
        let marks = Set(ticks.map(column))
        lines.append("  0 %  └" + (0..<columns).map { marks.contains($0) ? "┴" : "─" }.joined())
        lines.append(row("time", ticks.map(DecimalText.shown)))
        lines.append(row("at risk", atRisk(ticks).map { Figures.grouped($0) }))
        return lines
    }

    private func column(_ time: Double) -> Int {
        min(columns - 1, Int(time / end * Double(columns)))
    }

    /// Texts below their ticks; one that would touch its neighbour is left out.
    private func row(_ title: String, _ texts: [String]) -> String {
        var line = title + String(repeating: " ", count: max(0, Self.margin - title.count))
        var used = title.count
        for (tick, text) in zip(ticks, texts) {
            let place = min(Self.margin + column(tick), Self.margin + columns - text.count)
            guard place > used || used == title.count && place >= used else { continue }
            line += String(repeating: " ", count: max(0, place - line.count)) + text
            used = line.count
        }
        return line
    }

    private func dots(_ share: (Double) -> Double) -> [[Unicode.Scalar]] {
        var cells = Array(repeating: Array(repeating: UInt32(0), count: columns), count: rows)
        let height = rows * 4 - 1
        let level = { (share: Double) in Int(((1 - share) * Double(height)).rounded()) }
        var last = 0
        for x in 0..<columns * 2 {
            let here = level(share(Double(x) / Double(columns * 2 - 1) * end))
            for y in min(last, here)...max(last, here) where y == here || y > last {
                cells[y / 4][x / 2] |= Self.dot(x % 2, y % 4)
            }
            last = here
        }
        return cells.map { $0.compactMap { Unicode.Scalar(0x2800 + $0) } }
    }

    private static func dot(_ x: Int, _ y: Int) -> UInt32 {
        y == 3 ? (x == 0 ? 0x40 : 0x80) : 1 << UInt32(x * 3 + y)
    }
}

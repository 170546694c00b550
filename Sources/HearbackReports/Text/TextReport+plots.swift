import HearbackCore
import HearbackLatency

extension TextReport {
    private static let mostRows = 12

    /// A plot where a terminal can draw it, else its figures.
    func plot(_ plot: ReportPlot, _ table: ReportTable) -> [[String]] {
        let plots = document.audit.plots
        switch plot {
        case .waiting:
            let curve = TextCurve(plots, voice: voice, width: width, ink: ink).lines()
            return curve.isEmpty ? [] : [titled(table, curve)]
        case .ageing:
            return [titled(table, TextBars(document.audit.ageing, voice: voice, width: width, ink: ink).lines())]
        case .incidence: return []
        case .backlog: return [self.table(table.thinned(to: Self.mostRows))]
        case .months, .bills: return [self.table(table)]
        }
    }

    private func titled(_ table: ReportTable, _ lines: [String]) -> [String] {
        wrapped(.words(table.title)).map { ink.paint($0, .cyan) } + lines
    }
}

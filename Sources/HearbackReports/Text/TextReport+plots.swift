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
        case .incidence:
            let stack = TextStack(plots, voice: voice, width: width, ink: ink).lines()
            return stack.isEmpty ? [] : [titled(table, stack)]
        case .backlog:
            let lines = TextBacklog(plots.backlog, voice: voice, width: width, ink: ink).lines()
            return [lines.isEmpty ? self.table(table.thinned(to: Self.mostRows)) : titled(table, lines)]
        case .months:
            return [titled(table, TextBars(plots.months, voice: voice, width: width, ink: ink).lines())]
        case .bills: return [self.table(table)]
        }
    }

    private func titled(_ table: ReportTable, _ lines: [String]) -> [String] {
        wrapped(.words(table.title)).map { ink.paint($0, .cyan) } + lines
    }
}

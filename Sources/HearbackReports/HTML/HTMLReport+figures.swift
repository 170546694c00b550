import HearbackCore
import HearbackLatency

extension HTMLReport {
    private static let mostRows = 24

    /// A plot with its legend, and its figures beside it for those who do not see it.
    func figure(_ plot: ReportPlot, _ table: ReportTable) -> String {
        let axis = plot == .waiting || plot == .incidence ? " <span>\(Markup.escaped(voice[.daysWaited]))</span>" : ""
        let caption = "<figcaption>\(Markup.escaped(table.title))\(axis)</figcaption>\n"
        let thin = table.thinned(to: Self.mostRows)
        let isThinned = thin.rows.count < table.rows.count
        let note = isThinned ? Prose.words(voice[.allFiguresElsewhere]) : nil
        let behind = table.rows.isEmpty ? "" : folded(thin, as: voice[.figuresBehind], note: note)
        guard let picture = picture(plot) else { return table.rows.isEmpty ? "" : caption + behind }
        return "<figure class=\"\(plot.rawValue)\">\(caption)\(picture)\(legend(plot))\(behind)</figure>\n"
    }

    private func picture(_ plot: ReportPlot) -> String? {
        let plots = document.audit.plots
        switch plot {
        case .waiting: return WaitingPlot(plots, voice).svg()
        case .incidence: return IncidencePlot(plots, voice).svg()
        case .ageing: return AgeingPlot(document.audit.ageing, voice).svg()
        case .backlog: return BacklogPlot(plots.backlog, voice).svg()
        case .months: return MonthsPlot(plots.months, voice).svg()
        case .bills: return BillPlots(plots.bills, voice).html()
        }
    }

    private func heatKeys() -> [String] {
        (0..<5).map { level in
            let values = ["low": Prose.figure(String(level * 20)), "high": voice.percent(Double(level + 1) / 5)]
            return "<li><span class=\"key k-h\(level)\"></span>\(Markup.prose(voice.say(.range, values)))</li>"
        }
    }

    private func legend(_ plot: ReportPlot) -> String {
        let keys: [(String, Term)] =
            switch plot {
            case .waiting: [("curve", .stillWaiting), ("band", .band), ("censored", .lastSeen)]
            case .incidence: [
                ("open", .stillWaiting), ("lapsed", .lapsed), ("withdrawn", .withdrawn), ("rejected", .rejected),
                ("published", .published),
            ]
            case .backlog, .bills: [("arrived", .arrived), ("ended", .ended)] + (plot == .bills ? [("vote", .vote)] : [])
            case .months: [("unknown", .notYetObservable)]
            case .ageing: []
            }
        guard !keys.isEmpty else { return "" }
        let items = keys.map { name, term in
            "<li><span class=\"key k-\(name)\"></span>\(Markup.escaped(voice[term]))</li>"
        }
        return "<ul class=\"legend\">\((plot == .months ? heatKeys() : []).joined() + items.joined())</ul>\n"
    }
}

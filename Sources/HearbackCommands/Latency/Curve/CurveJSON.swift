import HearbackLatency

/// A curve as programs read it: one object on one line.
///
/// Written out piece by piece, since a curve may have a row for each of a million times.
struct CurveJSON {
    private let report: CurveReport
    private static let pieceSize = 1 << 20

    init(_ report: CurveReport) { self.report = report }

    func write(_ write: @escaping (String) throws -> Void) throws {
        var out = Pieces(write: write)
        try out.add("{")
        try part(report.total, &out)
        try out.add(",\"rows\":\(report.total.count),\"refused\":\(report.refused)")
        if report.columns.group != nil {
            try out.add(",\"logrank\":" + logRank + ",\"groups\":{")
            for (index, group) in report.groups.enumerated() {
                try out.add((index == 0 ? "" : ",") + (try JSONLine.text(group.name)) + ":{")
                try part(group, &out)
                try out.add("}")
            }
            try out.add("}")
        }
        try out.add("}\n")
        try out.flush()
    }

    private func part(_ part: CurveReport.Part, _ out: inout Pieces) throws {
        try out.add("\"curve\":[")
        var separator = ""
        for point in SurvivalCurve(part.sets, part.curve) {
            try out.add(
                "\(separator){\"t\":\(Self.time(point.time)),\"at_risk\":\(point.atRisk),\"events\":\(point.events),"
                    + "\"censored\":\(point.censored),\"survival\":\(Self.number(point.survival)),"
                    + "\"se\":\(Self.number(point.standardError)),\"lower\":\(Self.number(point.interval?.lower)),"
                    + "\"upper\":\(Self.number(point.interval?.upper))}")
            separator = ","
        }
        let quantiles = part.quantiles.map { share, quantile in
            "\"\(share)\":{\"t\":\(Self.time(quantile.time)),\"lower\":\(Self.time(quantile.lower)),"
                + "\"upper\":\(Self.time(quantile.upper))}"
        }
        try out.add("],\"quantiles\":{\(quantiles.joined(separator: ","))}")
        try out.add(
            ",\"rmst\":{\"tau\":\(Self.number(report.tau)),\"value\":\(Self.number(part.mean?.mean)),"
                + "\"se\":\(Self.number(part.mean?.standardError))}")
        if let incidence = part.incidence { try causes(incidence, part.sets, &out) }
    }

    private func causes(_ incidence: AalenJohansen, _ sets: RiskSets, _ out: inout Pieces) throws {
        try out.add(",\"causes\":{")
        for (index, cause) in report.causes.enumerated() {
            try out.add((index == 0 ? "" : ",") + (try JSONLine.text(cause.name)) + ":[")
            let column = Int(cause.place) < incidence.points.count ? incidence.points[Int(cause.place)] : []
            var next = 0
            var point = AalenJohansen.Point.zero
            for (row, time) in sets.times.enumerated() {
                if next < column.count, incidence.times[next] == time {
                    point = column[next]
                    next += 1
                }
                try out.add(
                    "\(row == 0 ? "" : ","){\"t\":\(Self.time(time)),\"incidence\":\(Self.number(point.incidence)),"
                        + "\"var\":\(Self.number(point.variance)),\"lower\":\(Self.number(point.interval?.lower)),"
                        + "\"upper\":\(Self.number(point.interval?.upper))}")
            }
            try out.add("]")
        }
        try out.add("}")
    }

    private var logRank: String {
        guard let test = report.logRank else { return "{\"chisq\":null,\"p\":null,\"df\":null}" }
        return "{\"chisq\":\(Self.number(test.chiSquared)),\"p\":\(Self.number(test.probability)),"
            + "\"df\":\(test.degreesOfFreedom)}"
    }

    private static func time(_ key: Int64?) -> String {
        number(key.map(DecimalTime.time))
    }

    /// The shortest digits that give the same double again.
    private static func number(_ number: Double?) -> String {
        guard let number, number.isFinite else { return "null" }
        if abs(number) < 1e15, let whole = Int64(exactly: number) { return String(whole) }
        return number.description
    }

    /// Output in pieces of some size, so that neither every row is a system call nor the whole is in memory.
    private struct Pieces {
        let write: (String) throws -> Void
        private var text = ""

        init(write: @escaping (String) throws -> Void) { self.write = write }

        mutating func add(_ more: String) throws {
            text += more
            if text.utf8.count >= CurveJSON.pieceSize { try flush() }
        }

        mutating func flush() throws {
            try write(text)
            text.removeAll(keepingCapacity: true)
        }
    }
}

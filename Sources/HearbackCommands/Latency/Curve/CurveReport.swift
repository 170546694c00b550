import HearbackLatency

/// What is reckoned from a table of waits.
struct CurveReport {
    /// Of all, or of one group.
    struct Part {
        let name: String
        let count: Int
        let table: SurvivalTable
        let sets: RiskSets
        let curve: KaplanMeier
        let quantiles: [(share: Double, quantile: Quantile)]
        /// Nil without a horizon, or when nobody was seen for as long.
        let mean: RestrictedMean?
        /// Nil when the causes were not told.
        let incidence: AalenJohansen?

        init(_ name: String, _ table: SurvivalTable, tau: Double?, byCause: Bool) {
            (self.name, self.table, count) = (name, table, table.count)
            sets = table.riskSets()
            curve = KaplanMeier(sets)
            quantiles = Array(zip(CurveReport.shares, curve.quantiles(CurveReport.shares)))
            mean = tau.flatMap(DecimalTime.key).flatMap { [curve] in
                curve.restrictedMean(to: $0, value: DecimalTime.time)
            }
            incidence = byCause ? AalenJohansen(sets) : nil
        }

        var ended: Int { sets.events.reduce(0, +) }
    }

    static let shares = [0.25, 0.5, 0.75, 0.9]

    let total: Part
    let groups: [Part]
    let logRank: GroupLogRank?
    /// With their places in the tables, numbers by value before words.
    let causes: [(name: String, place: UInt8)]
    let tau: Double?
    let columns: WaitColumns
    /// Rows that could not be used.
    let refused: Int

    init(_ table: WaitTable, tau: Double?, refused: Int) {
        let byCause = table.columns.cause != nil
        let groups = table.groups
        total = Part("all", table.total, tau: tau, byCause: byCause)
        self.groups = groups.map { Part($0.name, $0.table, tau: tau, byCause: byCause) }
        logRank = GroupLogRank(groups.map(\.table))
        let named = table.causes.enumerated().map { (name: $0.element, place: UInt8($0.offset)) }
        causes = !byCause ? [] : named.sorted { left, right in
            (Int(left.name) ?? .max, left.name) < (Int(right.name) ?? .max, right.name)
        }
        (self.tau, self.refused, columns) = (tau, refused, table.columns)
    }
}

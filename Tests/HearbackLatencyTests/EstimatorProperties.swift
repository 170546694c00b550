import HearbackLatency
import HearbackTestSupport
import Testing

/// One comment in a made-up data set.
struct Item: Hashable {
    var entry: Int64 = 0
    var exit: Int64
    var cause: UInt8?
}

extension SurvivalTable {
    init(_ items: [Item]) {
        self.init()
        for item in items { add(entry: item.entry, exit: item.exit, cause: item.cause) }
    }
}

@Suite("Properties of the survival estimators")
struct EstimatorProperties {
    static let seeds: [UInt64] = [1, 42, 0xFEED, 0xC0FFEE, 20_230_106]

    private func items(_ random: inout SplitMix64, truncated: Bool = true, censored: Bool = true) -> [Item] {
        (0..<Int.random(in: 1...60, using: &random)).map { _ in
            let entry = truncated && Int.random(in: 0..<4, using: &random) == 0
                ? Int64.random(in: 1...15, using: &random) : 0
            let cause = UInt8.random(in: 0...3, using: &random)
            let open = censored && Int.random(in: 0..<3, using: &random) == 0
            return Item(entry: entry, exit: entry + .random(in: 1...25, using: &random), cause: open ? nil : cause)
        }
    }

    private func repeated(_ seed: UInt64, _ body: (inout SplitMix64) throws -> Void) rethrows {
        var random = SplitMix64(seed: seed)
        for _ in 0..<60 { try body(&random) }
    }

    @Test("S never rises, no F falls, and they add up to 1", arguments: seeds)
    func sums(seed: UInt64) {
        repeated(seed) { random in
            let sets = SurvivalTable(items(&random)).riskSets()
            let (curve, shares) = (KaplanMeier(sets), AalenJohansen(sets))
            for (one, next) in zip(curve.steps, curve.steps.dropFirst()) { #expect(next.survival <= one.survival) }
            for column in shares.points {
                for (one, next) in zip(column, column.dropFirst()) { #expect(next.incidence >= one.incidence) }
                #expect(column.allSatisfy { $0.variance >= 0 })
            }
            for (place, time) in shares.times.enumerated() {
                let total = shares.points.reduce(0) { $0 + $1[place].incidence }
                #expect(close(total + curve.survival(at: time), 1))
                #expect(close(shares.survival[place], curve.survival(at: time)))
            }
        }
    }

    @Test("with nothing censored and no delayed entry the curves are the plain shares", arguments: seeds)
    func empirical(seed: UInt64) {
        repeated(seed) { random in
            let items = items(&random, truncated: false, censored: false)
            let sets = SurvivalTable(items).riskSets()
            let (curve, shares) = (KaplanMeier(sets), AalenJohansen(sets))
            for time in Int64(0)...26 {
                let waiting = items.filter { $0.exit > time }.count
                #expect(close(curve.survival(at: time), Double(waiting) / Double(items.count)))
                for cause in UInt8(0)...3 {
                    let ended = items.filter { $0.exit <= time && $0.cause == cause }.count
                    #expect(close(shares.point(of: cause, at: time).incidence, Double(ended) / Double(items.count)))
                }
            }
        }
    }

    @Test("without censoring the variance of a share is the binomial one", arguments: seeds)
    func binomial(seed: UInt64) {
        repeated(seed) { random in
            let items = items(&random, truncated: false, censored: false)
            let shares = AalenJohansen(SurvivalTable(items).riskSets())
            for cause in UInt8(0)...3 {
                let point = shares.point(of: cause, at: 10)
                #expect(close(point.variance, point.incidence * (1 - point.incidence) / Double(items.count)))
            }
        }
    }

    @Test("the variance carried forward is the three-term sum of the textbook", arguments: seeds)
    func variance(seed: UInt64) {
        repeated(seed) { random in
            let sets = SurvivalTable(items(&random)).riskSets()
            let shares = AalenJohansen(sets)
            let rows = sets.times.indices.filter { sets.events[$0] > 0 }
            for (cause, column) in shares.points.enumerated() {
                for (last, point) in column.enumerated() {
                    var sum = 0.0
                    for place in 0...last {
                        let (n, d) = (Double(sets.atRisk[rows[place]]), Double(sets.events[rows[place]]))
                        let ofCause = Double(sets.eventsByCause[cause][rows[place]])
                        let before = place == 0 ? 1 : shares.survival[place - 1]
                        let growth = point.incidence - column[place].incidence
                        if n > d { sum += growth * growth * d / (n * (n - d)) }
                        sum += before * before * ofCause * (n - ofCause) / (n * n * n)
                        sum -= 2 * growth * before * ofCause / (n * n)
                    }
                    #expect(close(point.variance, max(0, sum)))
                }
            }
        }
    }

    @Test("someone who came and had not waited yet changes nothing", arguments: seeds)
    func censoredAtZero(seed: UInt64) {
        repeated(seed) { random in
            let items = items(&random)
            let more = SurvivalTable(items + [Item(exit: 0, cause: nil)])
            #expect(KaplanMeier(more.riskSets()).steps == KaplanMeier(SurvivalTable(items).riskSets()).steps)
        }
    }

    @Test("a wait cut in two at any age is the same wait", arguments: seeds)
    func splitting(seed: UInt64) {
        repeated(seed) { random in
            let items = items(&random)
            let place = Int.random(in: 0..<items.count, using: &random)
            let item = items[place]
            guard item.exit - item.entry > 1 else { return }
            let age = Int64.random(in: item.entry + 1..<item.exit, using: &random)
            var cut = items
            cut[place] = Item(entry: item.entry, exit: age, cause: nil)
            cut.append(Item(entry: age, exit: item.exit, cause: item.cause))
            #expect(KaplanMeier(SurvivalTable(cut).riskSets()) == KaplanMeier(SurvivalTable(items).riskSets()))
        }
    }

    @Test("the order in which comments are counted, and in how many tables, does not matter", arguments: seeds)
    func order(seed: UInt64) {
        repeated(seed) { random in
            let items = items(&random)
            let shuffled = items.shuffled(using: &random)
            let half = Int.random(in: 0...items.count, using: &random)
            var merged = SurvivalTable(Array(shuffled[..<half]))
            merged.add(SurvivalTable(Array(shuffled[half...])))
            #expect(merged == SurvivalTable(items))
            #expect(merged.count == items.count)
        }
    }

    @Test("a tenth of a million comments take as many rows as there are distinct days", arguments: seeds.prefix(1))
    func scale(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = SurvivalTable()
        for _ in 0..<100_000 {
            table.add(exit: .random(in: 0..<365, using: &random), cause: Bool.random(using: &random) ? 0 : nil)
        }
        #expect(table.count == 100_000)
        #expect(table.riskSets().times == Array(0..<365))
        #expect(table.riskSets().atRisk.first == 100_000)
    }
}

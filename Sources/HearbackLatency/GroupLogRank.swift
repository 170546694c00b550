#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whether several groups wait equally long: the log-rank test of k samples (Mantel 1966; Peto and Peto 1972; Klein and
/// Moeschberger 2003, section 7.3; R's `survdiff`).
///
/// At each time with d events among n at risk, group g expects d n_g/n, with the hypergeometric covariance
/// d (n-d)/(n-1) n_g/n ([g=h] - n_h/n); chi-squared = (O-E)' V^-1 (O-E) over all groups but one.
package struct GroupLogRank: Hashable, Sendable {
    package let observed: [Int]
    /// Of each group, if all waited alike.
    package let expected: [Double]
    package let chiSquared: Double
    /// The groups of which anything is expected, less one.
    package let degreesOfFreedom: Int
    /// The upper tail of chi-squared.
    package let probability: Double

    /// nil when nothing can be compared: fewer than two groups of which anything is expected, or never together at risk.
    package init?(_ tables: [SurvivalTable]) {
        var sums = Sums(count: tables.count)
        var cursors = tables.map { $0.riskCursor() }
        for time in Self.eventTimes(of: tables) {
            var (present, ended) = ([Int](), [Int]())
            for place in cursors.indices {
                let row = cursors[place].advance(to: time)
                present.append(row.atRisk)
                ended.append(row.events)
            }
            sums.add(atRisk: present, events: ended)
        }
        let compared = sums.expected.indices.filter { sums.expected[$0] > 0 }
        guard compared.count > 1, let squared = sums.chiSquared(over: Array(compared.dropLast())) else { return nil }
        (observed, expected, chiSquared) = (sums.observed, sums.expected, squared)
        degreesOfFreedom = compared.count - 1
        probability = Self.upperTail(squared, degreesOfFreedom: degreesOfFreedom)
    }

    private static func eventTimes(of tables: [SurvivalTable]) -> [Int64] {
        var times: Set<Int64> = []
        for table in tables {
            let sets = table.riskSets()
            for index in sets.times.indices where sets.events[index] > 0 { times.insert(sets.times[index]) }
        }
        return times.sorted()
    }

    /// P(X > x), finite sums for whole degrees of freedom (Abramowitz and Stegun 26.4.4 and 26.4.5).
    package static func upperTail(_ x: Double, degreesOfFreedom: Int) -> Double {
        let half = x / 2
        let isOdd = degreesOfFreedom % 2 == 1
        var term = isOdd ? 2 * (half / .pi).squareRoot() * exp(-half) : exp(-half)
        var sum = isOdd ? erfc(half.squareRoot()) : 0
        for index in 0..<degreesOfFreedom / 2 {
            sum += term
            term *= half / (Double(index + 1) + (isOdd ? 0.5 : 0))
        }
        return min(1, sum)
    }
}

/// What adds up over the times.
private struct Sums {
    var observed: [Int]
    var expected: [Double]
    var covariance: [[Double]]

    init(count: Int) {
        observed = Array(repeating: 0, count: count)
        expected = Array(repeating: 0, count: count)
        covariance = Array(repeating: expected, count: count)
    }

    mutating func add(atRisk present: [Int], events: [Int]) {
        let (all, ended) = (Double(present.reduce(0, +)), Double(events.reduce(0, +)))
        let shares = present.map { Double($0) / all }
        let spread = all > 1 ? ended * (all - ended) / (all - 1) : 0
        for one in shares.indices {
            observed[one] += events[one]
            expected[one] += ended * shares[one]
            guard spread > 0, shares[one] > 0 else { continue }
            for other in shares.indices {
                covariance[one][other] += spread * shares[one] * ((one == other ? 1 : 0) - shares[other])
            }
        }
    }

    /// By Gaussian elimination; nil when the covariance has no inverse.
    func chiSquared(over groups: [Int]) -> Double? {
        var differences = groups.map { Double(observed[$0]) - expected[$0] }
        var matrix = groups.map { one in groups.map { covariance[one][$0] } }
        let least = 1e-12 * (matrix.indices.map { matrix[$0][$0] }.max() ?? 0)
        var squared = 0.0
        // The matrix is symmetric and not negative, so the pivots on its diagonal will do: V = L D L'.
        for pivot in matrix.indices {
            let weight = matrix[pivot][pivot]
            guard weight > least else { return nil }
            squared += differences[pivot] * differences[pivot] / weight
            for row in matrix.indices.dropFirst(pivot + 1) {
                let factor = matrix[row][pivot] / weight
                differences[row] -= factor * differences[pivot]
                for column in matrix.indices.dropFirst(pivot) { matrix[row][column] -= factor * matrix[pivot][column] }
            }
        }
        return squared
    }
}

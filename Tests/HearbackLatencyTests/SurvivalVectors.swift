import Foundation
import HearbackLatency

/// survival_vectors.json: what R, lifelines and exact fractions say.
struct SurvivalVectors: Decodable {
    struct Input: Decodable {
        let duration: [Int64]
        let event: [Int]?
        let cause: [UInt8]?
        let entry: [Int64]?

        var table: SurvivalTable {
            var table = SurvivalTable()
            for (index, exit) in duration.enumerated() {
                let cause = event.map { $0[index] == 1 ? UInt8(0) : nil } ?? self.cause.flatMap { $0[index] }
                // Vectors with causes number them from 1 and write 0 for the censored.
                let ended = self.cause == nil ? cause : cause.flatMap { $0 == 0 ? nil : $0 - 1 }
                table.add(entry: entry?[index] ?? 0, exit: exit, cause: ended)
            }
            return table
        }
    }
    struct Row: Decodable {
        struct Cause: Decodable { let d: Int, F: Double, `var`: Double, se: Double, lo: Double?, hi: Double? }
        let t: Int64, n: Int, c: Int
        let S: Double
        let d: Int?
        let se: Double?, lo: Double?, hi: Double?
        let causes: [String: Cause]?
    }
    struct Quantile: Decodable { let t: Int64?, lo: Int64?, hi: Int64? }
    struct Mean: Decodable { let tau: Int64, value: Double, se: Double }
    struct Curve: Decodable {
        let input: Input
        let curve: [Row]
        let quantiles: [String: Quantile]?
        let rmst: Mean?
    }
    struct Wilson: Decodable { let k: Int, n: Int, lo: Double, hi: Double }
    struct Naive: Decodable {
        let oneMinusKM: [String: Double]
        enum CodingKeys: String, CodingKey { case oneMinusKM = "one_minus_km" }
    }

    let curves: [String: Curve]
    let ties: Curve
    let naive: Naive
    let wilson: [Wilson]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var curves: [String: Curve] = [:]
        for key in container.allKeys
        where key.stringValue.hasPrefix("km_") && key.stringValue != "km_naive_competing" {
            curves[key.stringValue] = try container.decode(Curve.self, forKey: key)
        }
        self.curves = curves
        ties = try container.decode(Curve.self, forKey: Key(stringValue: "aj_ties"))
        naive = try container.decode(Naive.self, forKey: Key(stringValue: "km_naive_competing"))
        wilson = try container.decode([Wilson].self, forKey: Key(stringValue: "wilson"))
    }

    static func load() throws -> SurvivalVectors {
        let project = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let decoder = JSONDecoder()
        // lifelines' medians are written as `Infinity`.
        decoder.allowsJSON5 = true
        let file = project.appendingPathComponent("Tests/Fixtures/latency/survival_vectors.json")
        return try decoder.decode(SurvivalVectors.self, from: try Data(contentsOf: file))
    }
}

/// Equal to 1e-9, or both nil.
func close(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): abs(left - right) <= tolerance
    default: false
    }
}

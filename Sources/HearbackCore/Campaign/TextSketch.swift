/// What a text has in common with near copies of itself: the set of its runs of five letters, and a sketch of that set by which
/// copies are found without comparing all with all.
///
/// MinHash (Broder 1997): two sets agree in one minimum with the probability of their Jaccard similarity. Locality-sensitive
/// bands (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3): with r minima a band and b bands, texts of
/// similarity s share a band with the probability 1 − (1 − sʳ)ᵇ; here 0.89 at 0.6, 0.99 at 0.7 and 0.9998 at 0.8.
package struct TextSketch: Hashable, Sendable {
    /// Hashes of the runs.
    package let shingles: Set<UInt64>

    /// From which similarity on two texts are near copies.
    package static let threshold = 0.55
    /// Scalars of a folded text under which it says too little to be a copy: `Merci beaucoup` is no campaign.
    package static let least = 40
    private static let run = 5
    private static let (bandCount, rowsPerBand) = (16, 4)

    /// - Parameter folded: from `Folding.text`.
    /// - Returns: nil for a text that is too short.
    package init?(folded: String) {
        guard Self.isLongEnough(folded) else { return nil }
        let scalars = folded.unicodeScalars.map(\.value)
        var shingles = Set<UInt64>(minimumCapacity: scalars.count)
        for start in 0...(scalars.count - Self.run) {
            shingles.insert(scalars[start..<start + Self.run].reduce(0) { Self.mix($0 ^ UInt64($1)) })
        }
        self.shingles = shingles
    }

    package static func isLongEnough(_ folded: String) -> Bool { folded.unicodeScalars.count >= least }

    /// The Jaccard similarity of the runs, 0 to 1; 1 for texts that fold the same.
    package func similarity(to other: TextSketch) -> Double {
        let common = shingles.intersection(other.shingles).count
        return Double(common) / Double(shingles.count + other.shingles.count - common)
    }

    /// Names of the bands: near copies share one. Letters and digits only.
    package var bands: [String] {
        let minima = minima
        return (0..<Self.bandCount).map { band in
            let rows = minima[band * Self.rowsPerBand..<(band + 1) * Self.rowsPerBand]
            let hash = rows.reduce(UInt64(band)) { Self.mix($0 ^ $1) }
            let digits = String(hash >> 16, radix: 16)
            return String(repeating: "0", count: 12 - digits.count) + digits
        }
    }

    private var minima: [UInt64] {
        var minima = [UInt64](repeating: .max, count: Self.bandCount * Self.rowsPerBand)
        for shingle in shingles {
            for index in minima.indices {
                let hash = Self.mix(shingle ^ Self.seeds[index])
                if hash < minima[index] { minima[index] = hash }
            }
        }
        return minima
    }

    private static let seeds: [UInt64] = (1...UInt64(bandCount * rowsPerBand)).map { mix($0 &* 0x9E37_79B9_7F4A_7C15) }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): spreads every bit over all.
    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

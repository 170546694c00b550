import HearbackCore

/// Holds the anchors of a log against its leaves' times.
struct AnchorCheck {
    let keys: [VerifierKey]
    let witnesses: [VerifierKey]
    private(set) var findings: [LogFinding] = []

    init(keys: [VerifierKey], witnesses: [VerifierKey]) { (self.keys, self.witnesses) = (keys, witnesses) }

    /// The head that an anchor shows.
    ///
    /// - Returns: nil, and a finding, when what is served is not what the leaf commits to, or no head of this log.
    mutating func head(of anchor: Anchor, _ bytes: [UInt8]?) -> SignedCheckpoint? {
        guard let bytes else { return fail(.missing, anchor, "\(anchor.path) is missing") }
        guard Anchor.digest(of: bytes) == anchor.digest else {
            return fail(.anchor, anchor, "\(anchor.path) is not what leaf \(anchor.leaf) commits to")
        }
        guard let signed = try? SignedCheckpoint(bytes, keys: keys), signed.checkpoint.size == anchor.size else {
            return fail(.anchor, anchor, "\(anchor.path) is no head of \(anchor.size) leaves of this log")
        }
        return signed
    }

    private mutating func fail(_ code: LogFinding.Code, _ anchor: Anchor, _ words: String) -> SignedCheckpoint? {
        findings.append(LogFinding(code, leaf: anchor.leaf, words))
        return nil
    }

    /// - Parameter times: of all leaves, seconds since 1970.
    mutating func report(_ heads: [(anchor: Anchor, head: SignedCheckpoint)], of total: Int, times: [Int64]) -> AnchorReport {
        var bounds: [Int64] = []
        for (anchor, head) in heads {
            let cosigned = head.cosignatures(of: witnesses)
            for cosignature in cosigned { compare(anchor, cosignature, times) }
            if let time = cosigned.map(\.time).max() { bounds.append(time) }
        }
        let moments: [Int64] = times.prefix(1) + bounds.sorted() + times.suffix(1)
        let gap = zip(moments, moments.dropFirst()).map { $1 - $0 }.max() ?? 0
        return AnchorReport(anchors: total, vouched: bounds.count, longestGap: bounds.isEmpty ? 0 : gap)
    }

    /// What the head counts was recorded before the witness saw it; what stands behind the anchor, after.
    private mutating func compare(_ anchor: Anchor, _ cosignature: Cosignature, _ times: [Int64]) {
        let (seen, name) = (cosignature.time, cosignature.witness.name)
        let last = anchor.size - 1
        if times.indices.contains(Int(last)), times[Int(last)] > seen + Anchor.tolerance {
            findings.append(LogFinding(
                .anchor, leaf: last,
                "leaf \(last) is dated \(Self.text(times[Int(last)])), and \(name) had seen it at \(Self.text(seen)) already: it was dated ahead"))
        }
        if times.indices.contains(Int(anchor.leaf)), times[Int(anchor.leaf)] < seen - Anchor.tolerance {
            findings.append(LogFinding(
                .anchor, leaf: anchor.leaf,
                "leaf \(anchor.leaf) is dated \(Self.text(times[Int(anchor.leaf)])), and holds what \(name) signed at \(Self.text(seen)): it and what stands behind it may be back-dated"))
        }
    }

    private static func text(_ seconds: Int64) -> String {
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? "\(seconds)" : LeafTable.text(of: Instant(milliseconds: milliseconds))
    }
}

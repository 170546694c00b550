/// Where a tile stands: `tile/0/x001/x234/067.p/8`, of entries `tile/entries/…` (C2SP tlog-tiles).
package struct TilePath: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Hashes of a level, 0 those of the leaves.
        case hashes(level: Int)
        case entries

        package var height: Int {
            switch self {
            case .hashes(let level): level
            case .entries: 0
            }
        }
    }

    package let kind: Kind
    package let number: Int64
    /// 1 to 256; 256 is full.
    package let width: Int

    /// The last level: 2⁶⁴ leaves have eight.
    package static let levelAtMost = 63

    /// - Returns: nil out of range.
    package init?(_ kind: Kind, number: Int64, width: Int = TileGrowth.width) {
        guard number >= 0, (1...TileGrowth.width).contains(width), (0...Self.levelAtMost).contains(kind.height) else { return nil }
        (self.kind, self.number, self.width) = (kind, number, width)
    }

    package var text: String {
        let place = kind == .entries ? "entries" : "\(kind.height)"
        var groups: [String] = []
        var rest = number
        repeat {
            let digits = String(rest % 1_000)
            groups.append(String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1_000
        } while rest > 0
        let last = groups[0]
        let path = groups.dropFirst().reversed().map { "x\($0)/" }.joined() + last
        return "tile/\(place)/\(path)" + (width < TileGrowth.width ? ".p/\(width)" : "")
    }

    /// - Parameter text: of exactly the form that `text` has.
    /// - Returns: nil for any other.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (3...16).contains(parts.count), parts[0] == "tile" else { return nil }
        guard let kind = parts[1] == "entries" ? Kind.entries : Self.integer(parts[1]).map({ Kind.hashes(level: Int($0)) }) else { return nil }
        var groups = parts[2...]
        var width = TileGrowth.width
        if groups.count >= 2, groups[groups.endIndex - 2].hasSuffix(".p") {
            guard let last = groups.popLast(), let partial = Self.integer(last), partial < TileGrowth.width else { return nil }
            width = Int(partial)
            guard let name = groups.popLast() else { return nil }
            groups.append(name.dropLast(2))
        }
        var number: Int64 = 0
        for (offset, group) in groups.enumerated() {
            let isLast = offset == groups.count - 1
            guard isLast || group.hasPrefix("x"), let value = Int64(isLast ? group : group.dropFirst()) else { return nil }
            let (shifted, tooLarge) = number.multipliedReportingOverflow(by: 1_000)
            guard !tooLarge, value >= 0, value < 1_000 else { return nil }
            number = shifted.addingReportingOverflow(value).partialValue
        }
        self.init(kind, number: number, width: width)
        guard self.text == text else { return nil }
    }

    private static func integer(_ text: Substring) -> Int64? {
        guard let value = Int64(text), value >= 0, String(value) == text else { return nil }
        return value
    }

    /// All tiles of a tree, those of entries first, in the order in which they are to be published: what a checkpoint speaks of
    /// must be there before it.
    package static func all(of size: Int64) -> [TilePath] {
        let kinds = [Kind.entries] + (0..<max(1, RightEdge.widths(of: size).count)).map { Kind.hashes(level: $0) }
        return kinds.flatMap { kind in
            let hashes = size >> Int64(8 * kind.height)
            let full = hashes / Int64(TileGrowth.width)
            let rest = Int(hashes % Int64(TileGrowth.width))
            return (0..<full).compactMap { TilePath(kind, number: $0) } + [TilePath(kind, number: full, width: rest)].compactMap { $0 }
        }
    }
}

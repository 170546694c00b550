/// Entries in a row, each behind its length in two bytes, the higher first (C2SP tlog-tiles).
package enum EntryBundle {
    /// - Parameter entries: each at most 65,535 bytes.
    package static func bytes(_ entries: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
        for entry in entries {
            bytes.append(UInt8(truncatingIfNeeded: entry.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: entry.count))
            bytes += entry
        }
        return bytes
    }

    /// - Returns: nil where a length points past the end.
    package static func entries(_ bytes: [UInt8]) -> [[UInt8]]? {
        var entries: [[UInt8]] = []
        var place = 0
        while place < bytes.count {
            guard bytes.count - place >= 2 else { return nil }
            let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            place += 2
            guard bytes.count - place >= length else { return nil }
            entries.append(Array(bytes[place..<place + length]))
            place += length
        }
        return entries
    }
}

/// The contents of one TZif file: RFC 9636 (2024), which extends RFC 8536; versions 1 to 4.
///
/// Versions 2 and later repeat the data with 64-bit times and end with a footer; only that second half is used.
package struct ZoneFile: Hashable, Sendable {
    package struct LocalTime: Hashable, Sendable {
        /// Seconds east of UTC, -89,999 to 93,599.
        package let offset: Int
        package let isDaylightSaving: Bool

        package init(offset: Int, isDaylightSaving: Bool) {
            (self.offset, self.isDaylightSaving) = (offset, isDaylightSaving)
        }
    }

    /// Seconds since the epoch at which a new local time begins, ascending.
    package let transitions: [Int64]
    /// For each transition the index into `localTimes`.
    package let types: [Int]
    /// Never empty; the first holds before the first transition (RFC 9636 section 3.2).
    package let localTimes: [LocalTime]
    /// What holds after the last transition; nil when the file does not say.
    package let rule: PosixRule?

    /// Reads a file's bytes. Throws `ZoneError.malformed` or `.badRule`; hostile bytes never trap.
    package init(_ bytes: [UInt8]) throws(ZoneError) {
        var reader = ByteReader(bytes)
        var header = try TZifHeader(&reader)
        var block: TZifBlock
        var footer: PosixRule?
        if header.version == 1 {
            block = try TZifBlock(&reader, header: header, timeSize: 4)
        } else {
            _ = try reader.take(header.blockSize(timeSize: 4))
            header = try TZifHeader(&reader)
            guard header.version > 1 else { throw .malformed(.badVersion) }
            block = try TZifBlock(&reader, header: header, timeSize: 8)
            footer = try Self.footer(&reader)
        }
        (transitions, types, localTimes, rule) = (block.transitions, block.types, block.localTimes, footer)
    }

    /// One local time for ever.
    init(fixed time: LocalTime) {
        (transitions, types, localTimes, rule) = ([], [], [time], nil)
    }

    /// A newline, a POSIX TZ string that may be empty, a newline (RFC 9636 section 3.3).
    private static func footer(_ reader: inout ByteReader) throws(ZoneError) -> PosixRule? {
        let newline = UInt8(ascii: "\n")
        let rest = try reader.take(reader.remaining)
        guard rest.first == newline, let end = rest.dropFirst().firstIndex(of: newline) else {
            throw .malformed(.badFooter)
        }
        let line = rest.dropFirst()[..<end]
        guard line.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .malformed(.badFooter) }
        guard !line.isEmpty else { return nil }
        return try PosixRule(String(decoding: line, as: UTF8.self))
    }

    /// The local time in force at a moment given in seconds since the epoch.
    package func localTime(at seconds: Int64) -> LocalTime {
        // The first transition later than the moment; the one before it is in force.
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = low + (high - low) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        if low == transitions.count, let rule { return rule.localTime(at: seconds) }
        return localTimes[low == 0 ? 0 : types[low - 1]]
    }
}

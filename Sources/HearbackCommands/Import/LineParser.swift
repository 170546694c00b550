/// Lines as a stream: bytes in, lines with their numbers out. A byte order mark and blank lines are passed over.
struct LineParser {
    struct Line: Hashable, Sendable {
        var number: Int
        /// Nil when the line is longer than the limit.
        var bytes: [UInt8]?
    }

    private let limit: Int
    private var bytes: [UInt8] = []
    private var isTooLong = false
    private var number = 1

    /// - Parameter limit: what a line may weigh, in bytes.
    init(limit: Int = 1 << 20) {
        self.limit = limit
    }

    mutating func take(_ chunk: some Sequence<UInt8>, into lines: inout [Line]) {
        for byte in chunk {
            if byte == UInt8(ascii: "\n") {
                end(into: &lines)
                number += 1
            } else if bytes.count < limit {
                bytes.append(byte)
            } else {
                isTooLong = true
            }
        }
    }

    mutating func finish(into lines: inout [Line]) {
        end(into: &lines)
    }

    private mutating func end(into lines: inout [Line]) {
        var kept = bytes[...]
        if number == 1, kept.starts(with: [0xEF, 0xBB, 0xBF]) { kept = kept.dropFirst(3) }
        let isBlank = kept.allSatisfy { " \t\r".utf8.contains($0) }
        if isTooLong {
            lines.append(Line(number: number, bytes: nil))
        } else if !isBlank {
            lines.append(Line(number: number, bytes: Array(kept)))
        }
        bytes.removeAll(keepingCapacity: true)
        isTooLong = false
    }
}

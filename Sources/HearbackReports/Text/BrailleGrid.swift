/// Two by four dots a character (Unicode's Braille Patterns).
struct BrailleGrid: Sendable {
    /// The bits of the dots, row by row, left and right.
    private static let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    private let columns: Int
    private let rows: Int
    private var cells: [UInt32]

    init(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        cells = Array(repeating: 0, count: columns * rows)
    }

    /// nil where nothing was drawn.
    subscript(column: Int, row: Int) -> Character? {
        let bits = cells[row * columns + column]
        return bits == 0 ? nil : Unicode.Scalar(0x2800 + bits).map { Character($0) }
    }

    /// The dots of two grids of the same size in one character; nil where neither has any.
    func merged(with other: BrailleGrid, _ column: Int, _ row: Int) -> Character? {
        let bits = cells[row * columns + column] | other.cells[row * columns + column]
        return bits == 0 ? nil : Unicode.Scalar(0x2800 + bits).map { Character($0) }
    }

    /// A line through the values, 0 to 1, of every half column.
    mutating func draw(_ value: (Int) -> Double?) {
        let height = rows * 4
        var before: Int?
        for x in 0..<columns * 2 {
            guard let value = value(x) else { continue }
            let y = min(height - 1, max(0, Int(((1 - value) * Double(height - 1)).rounded())))
            for step in min(before ?? y, y)...max(before ?? y, y) { set(x, step) }
            before = y
        }
    }

    private mutating func set(_ x: Int, _ y: Int) {
        cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
    }
}

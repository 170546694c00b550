/// A table, for people and for programs: titles and labels are told, keys are stable.
struct ReportTable: Hashable, Sendable {
    struct Column: Hashable, Sendable {
        /// Stable, for programs.
        let key: String
        let title: String
        /// Whether the column's cells are words, which stand at the beginning of their column.
        var isText = false
    }

    struct Row: Hashable, Sendable {
        /// Stable where the row is ours; where it was named outside, that name.
        let key: String
        let label: Prose
        let figures: [Figure]
        /// The same figures as the row before it: programs want it all the same.
        var isRepeat = false
    }

    /// `T0` to `T11`, `P1` to `P6`: the audit's own names.
    let id: String
    let title: String
    /// Above the labels.
    let labelTitle: String
    let columns: [Column]
    let rows: [Row]
    /// A sentence below the table.
    var note: Prose?

    /// A list of figures with one column of values.
    init(_ id: String, title: String, labelTitle: String, valueTitle: String, facts: [Row], note: Prose? = nil) {
        self.init(
            id, title: title, labelTitle: labelTitle, columns: [Column(key: "value", title: valueTitle)], rows: facts,
            note: note)
    }

    init(
        _ id: String, title: String, labelTitle: String, columns: [Column], rows: [Row], note: Prose? = nil
    ) {
        (self.id, self.title, self.labelTitle) = (id, title, labelTitle)
        (self.columns, self.rows, self.note) = (columns, rows, note)
    }

    func with(_ rows: [Row]) -> ReportTable {
        ReportTable(id, title: title, labelTitle: labelTitle, columns: columns, rows: rows, note: note)
    }

    /// Without rows that repeat the one before, and without rows and columns that have nothing to tell.
    var forPeople: ReportTable {
        let told = rows.filter { row in !row.isRepeat && row.figures.contains { $0 != .nothing } }
        let kept = columns.indices.filter { column in told.contains { $0.figures[column] != .nothing } }
        return ReportTable(
            id, title: title, labelTitle: labelTitle, columns: kept.map { columns[$0] },
            rows: told.map { row in .init(key: row.key, label: row.label, figures: kept.map { row.figures[$0] }) },
            note: note)
    }
}

import HearbackLatency

/// Waits counted by group: memory grows with the distinct times, not with the rows.
struct WaitTable {
    var columns: WaitColumns
    private(set) var causes: [String] = []
    private var places: [String: UInt8] = [:]
    private var tables: [String: SurvivalTable] = [:]

    /// More are not causes or groups, but the wrong column.
    static let mostCauses = 32
    static let mostGroups = 50

    init(_ columns: WaitColumns) { self.columns = columns }

    /// Counts one row.
    ///
    /// - Throws: `RowFault` when it is no wait; `CommandError` when a column has too many values to be what it is said to be.
    mutating func add(_ values: [String]) throws {
        let wait = try columns.wait(values)
        guard let exit = DecimalTime.key(of: wait.duration), let entry = DecimalTime.key(of: wait.entry) else {
            throw RowFault("not a time")
        }
        let cause = try wait.cause.map { try place(of: $0) }
        let group = wait.group ?? ""
        if tables[group] == nil, tables.count == Self.mostGroups { throw tooMany("groups", columns.group) }
        tables[group, default: SurvivalTable()].add(entry: entry, exit: exit, cause: cause)
    }

    private mutating func place(of cause: String) throws -> UInt8 {
        if let known = places[cause] { return known }
        guard causes.count < Self.mostCauses else { throw tooMany("causes", columns.cause) }
        let new = UInt8(causes.count)
        places[cause] = new
        causes.append(cause)
        return new
    }

    private func tooMany(_ what: String, _ column: String?) -> CommandError {
        let most = what == "causes" ? Self.mostCauses : Self.mostGroups
        return CommandError(
            "the column '\(column ?? "")' has more than \(most) \(what)", hint: "name a column with few different values",
            exitCode: ExitCodes.data)
    }

    /// Everything, whatever the group.
    var total: SurvivalTable {
        if tables.count == 1, let only = tables.values.first { return only }
        return tables.values.reduce(into: SurvivalTable()) { $0.add($1) }
    }

    /// In alphabetical order; empty when no column was named.
    var groups: [(name: String, table: SurvivalTable)] {
        columns.group == nil ? [] : tables.sorted { $0.key < $1.key }.map { (name: $0.key, table: $0.value) }
    }
}

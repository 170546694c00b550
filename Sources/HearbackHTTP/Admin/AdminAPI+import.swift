import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    private static let rowLimit = 1_000

    func addImport(to group: RouterGroup<HearbackContext>) {
        group.post("import") { request, context in
            try context.require(.administrator)
            try context.requireAllBills()
            let rows = try await request.json(ImportRequest.self, limit: Self.bodyLimit).value.rows
            guard rows.count <= Self.rowLimit else {
                throw Problem(.invalidField, detail: "at most \(Self.rowLimit) rows at a time", field: "rows")
            }
            return try Response.json(ImportResponse(results: try await importAll(rows)))
        }
    }

    /// Up to 64 at once, which share their transactions; each row answers for itself.
    private func importAll(_ rows: [ImportRow]) async throws -> [ImportResult] {
        try await withThrowingTaskGroup(of: (Int, ImportResult).self) { group in
            var results = [ImportResult?](repeating: nil, count: rows.count)
            var next = 0
            func add() {
                let (index, row) = (next, rows[next])
                group.addTask { (index, await importOne(row)) }
                next += 1
            }
            while next < min(rows.count, 64) { add() }
            while let (index, result) = try await group.next() {
                results[index] = result
                if next < rows.count { add() }
            }
            return results.compactMap { $0 }
        }
    }

    private func importOne(_ row: ImportRow) async -> ImportResult {
        do {
            switch try await ledger.importComment(try ImportedComment(row, limits: limits)) {
            case .imported(let number): return ImportResult(status: "imported", id: number.id)
            case .known(let number): return ImportResult(status: "known", id: number.id)
            }
        } catch {
            return ImportResult(status: "refused", problem: Problem(answering: error))
        }
    }
}

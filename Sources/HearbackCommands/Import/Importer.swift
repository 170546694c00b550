import HearbackAPI
import HearbackClient
import HearbackCore

/// What became of the rows.
struct ImportSummary: Hashable, Codable, Sendable {
    var rows = 0
    var imported = 0
    /// In the ledger already, from an earlier import.
    var known = 0
    var refused = 0
    /// What is no comment or was not to be taken, by why.
    var leftOut: [String: Int] = [:]

    private enum CodingKeys: String, CodingKey {
        case rows, imported, known, refused
        case leftOut = "left_out"
    }

    var words: String {
        "\(Figures.count(rows, "row")): \(Figures.grouped(imported)) imported, \(Figures.grouped(known)) known already, "
            + "\(Figures.grouped(refused)) refused"
            + leftOut.sorted { $0.key < $1.key }.map { ", \(Figures.grouped($1)) left out (\($0))" }.joined()
    }
}

/// A refused row.
struct RefusedRow: Hashable, Codable, Sendable {
    var line: Int
    var externalID: String?
    var problem: Problem

    private enum CodingKeys: String, CodingKey {
        case line
        case externalID = "external_id"
        case problem
    }
}

/// Sends rows in batches and counts what becomes of them. Importing again is safe: known rows change nothing.
struct Importer {
    /// Under the daemon's limit of 1,000.
    static let batchSize = 500
    /// Bytes of text that make a batch full before it has its rows.
    static let batchWeight = 4 << 20

    let send: (ImportRequest) async throws -> ImportResponse
    /// Waits so many seconds before a busy daemon is asked again.
    let pause: (Int) async throws -> Void
    let refused: (RefusedRow) -> Void
    let progress: (_ bytes: Int, ImportSummary) -> Void

    private static let waits = [1, 2, 4, 8, 15]

    func run(_ source: inout RowSource) async throws -> ImportSummary {
        var summary = ImportSummary()
        var batch: [SourceRow] = []
        var weight = 0
        while let rows = try source.next() {
            for row in rows {
                batch.append(row)
                weight += row.textBytes
                guard batch.count >= Self.batchSize || weight >= Self.batchWeight else { continue }
                try await flush(&batch, &summary)
                weight = 0
                progress(source.bytesRead, summary)
            }
        }
        try await flush(&batch, &summary)
        progress(source.bytesRead, summary)
        return summary
    }

    /// Refusals come out in the order of the file, whoever refused.
    private func flush(_ batch: inout [SourceRow], _ summary: inout ImportSummary) async throws {
        let rows = batch.compactMap { entry in if case .row(let row) = entry.content { row } else { nil } }
        var results = rows.isEmpty ? [] : try await results(for: rows)[...]
        for entry in batch {
            summary.rows += 1
            switch entry.content {
            case .refused(let problem): refuse(entry, problem, &summary)
            case .leftOut(let why): summary.leftOut[why, default: 0] += 1
            case .row:
                guard let result = results.popFirst() else { throw ClientError.notUnderstood(member: "results") }
                switch result.status {
                case "imported": summary.imported += 1
                case "known": summary.known += 1
                default: refuse(entry, result.problem ?? Problem(.internalError), &summary)
                }
            }
        }
        batch.removeAll(keepingCapacity: true)
    }

    private func refuse(_ entry: SourceRow, _ problem: Problem, _ summary: inout ImportSummary) {
        summary.refused += 1
        refused(RefusedRow(line: entry.line, externalID: entry.externalID, problem: problem))
    }

    private func results(for rows: [ImportRow]) async throws -> [ImportResult] {
        for wait in Self.waits {
            do {
                return try await checked(send(ImportRequest(rows: rows)), rows.count)
            } catch let problem as Problem where problem.code == .queueFull {
                try await pause(wait)
            }
        }
        return try await checked(send(ImportRequest(rows: rows)), rows.count)
    }

    private func checked(_ response: ImportResponse, _ count: Int) throws -> [ImportResult] {
        guard response.results.count == count else { throw ClientError.notUnderstood(member: "results") }
        return response.results
    }
}

import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    private static let exportLimit = 500

    /// Everything that `import` takes, a page at a time, with the names and addresses of submitters but for auditors.
    func addExport(to group: RouterGroup<HearbackContext>) {
        group.get("export") { request, context in
            try context.require(.auditor, .administrator)
            try context.requireAllBills()
            let bill = request.query("bill")
            if let bill, try await ledger.bill(bill) == nil { throw Problem(.unknownBill, field: "bill") }
            let after = try request.published(after: request.query("after"))
            let limit = try request.limit(upTo: Self.exportLimit)
            let found = try await ledger.loggedDossiers(bill: bill, after: after, limit: limit).map(\.dossier)
            let left = found.filter { ImportRow($0) == nil }
            return try context.json(
                ExportPage(
                    rows: found.compactMap { ImportRow($0) },
                    leftOut: Dictionary(grouping: left, by: { $0.text == nil ? "erased" : $0.comment.state.status.rawValue }).mapValues(\.count),
                    next: found.count == limit ? found.last?.comment.number.id : nil))
        }
    }
}

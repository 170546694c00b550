import ArgumentParser
import Foundation
import HearbackAPI
import HearbackClient
import HearbackCore

struct BillAdd: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add bills from JSON.",
        discussion: """
            The file holds one bill or an array of them. Each is added or refused by itself.

            Examples:
              hearback bill add bills.json
              hearback bill add - <<'END'
              {"id": "pl-03-25", "kind": "government_bill", "reference": "03.25",
               "titles": {"fr": "Projet de loi n° 03.25"}, "articles": [{"id": "1", "titles": {"fr": "Article premier"}}],
               "window": {"opens": "2025-08-11T00:00:00Z", "closes": "2025-09-30T23:00:00Z"}}
              END
            """)

    @Argument(help: "A JSON file, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let bills = try BillFile.read(try TextInput.contents(of: file, desk.console))
        var failures: [CommandError] = []
        for (index, bill) in bills.enumerated() {
            do {
                let added = try await desk.client.addBill(try bill.get())
                try desk.show(added) { _ in
                    ["added \(VisibleText.inline(added.bill.id)) (\(VisibleText.inline(added.bill.reference)))"]
                }
            } catch {
                guard let words = ErrorWords.of(error), words.exitCode != ExitCodes.unreachable else { throw error }
                guard bills.count > 1 else { throw error }
                let name = (try? bill.get().id) ?? "number \(index + 1)"
                desk.console.errorLine("error: bill \(VisibleText.inline(name)): \(VisibleText.inline(words.message))")
                failures.append(words)
            }
        }
        guard !failures.isEmpty else { return }
        throw CommandError("\(failures.count) of \(Figures.count(bills.count, "bill")) were not added", hint: failures[0].hint)
    }
}

/// One bill or several; one that can't be read does not take its neighbours with it.
enum BillFile {
    static func read(_ data: Data) throws -> [Result<Bill, any Error>] {
        let values =
            switch try WireJSON.decode(JSONValue.self, from: data) {
            case .array(let elements): elements
            case let one: [one]
            }
        return values.map { value in
            Result { try WireJSON.decode(Bill.self, from: try WireJSON.encode(value)) }
        }
    }
}

import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// The two cases that started the project, from their import to what everyone can see.
@Suite("The case that it must win", .keepingFailures)
struct AcceptanceTests {
    private static let silent = "case-school-education"
    private static let consultation = "case-consultation-2022"

    private func importHistory(_ daemon: DaemonFixture) async throws -> ImportResponse {
        try await daemon.desk.post(
            "/admin/v1/import", ImportRequest(rows: try Demo.history()), as: ImportResponse.self)
    }

    @Test("The comment of 2023-01-06 waits, on every later date, for exactly that many days")
    func silence() async throws {
        try await DaemonFixture.with(simulatedClock: "2023-01-06T12:00:00.000Z") { daemon in
            try await daemon.add(try Demo.bills())
            let results = try await importHistory(daemon).results
            #expect(results.map(\.status) == Array(repeating: "imported", count: 26))
            let id = try #require(results.first?.id)
            let dates = [
                // Days are those of Casablanca, an hour ahead of UTC in that winter.
                ("2023-01-06T12:00:00.000Z", 0), ("2023-01-06T22:59:59.999Z", 0), ("2023-01-06T23:00:00.000Z", 1),
                ("2023-01-07T12:00:00.000Z", 1), ("2023-02-06T12:00:00.000Z", 31), ("2024-02-29T12:00:00.000Z", 419),
                ("2025-09-01T12:00:00.000Z", 969),
                ("2026-11-24T12:00:00.000Z", 1_418), ("2033-01-06T12:00:00.000Z", 3_653),
            ]
            for (date, days) in dates {
                try await daemon.moveClock(to: date)

                let comment = try await daemon.comment(id)
                let queue = try await daemon.desk.get("/admin/v1/queue?bill=\(Self.silent)", as: QueuePage.self)
                let latency = try await daemon.desk.get("/admin/v1/latency?bill=\(Self.silent)", as: LatencyReport.self)

                #expect(comment.state == .awaitingApproval)
                #expect(comment.daysWaiting == days, "on \(date)")
                #expect(queue.items.map(\.id) == [id])
                let now = try #require(Instant(rfc3339: date))
                #expect(queue.items.first?.ageSeconds == now.milliseconds(since: comment.receivedAt) / 1_000)
                #expect(latency.overall.received == 1)
                #expect(latency.overall.decided == 0)
                #expect(latency.overall.undecided == 1)
                #expect(latency.overall.p50.milliseconds == nil)
                #expect(latency.overall.oldest?.days == days, "on \(date)")
                #expect(latency.overall.oldest?.id == id)
                #expect(latency.simulatedClock)
            }
            // Received on a Friday, 20 working days, and one holiday among them: 11 January.
            #expect(try await daemon.comment(id).decisionDue == "2023-02-06")
        }
    }

    @Test("A comment posted live waits in its receipt for as many days as have passed")
    func liveSilence() async throws {
        try await DaemonFixture.with(simulatedClock: "2023-01-06T12:00:00.000Z") { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample("En attente d’approbation.", bill: Self.silent))
            for (date, days) in [("2023-01-07T12:00:00.000Z", 1), ("2024-02-29T12:00:00.000Z", 419)] {
                try await daemon.moveClock(to: date)
                let shown = try await daemon.receipt(receipt.receiptToken)
                #expect(shown.daysWaiting == days)
                #expect(shown.state == .awaitingApproval)
                #expect(shown.decision == nil)
                #expect(shown.decisionDue == receipt.decisionDue)
            }
        }
    }

    @Test("On the real clock the comment of 2023-01-06 waits until now")
    func realClock() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.bills())
            let id = try #require(try await importHistory(daemon).results.first?.id)
            let received = try #require(Instant(rfc3339: "2023-01-06T12:00:00.000Z"))
            let whole = (Int64(Date().timeIntervalSince1970 * 1_000) - received.milliseconds) / 86_400_000

            let waiting = try #require(try await daemon.comment(id).daysWaiting)
            let latency = try await daemon.desk.get("/admin/v1/latency?bill=\(Self.silent)", as: LatencyReport.self)

            // Local days may be one more than whole days, and midnight may pass in between.
            #expect((whole...whole + 2).contains(Int64(waiting)))
            #expect((waiting...waiting + 1).contains(try #require(latency.overall.oldest?.days)))
            #expect(!latency.simulatedClock)
        }
    }

    @Test("The consultation of 2022: 25 comments by 19 associations, 2 adopted with reasons, 23 visibly unanswered")
    func consultation() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await importHistory(daemon)

            let page = try await daemon.site.get(
                "/v1/bills/\(Self.consultation)/comments", as: PublishedPage.self).comments
            let bill = try await daemon.site.get("/v1/bills/\(Self.consultation)", as: BillResource.self)
            let path = "/admin/v1/latency?bill=\(Self.consultation)&clock="
            let outcomes = try await daemon.desk.get(path + "outcome", as: LatencyReport.self).overall

            let counts = BillCounts(received: 25, waiting: 0, published: 25, rejected: 0, withdrawn: 0, lapsed: 0)
            #expect(bill.counts == counts)
            #expect(!bill.isOpen)
            #expect(page.count == 25)
            #expect(Set(page.compactMap(\.association)).count == 19)
            let adopted = page.filter { $0.outcome?.outcome == .adopted }
            #expect(adopted.count == 2)
            #expect(adopted.allSatisfy { $0.outcome?.reason.isEmpty == false })
            #expect(page.filter { $0.outcome == nil && $0.answer == nil }.count == 23)
            #expect(outcomes.received == 25)
            #expect(outcomes.decided == 2)
            #expect(outcomes.undecided == 23)
        }
    }

    @Test("A second import changes nothing, imported events are marked, and the file rebuilds to the same")
    func importIsIdempotent() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let first = try await importHistory(daemon)
            let events = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).events
            let second = try await importHistory(daemon)
            let again = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self)

            #expect(second.results.map(\.status) == Array(repeating: "known", count: 26))
            #expect(second.results.map(\.id) == first.results.map(\.id))
            #expect(again.events == events)
            #expect(again.comments == 26)
            for id in first.results.compactMap(\.id) {
                let timeline = try await daemon.comment(id).timeline
                #expect(timeline.allSatisfy { $0.provenance == .imported && $0.recordedAt.rfc3339 == Demo.start })
            }
            #expect(try await daemon.rebuild().differences == 0)
        }
    }

    @Test("Rows out of order, in the future or on no bill are refused one by one")
    func refusedRows() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let good = try #require(try Demo.history().last)
            func row(_ id: String, _ change: (inout ImportRow) -> Void) -> ImportRow {
                var row = good
                row.externalID = id
                change(&row)
                return row
            }
            let late = try #require(Instant(rfc3339: "2030-01-01T00:00:00Z"))
            let early = try #require(Instant(rfc3339: "2020-01-01T00:00:00Z"))
            let rows = [
                row("future") { $0.receivedAt = late }, row("order") { $0.decision?.at = early },
                row("bill") { $0.bill = "none" }, row("text") { $0.text = "" },
                row("kind") { $0.decision?.kind = "lost" },
                row("good") { _ in }, row("good") { _ in },
            ]

            let results = try await daemon.desk.post(
                "/admin/v1/import", ImportRequest(rows: rows), as: ImportResponse.self
            ).results

            #expect(results.prefix(5).allSatisfy { $0.status == "refused" })
            let codes: [ProblemCode?] = [.invalidField, .invalidField, .unknownBill, .textEmpty, .invalidField]
            #expect(results.prefix(5).map(\.problem?.code) == codes)
            #expect(results.suffix(2).map(\.status).sorted() == ["imported", "known"])
            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).comments == 1)
        }
    }
}

import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// 310 real comments from 32 connections, while the daemon is killed at moments drawn from a seed.
enum Survival {
    static func prove(seed: UInt64, named name: String = #function) async throws {
        try await DaemonFixture.with(named: name) { daemon in
            try await daemon.add(try Demo.openBills())
            let comments = try Demo.comments()
            #expect(comments.count == 310)
            let items = try comments.map { Load.Item(key: $0.external_id, body: try WireJSON.encode($0.request)) }
            var random = SplitMix64(seed: seed)
            let moments = Set((0..<8).map { _ in Int.random(in: 1...300, using: &random) })
            let (deaths, die) = AsyncStream.makeStream(of: Void.self)
            let load = Load(items, on: daemon) { count in
                guard moments.contains(count) else { return }
                // At once, from the thread that holds the newest answer: the others' requests are under way.
                do { try daemon.send(signal: SIGKILL) } catch { Issue.record(error) }
                die.yield()
            }

            async let undertaker: Int = {
                var restarts = 0
                for await _ in deaths {
                    try await daemon.kill()
                    try await daemon.start()
                    restarts += 1
                }
                return restarts
            }()
            try await load.run(connections: 32)
            die.finish()

            #expect(try await undertaker == moments.count)
            #expect(load.result.odd == [])
            #expect(load.result.broken > 0)
            try await check(load.result, comments, daemon)
            try await checkRepeats(load.result, items, daemon)
        }
    }

    /// Every acknowledged comment is there once, as it was sent; nothing else is; the file is sound.
    private static func check(_ tally: Load.Tally, _ comments: [DemoComment], _ daemon: DaemonFixture) async throws {
        #expect(tally.acknowledged.count == comments.count)
        let ids = tally.acknowledged.values.compactMap { $0.first?.id }
        #expect(Set(ids).count == comments.count)
        for (index, receipts) in tally.acknowledged {
            let receipt = try #require(receipts.first)
            let shown = try await daemon.receipt(receipt.receiptToken)
            let sent = comments[index]
            #expect(Array((shown.text ?? "").utf8) == Array(sent.text.utf8), "\(sent.external_id)")
            #expect(shown.bill == comments[index].bill)
            #expect(shown.article == comments[index].article)
            #expect(shown.receivedAt == receipt.receivedAt)
            #expect(shown.decisionDue == receipt.decisionDue)
        }
        let bills = try await daemon.site.get("/v1/bills", as: BillList.self).bills
        #expect(bills.map(\.counts.received).reduce(0, +) == comments.count)
        let rebuild = try await daemon.rebuild()
        #expect(rebuild.differences == 0)
        #expect(rebuild.comments == comments.count)
        #expect(try await daemon.query("PRAGMA integrity_check") == ["ok"])
        #expect(try await daemon.query("SELECT count(*) FROM event WHERE kind = 'received'") == ["\(comments.count)"])
    }

    /// The same key and body give the same answer after any number of crashes.
    private static func checkRepeats(_ tally: Load.Tally, _ items: [Load.Item], _ daemon: DaemonFixture) async throws {
        let again = Load(items, on: daemon)
        try await again.run(connections: 8)
        for (index, receipts) in again.result.acknowledged {
            #expect(Set(receipts.map(\.withoutProof)) == Set((tally.acknowledged[index] ?? []).map(\.withoutProof)))
        }
        let status = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self)
        #expect(status.comments == Int64(items.count))
    }
}

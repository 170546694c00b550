import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Synchronization
import Testing

@Suite("Nothing acknowledged is lost", .serialized, .keepingFailures)
struct DurabilityPropertyTests {
    @Test("310 real comments from 32 connections survive SIGKILLs at random moments, each once", arguments: [1, 2, 3] as [UInt64])
    func kills(seed: UInt64) async throws {
        try await DaemonFixture.with { daemon in
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
    private func check(_ tally: Load.Tally, _ comments: [DemoComment], _ daemon: DaemonFixture) async throws {
        #expect(tally.acknowledged.count == comments.count)
        let ids = tally.acknowledged.values.compactMap { $0.first?.id }
        #expect(Set(ids).count == comments.count)
        for (index, receipts) in tally.acknowledged {
            let receipt = try #require(receipts.first)
            let shown = try await daemon.receipt(receipt.receiptToken)
            #expect(Array((shown.text ?? "").utf8) == Array(comments[index].text.utf8), "\(comments[index].external_id)")
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
    private func checkRepeats(_ tally: Load.Tally, _ items: [Load.Item], _ daemon: DaemonFixture) async throws {
        let again = Load(items, on: daemon)
        try await again.run(connections: 8)
        for (index, receipts) in again.result.acknowledged {
            #expect(Set(receipts) == Set(tally.acknowledged[index] ?? []))
        }
        let status = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self)
        #expect(status.comments == Int64(items.count))
    }

    @Test("SIGTERM under load ends with 0, and what was acknowledged is there afterwards", arguments: [4, 5] as [UInt64])
    func graceful(seed: UInt64) async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            let comments = try Demo.comments()
            let items = try (comments + comments).map { Load.Item(key: nil, body: try WireJSON.encode($0.request)) }
            var random = SplitMix64(seed: seed)
            let moment = Int.random(in: 50...200, using: &random)
            let load = Load(items, on: daemon, isPatient: false) { count in
                guard count == moment else { return }
                do { try daemon.send(signal: SIGTERM) } catch { Issue.record(error) }
            }

            try await load.run(connections: 32)
            try await daemon.restart()

            let acknowledged = load.result.acknowledged
            #expect(acknowledged.count >= moment && acknowledged.count < items.count)
            #expect(load.result.odd == [])
            for (index, receipts) in acknowledged {
                let shown = try await daemon.receipt(try #require(receipts.first).receiptToken)
                #expect(shown.text == comments[index % comments.count].text)
            }
            // Without keys nothing may be there twice, and what was cut off may be there or not.
            let status = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self)
            #expect(status.comments >= Int64(acknowledged.count))
            #expect(status.comments <= Int64(items.count))
            #expect(try await daemon.rebuild().differences == 0)
            #expect(try await daemon.query("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test("A full queue answers 503 with Retry-After, and neither loses nor doubles a comment")
    func fullQueue() async throws {
        let configuration = ["store.queue_limit": "1", "store.batch_limit": "1"]
        try await DaemonFixture.with(configuration: configuration) { daemon in
            try await daemon.add(try Demo.openBills())
            let items = try Demo.comments().map { Load.Item(key: nil, body: try WireJSON.encode($0.request)) }
            let load = Load(items, on: daemon)

            try await load.run(connections: 32)

            let result = load.result
            #expect(!result.busy.isEmpty)
            for response in result.busy {
                #expect(response.headers["retry-after"] == "2")
                #expect(try response.json(Problem.self).code == .queueFull)
            }
            #expect(result.odd == [])
            #expect(result.broken == 0)
            #expect(result.acknowledged.count == items.count)
            let status = try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self)
            #expect(status.comments == Int64(items.count))
        }
    }
}

@Suite("Idempotent requests", .keepingFailures)
struct IdempotencyTests {
    @Test("The same key and body give the same answer, also after a restart; another body is a conflict")
    func repeats() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let first = try await daemon.submit(.sample(), key: "k-1")
            let again = try await daemon.submit(.sample(), key: "k-1")
            let other = try await daemon.submit(.sample(), key: "k-2")
            try await daemon.kill()
            try await daemon.start()
            let afterwards = try await daemon.submit(.sample(), key: "k-1")
            let conflict = try await daemon.site.post(
                "/v1/comments", SubmissionRequest.sample("Autre chose"), headers: [("Idempotency-Key", "k-1")])

            #expect(again == first)
            #expect(afterwards == first)
            #expect(other.id != first.id)
            expect(conflict, .idempotencyConflict, 409, .english)
            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).comments == 2)
        }
    }

    @Test("A key that was refused once is free for the mended comment")
    func refusalsAreNotRemembered() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let refused = try await daemon.site.post(
                "/v1/comments", SubmissionRequest.sample("x", bill: "pl-99-99"), headers: [("Idempotency-Key", "k")])

            #expect(refused.status == 422)
            #expect(try await daemon.submit(.sample(), key: "k").id == "cmt_1")
        }
    }

    @Test("Twenty parallel requests with one key make one comment")
    func parallel() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let body = try WireJSON.encode(SubmissionRequest.sample())
            let load = Load(Array(repeating: .init(key: "one", body: body), count: 20), on: daemon)

            try await load.run(connections: 20)

            let answers = Set(load.result.acknowledged.values.joined())
            #expect(load.result.acknowledged.count == 20)
            #expect(answers.count == 1)
            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).comments == 1)
        }
    }

    @Test("An unusable key is refused", arguments: ["", "with space", "é", String(repeating: "k", count: 256)])
    func unusableKeys(key: String) async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let response = try await daemon.site.post(
                "/v1/comments", SubmissionRequest.sample(), headers: [("Idempotency-Key", key)])

            expect(response, .idempotencyKeyInvalid, 400, .english)
        }
    }

    @Test("A key is remembered for three days")
    func lifetime() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let first = try await daemon.submit(.sample(), key: "k")
            try await daemon.moveClock(to: "2025-09-04T07:59:59.999Z")
            let soon = try await daemon.submit(.sample(), key: "k")
            try await daemon.moveClock(to: "2025-09-04T08:00:00.000Z")
            let late = try await daemon.submit(.sample(), key: "k")

            #expect(soon == first)
            #expect(late.id == "cmt_2")
        }
    }
}

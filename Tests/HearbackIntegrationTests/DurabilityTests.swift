import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Nothing acknowledged is lost", .serialized, .keepingFailures)
struct DurabilityTests {
    @Test("310 real comments from 32 connections survive eight SIGKILLs, each once")
    func kills() async throws {
        try await Survival.prove(seed: 1)
    }

    @Test("SIGTERM under load ends with 0 and loses nothing that was acknowledged", arguments: [4, 5] as [UInt64])
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
            // The daemon's own chores may fill a queue of one.
            for bill in try Demo.openBills() {
                try await waitUntil("there is room for a bill") {
                    try await daemon.desk.post("/admin/v1/bills", bill).status == 201
                }
            }
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

/// The same from other seeds: the moments of the kills are random.
@Suite("Nothing acknowledged is lost, whenever the daemon dies", .serialized, .keepingFailures)
struct DurabilityPropertyTests {
    @Test("Comments survive SIGKILLs at random moments", arguments: [2, 3, 4] as [UInt64])
    func kills(seed: UInt64) async throws {
        try await Survival.prove(seed: seed)
    }
}

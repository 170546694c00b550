import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

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

            // The proof may be against a later head.
            #expect(again.withoutProof == first.withoutProof)
            #expect(afterwards.withoutProof == first.withoutProof)
            for receipt in [first, again, afterwards] { #expect(receipt.proof?.hasPrefix("c2sp.org/tlog-proof@v1\n") == true) }
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

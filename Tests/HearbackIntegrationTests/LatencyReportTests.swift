import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The latency report of a daemon", .keepingFailures)
struct LatencyReportTests {
    private typealias Object = [String: Any]

    private func report(_ daemon: DaemonFixture, _ query: String = "") async throws -> Data {
        let answer = try await daemon.desk.get("/admin/v1/latency/report\(query)")
        #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
        return answer.body
    }

    private func object(_ data: Data) throws -> Object {
        guard let object = try JSONSerialization.jsonObject(with: data) as? Object else { throw FixtureError("no object") }
        return object
    }

    private func headline(_ data: Data) throws -> Object {
        try #require(try object(data)["headline"] as? Object)
    }

    @Test("is the same bytes for the same prefix, whatever happens later")
    func reproducible() async throws {
        try await DaemonFixture.with(simulatedClock: "2023-01-06T12:00:00.000Z") { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.desk.post(
                "/admin/v1/import", ImportRequest(rows: try Demo.history()), as: ImportResponse.self)
            try await daemon.moveClock(to: "2023-04-01T12:00:00.000Z")
            let query = "?as_of=2023-03-31&by=bill"
            let before = try await report(daemon, query)
            #expect(try await report(daemon, query) == before)
            let queue = try await daemon.desk.get("/admin/v1/queue", as: QueuePage.self)
            let id = try #require(queue.items.first?.id)
            #expect(try await daemon.desk.post("/admin/v1/comments/\(id)/publish", Data()).status == 200)
            try await daemon.moveClock(to: "2023-06-01T12:00:00.000Z")
            #expect(try await report(daemon, query) == before)
            #expect(try headline(try await report(daemon))["decided"] as? Int != headline(before)["decided"] as? Int)
            let header = try #require(try object(before)["header"] as? Object)
            // In Ramadan Morocco was at +00.
            #expect(header["as_of"] as? String == "2023-04-01T00:00:00.000Z")
            #expect(header["as_of_local"] as? String == "2023-04-01 00:00:00 +00:00")
            #expect((header["log_length"] as? Int).map { $0 > 25 } == true)
            #expect(header["calendar"] as? String == "MA" && header["simulated_clock"] as? Bool == true)
        }
    }

    @Test("takes local days for its window, and refuses what it can't know")
    func window() async throws {
        try await DaemonFixture.with(simulatedClock: "2023-01-06T12:00:00.000Z") { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.desk.post(
                "/admin/v1/import", ImportRequest(rows: try Demo.history()), as: ImportResponse.self)
            let all = try headline(try await report(daemon))["received"] as? Int
            let one = try headline(try await report(daemon, "?from=2023-01-06&to=2023-01-06"))["received"] as? Int
            #expect(all == 26 && one == 1)
            #expect(try headline(try await report(daemon, "?to=2023-01-05"))["received"] as? Int == 25)
            for query in [
                "?as_of=2023-01-07", "?as_of=soon", "?from=2023-01-06&to=2023-01-05", "?by=moderator", "?population=x",
            ] {
                let answer = try await daemon.desk.get("/admin/v1/latency/report\(query)")
                #expect(answer.status == 400 || answer.status == 422, "\(query)")
                #expect(String(decoding: answer.body, as: UTF8.self).contains("invalid_field"), "\(query)")
            }
            #expect(try await daemon.desk.get("/admin/v1/latency/report?bill=none").status == 422)
        }
    }

    @Test("lists what it would have told otherwise had it known of the imports, and refuses a report that was not made")
    func corrections() async throws {
        try await DaemonFixture.with(simulatedClock: "2023-01-06T12:00:00.000Z") { daemon in
            try await daemon.add(try Demo.bills())
            try await daemon.moveClock(to: "2023-01-10T12:00:00.000Z")
            _ = try await daemon.desk.post(
                "/admin/v1/import", ImportRequest(rows: try Demo.history()), as: ImportResponse.self)
            try await daemon.moveClock(to: "2023-02-01T12:00:00.000Z")
            let found = try object(try await report(daemon, "?corrections_since=2023-01-08"))["restatements"]
            let restatements = try #require(found as? Object)
            #expect(restatements["as_of"] as? String == "2023-01-08T23:00:00.000Z")
            #expect(restatements["late_comments"] as? Int == 26 && restatements["late_events"] as? Int == 0)
            let rows = try #require(restatements["rows"] as? [Object])
            let received = try #require(rows.first { $0["figure"] as? String == "received" })
            #expect(received["before"] as? Int == 0 && received["now"] as? Int == 26)
            // Nothing that was written down late belongs to the days since.
            let later = "?from=2023-01-11&corrections_since=2023-01-20"
            #expect(try object(try await report(daemon, later))["restatements"] == nil)
            for query in [
                "?corrections_since=2023-02-01", "?from=2023-01-11&corrections_since=2023-01-10",
                "?corrections_from=2023-01-01", "?corrections_since=soon",
            ] {
                #expect([400, 422].contains(try await daemon.desk.get("/admin/v1/latency/report\(query)").status), "\(query)")
            }
        }
    }

    @Test("has its headline in public, cacheable, by bill and in all")
    func statistics() async throws {
        try await DaemonFixture.with(simulatedClock: "2023-01-06T12:00:00.000Z") { daemon in
            try await daemon.add(try Demo.bills())
            _ = try await daemon.desk.post(
                "/admin/v1/import", ImportRequest(rows: try Demo.history()), as: ImportResponse.self)
            try await daemon.moveClock(to: "2023-02-06T12:00:30.000Z")
            let first = try await daemon.site.get("/v1/statistics")
            #expect(first.status == 200 && first.headers["cache-control"] == "public, max-age=60")
            let tag = try #require(first.headers["etag"])
            let fresh = try await daemon.site.get("/v1/statistics", headers: [("If-None-Match", "\"x\", \(tag)")])
            #expect(fresh.status == 304 && fresh.body.isEmpty)
            let numbers = try object(first.body)
            #expect(numbers["as_of"] as? String == "2023-02-06T12:00:00.000Z")
            #expect((numbers["headline"] as? Object)?["received"] as? Int == 26)
            let bill = try object(try await daemon.site.get("/v1/bills/case-school-education/statistics").body)
            let headline = try #require(bill["headline"] as? Object)
            #expect(headline["received"] as? Int == 1 && headline["undecided"] as? Int == 1)
            #expect(headline["oldest_undecided"] as? Int == 31 * 86_400)
            try await daemon.moveClock(to: "2023-02-06T12:02:00.000Z")
            let later = try await daemon.site.get("/v1/statistics", headers: [("If-None-Match", tag)])
            #expect(later.status == 200 && later.headers["etag"] != tag)
            #expect(try await daemon.site.get("/v1/bills/none/statistics").status == 404)
        }
    }
}

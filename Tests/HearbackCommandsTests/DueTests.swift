import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackCommands

@Suite("Due dates at the command line")
struct DueTests {
    private static let new = ["--zoneinfo", Project.file("Tests/Fixtures/time/zoneinfo-2026f")]
    private static let old = ["--zoneinfo", Project.file("Tests/Fixtures/time/zoneinfo-2025b")]

    private func due(_ received: String, _ days: Int, _ more: [String] = []) async -> Run {
        await Run.hearback(["due", "--received", received, "--days", "\(days)"] + more)
    }

    @Test("tell every day, what was skipped and why, and what it was reckoned from")
    func explanation() async {
        let run = await due("2026-10-30", 5, Self.new)
        #expect(run.exit == 0 && run.errors.isEmpty)
        for text in [
            "due          2026-11-09, Monday, by the end of the day", "provisional  no", "term         5 working days",
            "2026-10-30  Friday         0  received",
            "2026-10-31  Saturday       -  skipped: weekend, and Unity Day (fixed)",
            "2026-11-06  Friday         -  skipped: Green March (fixed)", "2026-11-09  Monday         5  due by the end of it",
            "calendar     MA, version 2026-", "config/calendars/MA.json", "data 2026f",
            "zoneinfo-2026f/Africa/Casablanca",
        ] {
            #expect(run.output.contains(text), "\(run.output)")
        }
    }

    @Test("say what makes them provisional")
    func provisional() async {
        let run = await due("2026-03-19", 20, Self.new)
        #expect(run.output.contains("provisional  yes"))
        #expect(run.output.contains("Eid al-Fitr on 2026-03-20 is tentative, and may move by a day"))
        let beyond = await due("2027-12-20", 20, Self.new + ["--json"])
        #expect(beyond.output.contains("\"provisional\":true") && beyond.output.contains("does not know all of these days"))
    }

    @Test("turn a time into a local day by the zone's own data, and warn of data from before Morocco's change")
    func zones() async {
        let new = await due("2026-11-23T23:30:00Z", 1, Self.new)
        #expect(new.output.contains("which was 2026-11-23 in Africa/Casablanca (UTC+00:00)"))
        #expect(new.output.contains("due          2026-11-24") && new.errors.isEmpty)
        let old = await due("2026-11-23T23:30:00Z", 1, Self.old + ["--json"])
        #expect(old.output.contains("\"due\":\"2026-11-25\""))
        #expect(old.errors.contains("warning: ") && old.errors.contains("2025b") && old.errors.contains("2026c"))
        let offset = await due("2026-11-24T00:30:00+01:00", 1, Self.new + ["--json"])
        #expect(offset.output.contains("\"due\":\"2026-11-24\""))
        let elsewhere = await due("2026-11-23T23:30:00Z", 1, Self.new + ["--zone", "Pacific/Auckland", "--json"])
        #expect(elsewhere.output.contains("\"due\":\"2026-11-25\""))
    }

    @Test("without their zone or calendar name what is missing", arguments: [
        (["--zone", "Africa/Nowhere"], "Africa/Nowhere", Int32(66)), (["--calendar", "XX"], "there are: MA", 66),
        (["--zoneinfo", "/nonexistent"], "/nonexistent", 66), (["--calendars", "/nonexistent"], "/nonexistent", 66),
    ])
    func missing(arguments: [String], text: String, code: Int32) async {
        let run = await due("2026-10-30", 5, Self.new + arguments)
        #expect(run.exit == code && run.errors.contains(text) && run.output.isEmpty, "\(run.errors)")
        #expect(run.errors.hasPrefix("error: ") && run.errors.contains("\nhint: "))
    }

    @Test("in calendar days roll on to a working day")
    func rolled() async {
        let run = await due("2026-10-16", 15, Self.new + ["--unit", "calendar"])
        #expect(run.output.contains("due          2026-11-02"))
        #expect(run.output.contains("2026-11-02  Monday         -  due by the end of it: the first working day after the term"))
    }

    @Test("Calendars are shown with the tentative days marked, by year, at any width")
    func show() async throws {
        let run = await Run.hearback(["calendar", "show", "--year", "2026"])
        #expect(run.exit == 0 && run.output.contains("2026-03-20  Friday     tentative ?  Eid al-Fitr"))
        #expect(!run.output.contains("2025-") && run.output.contains("move 7 days by a day"))
        let lines = await Run.hearback(["calendar", "show", "MA", "--year", "2026", "--json"]).output.split(separator: "\n")
        #expect(lines.count == 18)
        #expect(lines.count { $0.contains("\"tentative\":true") } == 7)
        #expect(lines.allSatisfy { $0.contains("\"source\":\"") && $0.contains("\"status\":\"") })
        for width in [20, 40, 60, 80] {
            let narrow = await Run.hearback(["calendar", "show"], width: width)
            let plain = narrow.output.replacing(/\u{1B}\[[0-9]*m/, with: "")
            #expect(plain.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= max(width, 40) })
        }
        let unknown = await Run.hearback(["calendar", "show", "--year", "2040"])
        #expect(unknown.exit == 66 && unknown.errors.contains("2027-12-31"))
    }

    @Test("Calendars are checked, each with all its faults, and the exit code is 3 when one is not valid")
    func check() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let good = Project.file("config/calendars/MA.json")
            let text = String(decoding: try Project.contents("config/calendars/MA.json"), as: UTF8.self)
            let bad = try scratch.write(
                text.replacing("\"date\": \"2022-01-11\"", with: "\"date\": \"2022-13-11\"")
                    .replacing("\"Labor Day\"", with: "\"\\u001b[31mLabor\", \"status\": \"x\""), to: "bad.json")
            let fine = await Run.hearback(["calendar", "check", good], now: 1_795_478_400)
            #expect(fine.exit == 0 && fine.output.contains("valid, MA version") && fine.output.contains("warning: entry 8 "))
            let run = await Run.hearback(["calendar", "check", good, bad], now: 1_795_478_400)
            #expect(run.exit == 3 && run.errors.contains("1 of 2 calendars are not valid"))
            #expect(run.output.contains("error: entry 2 (2022-13-11 Proclamation of Independence Day): date: "))
            #expect(!run.output.contains("\u{1B}"))
            let json = await Run.hearback(["calendar", "check", "--json", bad])
            #expect(json.exit == 3 && json.errors.isEmpty && json.output.contains("\"entry\":2") && json.output.contains("\"valid\":false"))
            let missing = await Run.hearback(["calendar", "check", scratch.file("none.json")])
            #expect(missing.exit == 66)
        }
    }
}

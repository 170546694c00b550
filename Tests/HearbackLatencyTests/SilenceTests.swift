import Foundation
import HearbackCore
import HearbackLatency
import HearbackTime
import Testing

@Suite("Silence")
struct SilenceTests {
    private var casablanca: Zone {
        get throws {
            let project = URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            let folder = project.appendingPathComponent("Tests/Fixtures/time/zoneinfo-2026f").path
            return try ZoneDirectory(path: folder).zone(named: "Africa/Casablanca")
        }
    }

    @Test(
        "a comment of 2023-01-06 that was never decided is silent for that many days, on any later date",
        arguments: [
            ("2023-01-07", 1), ("2023-02-06", 31), ("2024-01-06", 365), ("2025-01-06", 731), ("2026-11-24", 1_418),
            ("2033-01-06", 3_653),
        ])
    func neverDecided(date: String, days: Int) throws {
        let looking = try #require(Instant(rfc3339: date + "T18:30:00Z"))
        let silence = try #require(Silence(of: comment(), asOf: looking))
        #expect(silence.since == origin)
        #expect(silence.days(in: try casablanca) == days)
        // The same when the comment was imported years later: its silence did not begin with the import.
        let imported = CommentTimeline(received: origin, imported: origin.advanced(byMilliseconds: 1), events: [])
        #expect(Silence(of: imported, asOf: looking)?.since == origin)
        var summary = LatencySummary(asOf: looking)
        summary.add(comment(), bill: "school")
        let report = summary.total()
        #expect(report.silence.count == 1)
        #expect(report.silence.longest == ClockReport.Oldest(since: origin, asOf: looking))
        #expect(report[.decision]?.oldest == ClockReport.Oldest(since: origin, asOf: looking))
        #expect(report[.decision]?.p50 == Quantile(time: nil, lower: nil, upper: nil))
        #expect(report[.decision]?.oldest?.age == looking.milliseconds - origin.milliseconds)
        #expect(report.silence.overThirtyDays == (days > 30 ? 1 : 0))
    }

    @Test("counts civil days: half an hour over midnight in Casablanca is a day")
    func civilDays() throws {
        // 23:45 and 00:15 local time; Casablanca was at +01 on that night.
        let evening = try #require(Instant(rfc3339: "2023-01-06T22:45:00Z"))
        let timeline = CommentTimeline(received: evening, events: [])
        let night = evening.advanced(byMilliseconds: 1_800_000)
        #expect(try #require(Silence(of: timeline, asOf: night)).days(in: try casablanca) == 1)
        #expect(try #require(Silence(of: timeline, asOf: evening)).days(in: try casablanca) == 0)
    }

    @Test("begins anew with each message that arrived, not with what was only done")
    func deliveries() {
        let timeline = comment((.notified, 2), (.published, 5), (.notified, 9), (.noteAdded, 12))
        #expect(Silence(of: timeline, asOf: day(1))?.since == day(0))
        #expect(Silence(of: timeline, asOf: day(8))?.since == day(2))
        #expect(Silence(of: timeline, asOf: day(50))?.since == day(9))
    }

    @Test("ends when nothing is owed: withdrawn, or refusal, answer or outcome told")
    func ends() {
        #expect(Silence(of: comment((.withdrawn, 3)), asOf: day(9)) == nil)
        #expect(Silence(of: comment((.rejected, 3)), asOf: day(9))?.since == day(0))
        #expect(Silence(of: comment((.rejected, 3), (.notified, 4)), asOf: day(9)) == nil)
        #expect(Silence(of: comment((.rejected, 3), (.notified, 4), (.appealed, 5)), asOf: day(9))?.since == day(4))
        let answered = comment((.published, 3), (.notified, 4), (.answered, 5), (.notified, 6))
        #expect(Silence(of: answered, asOf: day(5.5))?.since == day(4))
        #expect(Silence(of: answered, asOf: day(9)) == nil)
        #expect(Silence(of: comment((.lapsed, 3), (.notified, 4)), asOf: day(9))?.since == day(4))
    }

    @Test("of those without an address is broken by what stands on their page")
    func noAddress() {
        let timeline = comment(hasAddress: false, (.claimed, 2), (.published, 5))
        #expect(Silence(of: timeline, asOf: day(4))?.since == day(0))
        #expect(Silence(of: timeline, asOf: day(9))?.since == day(5))
        #expect(Silence(of: comment(hasAddress: false, (.published, 5), (.answered, 7)), asOf: day(9)) == nil)
    }

    @Test("of a comment that is not known yet does not exist")
    func notYet() {
        #expect(Silence(of: comment(), asOf: day(-1)) == nil)
    }
}

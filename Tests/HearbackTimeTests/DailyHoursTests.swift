import HearbackCore
import Testing

@testable import HearbackTime

@Suite("Hours of each day")
struct DailyHoursTests {
    @Test("The round of a day", arguments: [
        (8, 24, [8]), (8, 6, [2, 8, 14, 20]), (23, 24, [23]), (0, 1, Array(0..<24)), (9, 5, [4, 9, 14, 19]),
    ])
    func round(_ first: Int, _ interval: Int, _ hours: [Int]) {
        #expect(DailyHours(from: first, every: interval).hours == hours)
    }

    @Test("The last moment that is not after now, by local clocks, over a change of the clocks too")
    func latest() throws {
        let casablanca = try ZoneDirectory(path: "/usr/share/zoneinfo").zone(named: "Africa/Casablanca")
        func latest(_ now: String, _ hours: DailyHours, in zone: Zone) throws -> String {
            hours.latest(at: try #require(Instant(rfc3339: now)), in: zone).rfc3339
        }
        let daily = DailyHours(from: 8, every: 24)
        #expect(try latest("2025-09-01T06:59:59.999Z", daily, in: casablanca) == "2025-08-31T07:00:00.000Z")
        #expect(try latest("2025-09-01T07:00:00.000Z", daily, in: casablanca) == "2025-09-01T07:00:00.000Z")
        #expect(try latest("2025-09-01T05:00:00.000Z", DailyHours(from: 8, every: 6), in: casablanca) == "2025-09-01T01:00:00.000Z")
        let paris = try ZoneDirectory(path: "/usr/share/zoneinfo").zone(named: "Europe/Paris")
        // 2025-10-26: clocks go back at 3; 8 is 7 UTC from then on.
        #expect(try latest("2025-10-26T06:59:59.000Z", daily, in: paris) == "2025-10-25T06:00:00.000Z")
        #expect(try latest("2025-10-26T07:00:00.000Z", daily, in: paris) == "2025-10-26T07:00:00.000Z")
    }
}

import HearbackTime
import Testing

@Suite("Periods of reports")
struct ReportPeriodTests {
    @Test("are the last ones that were over", arguments: [
        ("daily", "2024-03-01", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("monthly", "2024-03-01", "2024-02", "2024-02-01", "2024-02-29"),
        ("monthly", "2024-03-31", "2024-02", "2024-02-01", "2024-02-29"),
        ("monthly", "2026-01-15", "2025-12", "2025-12-01", "2025-12-31"),
        // ISO 8601: 2027-01-01 is a Friday, so the week before the 4th is the last of 2026.
        ("weekly", "2027-01-04", "2026-W53", "2026-12-28", "2027-01-03"),
        ("weekly", "2027-01-10", "2026-W53", "2026-12-28", "2027-01-03"),
        ("weekly", "2027-01-11", "2027-W01", "2027-01-04", "2027-01-10"),
        ("weekly", "2024-12-31", "2024-W52", "2024-12-23", "2024-12-29"),
    ])
    func last(cadence: String, day: String, name: String, first: String, end: String) throws {
        let period = ReportPeriod(
            try #require(ReportCadence(rawValue: cadence)), before: try #require(CivilDate(day)))
        #expect(period.name == name && period.first.description == first && period.last.description == end)
    }
}

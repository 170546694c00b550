import Foundation
import HearbackCore
import HearbackTime
import Testing

@Suite("Working calendars")
struct WorkingCalendarTests {
    /// Eid as it was observed, where the moon came a day after the vectors' estimate: the estimate, and the day.
    private static let observed = [
        "2024-06-16": "2024-06-18", "2025-03-30": "2025-04-01", "2025-06-06": "2025-06-08",
    ]

    @Test("of Morocco 2022 to 2027: the shipped file has the holidays of the vectors, the observed ones among them")
    func morocco() throws {
        let calendar = try Fixtures.morocco()
        let expected = try Fixtures.vectors().calendar.holidays
        for (year, dates) in expected {
            let days = dates.map { Self.observed[$0.description] ?? $0.description }
            let shipped = calendar.entries.map(\.date.description).filter { $0.hasPrefix(year) }
            #expect(Set(shipped) == Set(days), "\(year)")
        }
        #expect(calendar.name == "MA")
        #expect(calendar.weekend == [.saturday, .sunday])
        #expect(calendar.coverage.lowerBound.description == "2022-01-01")
        #expect(calendar.coverage.upperBound.description == "2027-12-31")
    }

    @Test("of Morocco call Islamic days confirmed where they were announced, else tentative, and every other day fixed")
    func statuses() throws {
        let islamic = ["Eid al-Fitr", "Eid al-Adha", "Islamic New Year", "Prophet's Birthday"]
        for entry in try Fixtures.morocco().entries {
            let isAnnounced = entry.name.hasPrefix("Eid") && entry.date.year < 2026
            let status: Holiday.Status = isAnnounced ? .confirmed : islamic.contains(entry.name) ? .tentative : .fixed
            #expect(entry.status == status, "\(entry.date)")
            #expect(isAnnounced == entry.source.contains("Ministry of Habous"), "\(entry.source)")
            #expect(!entry.source.isEmpty)
        }
    }

    @Test("of Morocco have two days of each Eid, the second behind the first, as they were observed")
    func eids() throws {
        let entries = try Fixtures.morocco().entries.filter { $0.status == .confirmed }
        let days = { (name: String) in entries.filter { $0.name == name }.map(\.date) }
        let first = [
            "Eid al-Fitr": ["2022-05-02", "2023-04-22", "2024-04-10", "2025-03-31"],
            "Eid al-Adha": ["2022-07-10", "2023-06-29", "2024-06-17", "2025-06-07"],
        ]
        for (name, dates) in first {
            #expect(days(name) == dates.compactMap { CivilDate($0) }.flatMap { [$0, $0.adding(days: 1)] })
        }
    }

    @Test("of Morocco have Amazigh New Year on 14 January from 2024 and Unity Day from 2026")
    func corrections() throws {
        let entries = try Fixtures.morocco().entries
        let days = { (name: String) in entries.filter { $0.name == name }.map(\.date.description) }
        #expect(days("Amazigh New Year") == ["2024-01-14", "2025-01-14", "2026-01-14", "2027-01-14"])
        #expect(days("Unity Day") == ["2026-10-31", "2027-10-31"])
    }

    @Test("keep a day firm when a fixed holiday shares it with a tentative one")
    func sharedDay() throws {
        let calendar = try Fixtures.morocco()
        let throne = try #require(CivilDate("2022-07-30"))
        #expect(calendar.holidays(on: throne).count == 2)
        #expect(!calendar.isTentative(throne))
        #expect(calendar.isTentative(try #require(CivilDate("2026-03-20"))))
    }

    @Test("survive a round through JSON entry by entry")
    func entries() throws {
        let entries = try Fixtures.morocco().entries
        let data = try JSONEncoder().encode(entries)
        #expect(try JSONDecoder().decode([Holiday].self, from: data) == entries)
    }

    static let broken: [(String, CalendarError?)] = [
        (#"{"weekend": [1,2,3,4,5,6,7]}"#, .noWorkingDay),
        (#"{"version": ""}"#, .unnamed),
        (#"{"from": "2027-01-01"}"#, nil),
        (#"{"weekend": [8]}"#, nil),
        (#"{"from": "2026-02-30"}"#, nil),
        (#"{"entries": [{"date": "2026-01-01"}]}"#, nil),
    ]

    @Test("that make no sense are refused with a reason", arguments: broken.indices)
    func refused(index: Int) throws {
        let (change, expected) = Self.broken[index]
        var file: [String: Any] = [
            "calendar": "X", "version": "1", "weekend": [6, 7], "from": "2026-01-01", "through": "2026-12-31",
            "entries": [Any](),
        ]
        let changes = try #require(try JSONSerialization.jsonObject(with: Data(change.utf8)) as? [String: Any])
        file.merge(changes) { $1 }
        let data = try JSONSerialization.data(withJSONObject: file)
        let error = #expect(throws: CalendarError.self) { try WorkingCalendar(json: data) }
        if let expected { #expect(error == expected) }
        #expect(error?.description.isEmpty == false)
    }

    @Test("refuse bytes that are no JSON, entries outside the coverage and entries told twice")
    func refusedEntries() throws {
        #expect(throws: CalendarError.self) { try WorkingCalendar(json: Data([0xFF, 0x00])) }
        let first = try #require(CivilDate("2026-01-01"))
        let entry = Holiday(
            date: first, name: "New Year", status: .fixed, source: "test", recordedAt: Instant(milliseconds: 0))
        #expect(throws: CalendarError.toldTwice(first, name: "New Year")) {
            try WorkingCalendar(
                name: "X", version: "1", weekend: [], coverage: first...first, entries: [entry, entry])
        }
        let second = first.adding(days: 1)
        #expect(throws: CalendarError.outsideCoverage(first, name: "New Year")) {
            try WorkingCalendar(
                name: "X", version: "1", weekend: [], coverage: second...second, entries: [entry])
        }
    }
}

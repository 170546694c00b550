import Foundation
import HearbackCore
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    @Test("are read and written as YYYY-MM-DD", arguments: ["0000-01-01", "1970-01-01", "2024-02-29", "9999-12-31"])
    func text(text: String) throws {
        let date = try #require(CivilDate(text))
        #expect(date.description == text)
        #expect(try JSONDecoder().decode([CivilDate].self, from: try JSONEncoder().encode([date])) == [date])
    }

    @Test(
        "that do not exist, or are written otherwise, are refused",
        arguments: ["2023-02-29", "2026-13-01", "2026-1-1", "2026-01-01Z", " 2026-01-0", "2026/01/01", "-026-01-01", ""])
    func refused(text: String) {
        #expect(CivilDate(text) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CivilDate].self, from: try JSONEncoder().encode([text]))
        }
    }

    @Test("know their weekday")
    func weekdays() throws {
        #expect(CivilDate("1970-01-01")?.weekday == .thursday)
        #expect(CivilDate("1969-12-28")?.weekday == .sunday)
        #expect(CivilDate("2023-01-06")?.weekday == .friday)
        #expect(CivilDate("2026-11-24")?.weekday == .tuesday)
        let monday = try #require(CivilDate("1600-02-28"))
        #expect((0..<7).map { monday.adding(days: $0).weekday } == Weekday.allCases)
    }

    @Test("stop at the ends of the calendar")
    func ends() {
        #expect(CivilDate.latest.description == "9999-12-31")
        #expect(CivilDate.earliest.description == "0000-01-01")
        #expect(CivilDate.latest.adding(days: .max) == .latest)
        #expect(CivilDate.earliest.adding(days: .min) == .earliest)
    }

    @Test("add, subtract and order like day numbers", arguments: [UInt64(1), 0xC1F1, 0xDA7E])
    func arithmetic(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let date = CivilDate(clamping: Int.random(in: -719_528...2_932_896, using: &random))
            let other = CivilDate(clamping: Int.random(in: -719_528...2_932_896, using: &random))
            #expect(other.adding(days: date.days(since: other)) == date)
            #expect((date < other) == (date.description < other.description))
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
        }
    }
}

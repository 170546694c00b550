import Foundation
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("Calendar reviews")
struct CalendarReviewTests {
    private let today = CivilDate("2026-11-24") ?? .earliest

    private func review(_ text: String) -> CalendarReview { CalendarReview(json: Data(text.utf8), today: today) }

    private static func file(
        weekend: String = "[6, 7]", from: String = "2026-01-01", through: String = "2028-12-31", entries: String = ""
    ) -> String {
        """
        {"calendar": "MA", "version": "1", "weekend": \(weekend), "from": "\(from)", "through": "\(through)",
         "entries": [\(entries)]}
        """
    }

    private static func entry(
        _ date: String, _ name: String = "Feast", status: String = "fixed", source: String = "\"law\""
    ) -> String {
        """
        {"date": "\(date)", "name": "\(name)", "status": "\(status)", "source": \(source),
         "recorded_at": "2026-01-01T00:00:00.000Z"}
        """
    }

    @Test("of the calendar that is shipped find no error, and the tentative days that are past")
    func shipped() throws {
        let found = CalendarReview(json: try Fixtures.data("config/calendars/MA.json"), today: today)
        let morocco = try Fixtures.morocco()
        #expect(found.errors.isEmpty && found.calendar == morocco)
        let past = morocco.entries.filter { $0.status == .tentative && $0.date < today }
        #expect(found.warnings.count { $0.cause.hasPrefix("tentative, and past") } == past.count && !past.isEmpty)
    }

    @Test("tell every fault with its entry, not the first alone")
    func everyFault() {
        let found = review(
            Self.file(
                entries: [
                    Self.entry("2026-02-30"), Self.entry("2029-01-01"), Self.entry("2026-05-01"), Self.entry("2026-05-01"),
                    Self.entry("2026-05-02", status: "maybe", source: "7"), "3", "{\"date\": \"2026-05-03\"}",
                ].joined(separator: ",")))
        #expect(found.calendar == nil)
        let told = found.errors.map { "\($0.entry ?? 0) \($0.cause)" }
        let expected = [
            "1 date: '2026-02-30' is not a date", "2 outside the calendar's coverage", "4 told twice: entry 3",
            "5 status: ", "5 source: has the wrong type", "6 not an object", "7 name: missing",
            "7 status: missing; write fixed", "7 source: missing", "7 recorded_at: missing",
        ]
        #expect(told.count == expected.count && zip(told, expected).allSatisfy { $0.hasPrefix($1) }, "\(told)")
        #expect(found.errors[0].date == "2026-02-30" && found.errors[0].name == "Feast")
    }

    @Test("tell what is wrong with the whole", arguments: [
        ("", "JSON"), ("[]", "wrong type"), ("{}", "calendar: missing"), ("{\"calendar\": 1", "JSON"),
        (file(weekend: "[1,2,3,4,5,6,7]"), "every weekday"), (file(weekend: "[8]"), "weekend: "),
        (file(from: "2027-01-01", through: "2026-01-01"), "earlier day first"), (file(through: "soon"), "through: 'soon'"),
        (file().replacingOccurrences(of: "\"version\": \"1\"", with: "\"version\": \"\""), "no name or no version"),
    ])
    func whole(text: String, cause: String) {
        let found = review(text)
        #expect(found.calendar == nil)
        #expect(found.errors.contains { $0.entry == nil && $0.cause.contains(cause) }, "\(found.errors)")
    }

    @Test("warn of years that run out, of one day told by two names, of tentative days that are past")
    func warnings() {
        let causes = { (text: String) in review(text).warnings.map(\.cause) }
        #expect(causes(Self.file()).isEmpty)
        #expect(causes(Self.file(through: "2027-11-24")).isEmpty)
        #expect(causes(Self.file(through: "2027-11-23")).first?.contains("within 12 months, on 2027-11-23") == true)
        #expect(causes(Self.file(through: "2026-11-23")).first?.contains("ended on 2026-11-23") == true)
        let twice = causes(Self.file(entries: Self.entry("2026-05-01") + "," + Self.entry("2026-05-01", "Labour")))
        #expect(twice == ["the same day as entry 1"])
        let past = { causes(Self.file(entries: Self.entry($0, status: $1))) }
        #expect(past("2026-11-23", "tentative").count == 1)
        #expect(past("2026-11-24", "tentative").isEmpty && past("2026-11-23", "confirmed").isEmpty)
    }

    @Test("find errors exactly where the daemon's reader does", arguments: [UInt64(11), 0xCA1E, 20_261_124])
    func agreement(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let original = Array(try Fixtures.data("config/calendars/MA.json").prefix(3_000)) + Array("}]}".utf8)
        let text = String(decoding: original, as: UTF8.self)
        let whole = Array((text[..<(text.range(of: "},", options: .backwards)?.lowerBound ?? text.endIndex)] + "}]}").utf8)
        #expect(CalendarReview(json: Data(whole), today: today).errors.isEmpty)
        var invalid = 0
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let (here, there) = (Int.random(in: bytes.indices, using: &random), Int.random(in: bytes.indices, using: &random))
                if Bool.random(using: &random) { bytes[here] = bytes[there] } else { bytes.remove(at: here) }
            }
            let found = CalendarReview(json: Data(bytes), today: today)
            let accepted = try? WorkingCalendar(json: Data(bytes))
            #expect((accepted != nil) == found.errors.isEmpty, "\(String(decoding: bytes, as: UTF8.self)) \(found.errors)")
            #expect(found.calendar == accepted)
            if accepted == nil { invalid += 1 }
        }
        #expect((50..<400).contains(invalid))
    }
}

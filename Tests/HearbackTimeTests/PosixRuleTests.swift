import HearbackCore
import HearbackTime
import Testing

@Suite("POSIX time zone rules")
struct PosixRuleTests {
    struct Change: Sendable {
        let zone: String
        let at: String
        let before: Int
        let after: Int
    }

    /// From Python 3's zoneinfo over the same files; all in 2045, where only the footers speak.
    static let changes = [
        Change(zone: "Europe/Dublin", at: "2045-03-26T01:00:00Z", before: 0, after: 3_600),
        Change(zone: "Europe/Dublin", at: "2045-10-29T01:00:00Z", before: 3_600, after: 0),
        Change(zone: "Pacific/Auckland", at: "2045-04-01T14:00:00Z", before: 46_800, after: 43_200),
        Change(zone: "Pacific/Auckland", at: "2045-09-23T14:00:00Z", before: 43_200, after: 46_800),
        Change(zone: "America/New_York", at: "2045-03-12T07:00:00Z", before: -18_000, after: -14_400),
        Change(zone: "America/New_York", at: "2045-11-05T06:00:00Z", before: -14_400, after: -18_000),
        Change(zone: "America/Nuuk", at: "2045-03-26T01:00:00Z", before: -7_200, after: -3_600),
        Change(zone: "America/Nuuk", at: "2045-10-29T01:00:00Z", before: -3_600, after: -7_200),
        Change(zone: "Asia/Gaza", at: "2045-03-25T00:00:00Z", before: 7_200, after: 10_800),
        Change(zone: "Asia/Gaza", at: "2045-10-27T23:00:00Z", before: 10_800, after: 7_200),
    ]

    @Test("change the clock when Python's zoneinfo does, also with negative daylight time", arguments: changes)
    func footers(change: Change) throws {
        let zone = try Fixtures.new.zone(named: change.zone)
        let at = try #require(Instant(rfc3339: change.at))
        #expect(zone.offset(at: at) == change.after)
        #expect(zone.offset(at: at.advanced(byMilliseconds: -1)) == change.before)
    }

    @Test("say which of Ireland's two times is the daylight one: winter, with the smaller offset")
    func negativeDaylight() throws {
        let rule = try PosixRule("IST-1GMT0,M10.5.0,M3.5.0/1")
        let winter = try #require(Instant(rfc3339: "2050-01-15T00:00:00Z"))
        let summer = try #require(Instant(rfc3339: "2050-07-15T00:00:00Z"))
        #expect(rule.localTime(at: winter.seconds) == ZoneFile.LocalTime(offset: 0, isDaylightSaving: true))
        #expect(rule.localTime(at: summer.seconds) == ZoneFile.LocalTime(offset: 3_600, isDaylightSaving: false))
    }

    @Test("may have quoted names and offsets with minutes and seconds")
    func forms() throws {
        #expect(try PosixRule("<+01>-1").localTime(at: 0).offset == 3_600)
        #expect(try PosixRule("<-0330>3:30").localTime(at: 0).offset == -12_600)
        #expect(try PosixRule("LMT+0:30:20").localTime(at: 0).offset == -1_820)
        #expect(try PosixRule("UTC0").localTime(at: .min).offset == 0)
    }

    @Test("with daylight time all year stay in it at every new year (RFC 9636, section 3.3.1)")
    func allYear() throws {
        let rule = try PosixRule("EST5EDT,0/0,J365/25")
        for year in 2_027...2_040 {
            let newYear = try #require(GregorianDay.number(year: year, month: 1, day: 1))
            for hour in -30...30 {
                #expect(rule.localTime(at: Int64(newYear * 86_400 + hour * 3_600)).offset == -14_400)
            }
        }
    }

    @Test("count Julian days without 29 February and ordinal days with it")
    func dayKinds() throws {
        // 2028 is a leap year: J60 is 1 March, day 60 counted from 0 is 1 March too, in 2027 it is 2 March.
        let julian = try PosixRule("AAA0BBB,J60/0,J61/0")
        let ordinal = try PosixRule("AAA0BBB,60/0,61/0")
        let leapMarch = try #require(Instant(rfc3339: "2028-03-01T12:00:00Z")).seconds
        let march = try #require(Instant(rfc3339: "2027-03-01T12:00:00Z")).seconds
        #expect(julian.localTime(at: leapMarch).isDaylightSaving)
        #expect(julian.localTime(at: march).isDaylightSaving)
        #expect(ordinal.localTime(at: leapMarch).isDaylightSaving)
        #expect(!ordinal.localTime(at: march).isDaylightSaving)
        #expect(ordinal.localTime(at: march + 86_400).isDaylightSaving)
    }

    @Test(
        "that are incomplete or out of range are refused",
        arguments: [
            "", "A1", "EST", "EST25", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT,M13.2.0,M11.1.0",
            "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J365", "EST5EDT,366,1", "<+01-1",
            "EST5EDT,M3.2.0/168,M11.1.0", "EST5:60", "<+01>-1 ", "EST99999999999999999999", "EST5EDT,M3.2.0/,M11.1.0",
        ])
    func refused(text: String) {
        #expect(throws: ZoneError.badRule(text)) { try PosixRule(text) }
    }
}

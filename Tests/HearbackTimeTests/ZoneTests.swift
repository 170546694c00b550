import Foundation
import HearbackCore
import HearbackTime
import Testing

@Suite("Time zones")
struct ZoneTests {
    /// `2026-09-20T01:59:59+0100` from an instant, the way the vectors write it.
    private func local(_ instant: Instant, in zone: Zone) -> String {
        let offset = zone.offset(at: instant)
        let wall = instant.advanced(byMilliseconds: Int64(offset) * 1_000).rfc3339.prefix(19)
        let sign = offset < 0 ? "-" : "+"
        let minutes = abs(offset) / 60
        let digits = [minutes / 600, minutes / 60 % 10, minutes % 60 / 10, minutes % 10].map(String.init).joined()
        return wall + sign + digits
    }

    @Test("of Casablanca agree with Python's zoneinfo under both versions of the tz data")
    func casablanca() throws {
        let old = try Fixtures.old.zone(named: "Africa/Casablanca")
        let new = try Fixtures.new.zone(named: "Africa/Casablanca")
        let rows = try Fixtures.vectors().casablanca.vectors
        #expect(rows.count == 17)
        for row in rows {
            #expect(local(row.utc, in: new) == row.new)
            #expect(local(row.utc, in: old) == row.old)
            #expect(new.civilDate(at: row.utc).description == row.new.prefix(10))
            #expect(old.civilDate(at: row.utc).description == row.old.prefix(10))
        }
    }

    @Test("give the civil date that Foundation gets wrong")
    func foundationTrap() throws {
        let zone = try Fixtures.new.zone(named: "Africa/Casablanca")
        for row in try Fixtures.vectors().foundation.expected {
            #expect(zone.civilDate(at: row.utc).description == row.local.prefix(10))
        }
    }

    @Test("know that a day may have 23 or 25 hours")
    func dayLengths() throws {
        let zone = try Fixtures.new.zone(named: "Africa/Casablanca")
        for row in try Fixtures.vectors().dayLengths {
            let start = zone.start(of: row.date)
            #expect(zone.start(of: row.date.adding(days: 1)).milliseconds(since: start) == Int64(row.hours) * 3_600_000)
        }
    }

    @Test("start a day at its first instant, also where midnight is skipped or comes twice")
    func starts() throws {
        for name in ["Africa/Casablanca", "Asia/Gaza", "America/Nuuk", "Pacific/Auckland"] {
            let zone = try Fixtures.new.zone(named: name)
            for day in 0..<4_000 {
                let date = CivilDate(clamping: 18_000 + day)
                let start = zone.start(of: date)
                let before = start.advanced(byMilliseconds: -1)
                #expect(zone.civilDate(at: start) == date, "\(name) \(date)")
                #expect(zone.civilDate(at: before) == date.adding(days: -1), "\(name) \(date)")
            }
        }
    }

    @Test("tell whether Morocco's clock change of 2026 is missing")
    func age() throws {
        #expect(try Fixtures.old.zone(named: "Africa/Casablanca").isOlderThanCasablanca2026)
        #expect(try !Fixtures.new.zone(named: "Africa/Casablanca").isOlderThanCasablanca2026)
        #expect(try !Fixtures.old.zone(named: "Europe/Dublin").isOlderThanCasablanca2026)
        #expect(Instant(rfc3339: "2026-10-01T00:00:00Z")?.seconds == 1_790_812_800)
    }

    @Test("carry the version of the tz data", arguments: ["Africa/Casablanca"])
    func version(name: String) throws {
        #expect(try Fixtures.old.zone(named: name).dataVersion == "2025b")
        #expect(try Fixtures.new.zone(named: name).dataVersion == "2026f")
        #expect(ZoneDirectory(path: Fixtures.path("config")).dataVersion == "unknown")
    }

    @Test(
        "are not looked for outside their folder",
        arguments: [
            "../Africa/Casablanca", "Africa/../../secret", "/etc/passwd", "Africa//Casablanca", "Africa/", "", ".",
            "tzdata.zi", "Africa\\Casablanca", "Africa/Casablanca\u{0}", "Afrique/Él_Aaiún",
            String(repeating: "A", count: 65),
        ])
    func traversal(name: String) {
        #expect(throws: ZoneError.badName(name)) { try Fixtures.new.zone(named: name) }
    }

    @Test("that are missing, a folder, or no zone file are told apart")
    func missing() throws {
        let gone = Fixtures.new.path + "/Mars/Olympus"
        #expect(throws: ZoneError.unreadable(path: gone)) { try Fixtures.new.zone(named: "Mars/Olympus") }
        let folder = Fixtures.new.path + "/Africa"
        #expect(throws: ZoneError.unreadable(path: folder)) { try Fixtures.new.zone(named: "Africa") }
        #expect(throws: ZoneError.malformed(.badMagic)) { try Fixtures.new.zone(named: "+VERSION") }
    }

    @Test("never trap at the ends of time", arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max])
    func extremes(milliseconds: Int64) throws {
        for name in ["Africa/Casablanca", "Europe/Dublin", "America/New_York"] {
            let zone = try Fixtures.new.zone(named: name)
            let instant = Instant(milliseconds: milliseconds)
            #expect((-89_999...93_599).contains(zone.offset(at: instant)))
            #expect((CivilDate.earliest...CivilDate.latest).contains(zone.civilDate(at: instant)))
        }
        #expect(try Fixtures.new.zone(named: "Europe/Dublin").start(of: .latest).milliseconds == 253_402_214_400_000)
        // Dublin's mean time was 25 minutes and 21 seconds behind UTC.
        #expect(try Fixtures.new.zone(named: "Europe/Dublin").start(of: .earliest).milliseconds == -62_167_217_679_000)
    }
}

import HearbackCore
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("TZif files")
struct ZoneFileTests {
    /// A version 2 file with one transition at 0 from +0 to +1 and the footer `<+01>-1`, part by part.
    struct Parts {
        var version = UInt8(ascii: "2")
        var utcFlags: UInt32 = 0, standardFlags: UInt32 = 0, leaps: UInt32 = 0
        var times: UInt32 = 1, localTimes: UInt32 = 2, characters: UInt32 = 4
        var transitions: [Int64] = [0]
        var types: [UInt8] = [1]
        var offsets: [Int32] = [0, 3_600]
        var flag: UInt8 = 0
        var designation: UInt8 = 0
        var footer = Array("\n<+01>-1\n".utf8)

        var bytes: [UInt8] {
            header(times: 0, localTimes: 1, characters: 1) + [0, 0, 0, 0, 0, 0, 0]
                + header(times: times, localTimes: localTimes, characters: characters)
                + transitions.flatMap { big($0) } + types
                + offsets.flatMap { big($0) + [flag, designation] } + Array("LMT\0".utf8) + footer
        }

        private func header(times: UInt32, localTimes: UInt32, characters: UInt32) -> [UInt8] {
            let flags: [UInt32] = self.localTimes == localTimes ? [utcFlags, standardFlags, leaps] : [0, 0, 0]
            return Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
                + (flags + [times, localTimes, characters]).flatMap { big($0) }
        }

        private func big(_ value: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: value.bigEndian, Array.init)
        }
    }

    @Test("of versions 2 to 4 are read from their second half and footer", arguments: ["2", "3", "4"])
    func versions(version: String) throws {
        var parts = Parts()
        parts.version = try #require(version.utf8.first)
        let file = try ZoneFile(parts.bytes)
        #expect(file.localTime(at: -1).offset == 0)
        #expect(file.localTime(at: 0).offset == 3_600)
        #expect(file.rule != nil)
    }

    @Test("of version 1 have 32-bit times and no footer")
    func versionOne() throws {
        let header = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
        let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 4]
        let block: [UInt8] = [0x80, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xF1, 0xF0, 1, 0] + Array("LMT\0".utf8)
        let file = try ZoneFile(header + counts + block)
        #expect(file.transitions == [-2_147_483_648])
        #expect(file.localTime(at: .max) == ZoneFile.LocalTime(offset: -3_600, isDaylightSaving: true))
        #expect(file.rule == nil)
    }

    @Test("may have an empty footer, after which the last local time stays")
    func emptyFooter() throws {
        var parts = Parts()
        parts.footer = Array("\n\n".utf8)
        let file = try ZoneFile(parts.bytes)
        #expect(file.rule == nil)
        #expect(file.localTime(at: .max).offset == 3_600)
    }

    static let damages: [(TZifDefect, @Sendable (inout Parts) -> Void)] = [
        (.badVersion, { $0.version = UInt8(ascii: "1") }),
        (.badCounts, { $0.localTimes = 0 }),
        (.badCounts, { $0.characters = 0 }),
        (.badCounts, { $0.utcFlags = 1 }),
        (.badCounts, { $0.standardFlags = 3 }),
        (.truncated, { $0.times = .max }),
        (.truncated, { $0.characters = .max }),
        (.leapSeconds, { $0.leaps = 1 }),
        (.badTypeIndex, { $0.types = [2] }),
        (.badOffset, { $0.offsets = [0, .min] }),
        (.badOffset, { $0.offsets = [93_600, 0] }),
        (.badFlag, { $0.flag = 2 }),
        (.badDesignation, { $0.designation = 4 }),
        (.badFooter, { $0.footer = [] }),
        (.badFooter, { $0.footer = Array("\n<+01>-1".utf8) }),
        (.badFooter, { $0.footer = Array("\n<+01>\u{1}-1\n".utf8) }),
        (.unsortedTransitions, { ($0.times, $0.transitions, $0.types) = (2, [5, 5], [1, 0]) }),
    ]

    @Test("that contradict themselves are refused with the defect's name", arguments: damages.indices)
    func damaged(index: Int) {
        var parts = Parts()
        let (defect, damage) = Self.damages[index]
        damage(&parts)
        #expect(throws: ZoneError.malformed(defect)) { try ZoneFile(parts.bytes) }
    }

    @Test("with a bad rule in the footer say which")
    func badRule() {
        var parts = Parts()
        parts.footer = Array("\nEST5EDT\n".utf8)
        #expect(throws: ZoneError.badRule("EST5EDT")) { try ZoneFile(parts.bytes) }
    }

    @Test("cut off anywhere give an error, never a trap")
    func truncated() throws {
        let bytes = Array(try Fixtures.data("Tests/Fixtures/time/zoneinfo-2026f/Africa/Casablanca"))
        for length in 0..<bytes.count {
            #expect(throws: ZoneError.self) { try ZoneFile(Array(bytes.prefix(length))) }
        }
    }

    @Test("with any bytes changed are read or refused, never a trap", arguments: [UInt64(7), 0x5EED, 0xBAD_F00D])
    func mutated(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let original = Array(try Fixtures.data("Tests/Fixtures/time/zoneinfo-2026f/Europe/Dublin"))
        var refused = 0
        for _ in 0..<3_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                // The headers and the footer are where counts and rules live, so they are hit more often.
                let place = Bool.random(using: &random)
                    ? Int.random(in: 0..<120, using: &random) : Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                let file = try ZoneFile(bytes)
                for seconds in [Int64.min, -1, 0, 4_000_000_000, .max] {
                    #expect((-89_999...93_599).contains(file.localTime(at: seconds).offset))
                }
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test("of the system, where there are any, are all readable")
    func system() throws {
        let directory = ZoneDirectory()
        for name in ["Africa/Casablanca", "Europe/Dublin", "America/Nuuk", "Etc/UTC"] {
            do {
                let zone = try directory.zone(named: name)
                #expect(zone.name == name)
            } catch ZoneError.unreadable {
                continue  // A machine without tzdata.
            }
        }
    }
}

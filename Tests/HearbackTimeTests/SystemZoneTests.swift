import Foundation
import HearbackCore
import HearbackTestSupport
import HearbackTime
import Testing

@Suite("Zones beside Python's zoneinfo")
struct SystemZoneTests {
    /// Offsets of every TZif file below a folder, by Python: at, just before and just after each of the instants.
    private static let oracle = """
        import datetime, os, sys, zoneinfo
        folder, years = sys.argv[1], range(1900, 2601, 25)
        utc, epoch = datetime.timezone.utc, datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        instants = [datetime.datetime(year, month, 1, 0, 30, tzinfo=utc) for year in years for month in (1, 4, 7, 11)]
        instants += [datetime.datetime(year, month, 25, 1, tzinfo=utc) for year in range(1966, 2046, 2) for month in (3, 10)]
        instants += [datetime.datetime(2026, 9, 20, 0, 59, 59, tzinfo=utc), datetime.datetime(2026, 9, 20, 1, tzinfo=utc)]
        instants += [datetime.datetime(9990, month, 15, tzinfo=utc) for month in range(1, 13)]
        seconds = [int((instant - epoch).total_seconds()) for instant in instants]
        print(" ".join(map(str, seconds)))
        for root, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name not in ("right", "posix"))
            for name in sorted(files):
                path = os.path.join(root, name)
                with open(path, "rb") as file:
                    if file.read(4) != b"TZif": continue
                    file.seek(0)
                    zone = zoneinfo.ZoneInfo.from_file(file)
                offsets = [int(instant.astimezone(zone).utcoffset().total_seconds()) for instant in instants]
                print(os.path.relpath(path, folder), *offsets)
        """

    @Test("have the same offset everywhere, from 1900 to the far future", arguments: [
        "/usr/share/zoneinfo", Fixtures.path("Tests/Fixtures/time/zoneinfo-2026f"),
    ])
    func offsets(folder: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let python = CommandLineTool(program: Project.python, scratch: scratch)
            let lines = try await python.run(["-c", Self.oracle, folder]).check().lines
            let instants = try #require(lines.first).split(separator: " ").compactMap { Int64($0) }
            #expect(lines.count > (folder.hasPrefix("/usr") ? 300 : 5) && instants.count > 200)
            for line in lines.dropFirst() {
                let words = line.split(separator: " ").map(String.init)
                let zone = try ZoneDirectory(path: folder).zone(named: words[0])
                let found = instants.map { zone.offset(at: Instant(milliseconds: $0 * 1_000)) }
                let expected = words.dropFirst().compactMap { Int($0) }
                let wrong = found.indices.first { found[$0] != expected[$0] }
                #expect(found == expected, "\(words[0]) at \(wrong.map { instants[$0] } ?? 0)")
            }
        }
    }

    @Test("that count leap seconds are refused, with the way out")
    func leapSeconds() throws {
        let folder = "/usr/share/zoneinfo"
        guard FileManager.default.fileExists(atPath: folder + "/right/Africa/Casablanca") else { return }
        for name in ["right/Africa/Casablanca", "right/Europe/Dublin", "right/Etc/UTC"] {
            #expect(throws: ZoneError.malformed(.leapSeconds)) { try ZoneDirectory(path: folder).zone(named: name) }
        }
        #expect("\(ZoneError.malformed(.leapSeconds))".contains("outside the folder 'right'"))
    }
}

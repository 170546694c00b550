import Foundation
import HearbackCore
import HearbackTime

/// Files of the project that the tests read, found from this file's own place.
enum Fixtures {
    private static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) -> String { project.appendingPathComponent(name).path }

    static func data(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }

    static let old = ZoneDirectory(path: path("Tests/Fixtures/time/zoneinfo-2025b"))
    static let new = ZoneDirectory(path: path("Tests/Fixtures/time/zoneinfo-2026f"))

    static func morocco() throws -> WorkingCalendar {
        try WorkingCalendar(json: try data("config/calendars/MA.json"))
    }

    static func vectors() throws -> Vectors {
        let decoder = JSONDecoder()
        // lifelines' medians are written as `Infinity`.
        decoder.allowsJSON5 = true
        return try decoder.decode(Vectors.self, from: try data("Tests/Fixtures/latency/survival_vectors.json"))
    }
}

/// The parts of survival_vectors.json about calendars and time zones.
struct Vectors: Decodable {
    struct Calendar: Decodable {
        struct Working: Decodable { let arrival: CivilDate, n: Int, due: CivilDate }
        struct Rolled: Decodable {
            let arrival: CivilDate, n: Int, raw: CivilDate, rolled: CivilDate
            enum CodingKeys: String, CodingKey { case arrival, n, raw = "due_raw", rolled = "due_rolled" }
        }
        struct Elapsed: Decodable {
            let arrival: CivilDate, decision: CivilDate, days: Int
            enum CodingKeys: String, CodingKey { case arrival, decision, days = "working_days_elapsed" }
        }
        struct Trap: Decodable {
            let arrival: CivilDate, n: Int, due: CivilDate, decision: CivilDate, days: Int, late: Bool
            enum CodingKeys: String, CodingKey { case arrival, n, due, decision, late, days = "working_days_elapsed" }
        }
        let holidays: [String: [CivilDate]]
        let working: [Working]
        let rolled: [Rolled]
        let elapsed: [Elapsed]
        let trap: Trap
        enum CodingKeys: String, CodingKey {
            case holidays, trap, working = "due_working", rolled = "due_calendar", elapsed = "working_days_elapsed"
        }
    }
    struct Zone: Decodable {
        struct Row: Decodable {
            let utc: Instant, new: String, old: String
            enum CodingKeys: String, CodingKey { case utc, new = "local_2026f", old = "local_2025b" }
        }
        let vectors: [Row]
    }
    struct DayLength: Decodable { let date: CivilDate, hours: Int }
    struct FoundationTrap: Decodable {
        struct Row: Decodable {
            let utc: Instant, local: String
            enum CodingKeys: String, CodingKey { case utc, local = "correct_local" }
        }
        let expected: [Row]
    }
    let calendar: Calendar
    let casablanca: Zone
    let dayLengths: [DayLength]
    let foundation: FoundationTrap
    enum CodingKeys: String, CodingKey {
        case calendar = "calendar_MA", casablanca = "timezone_Africa_Casablanca"
        case dayLengths = "timezone_day_lengths", foundation = "swift_foundation_timezone_trap"
    }
}

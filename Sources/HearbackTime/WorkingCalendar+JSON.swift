package import Foundation

/// The calendar's file form: `{"calendar", "version", "weekend": [6, 7], "from", "through", "entries": [...]}` with
/// ISO 8601 weekday numbers and an entry's `{"date", "name", "status", "source", "recorded_at"}`.
extension WorkingCalendar {
    private struct File: Codable {
        let calendar: String
        let version: String
        let weekend: [Weekday]
        let from: CivilDate
        let through: CivilDate
        let entries: [Holiday]
    }

    /// Throws `CalendarError`; `.unreadable` says which field is wrong.
    package init(json data: Data) throws(CalendarError) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: data)
        } catch let error as DecodingError {
            throw .unreadable(error.explanation)
        } catch {
            throw .unreadable("\(error)")
        }
        guard file.from <= file.through else { throw .emptyCoverage(from: file.from, through: file.through) }
        try self.init(
            name: file.calendar, version: file.version, weekend: Set(file.weekend),
            coverage: file.from...file.through, entries: file.entries)
    }
}

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
            throw .unreadable(Self.explanation(of: error))
        } catch {
            throw .unreadable("\(error)")
        }
        guard file.from <= file.through else { throw .emptyCoverage(from: file.from, through: file.through) }
        try self.init(
            name: file.calendar, version: file.version, weekend: Set(file.weekend),
            coverage: file.from...file.through, entries: file.entries)
    }

    private static func explanation(of error: DecodingError) -> String {
        let context: DecodingError.Context
        let what: String
        switch error {
        case .typeMismatch(_, let at): (context, what) = (at, "has the wrong type")
        case .valueNotFound(_, let at): (context, what) = (at, "is empty")
        case .keyNotFound(let key, let at): (context, what) = (at, "lacks '\(key.stringValue)'")
        case .dataCorrupted(let at): (context, what) = (at, at.debugDescription)
        @unknown default: return "\(error)"
        }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? what : "\(path): \(what)"
    }
}

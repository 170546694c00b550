package import Foundation

/// Everything that is wrong with a calendar's file, or will soon be, where `WorkingCalendar` stops at the first fault.
package struct CalendarReview: Sendable {
    package struct Finding: Hashable, Sendable {
        /// The entry's place in the file, from 1; nil when the finding is about the whole file.
        package let entry: Int?
        /// As written in the entry.
        package let date: String?
        package let name: String?
        package let cause: String
    }

    /// nil exactly when there are errors.
    package private(set) var calendar: WorkingCalendar?
    /// What makes the daemon refuse the file.
    package private(set) var errors: [Finding] = []
    /// What makes due dates doubtful.
    package private(set) var warnings: [Finding] = []

    package init(json data: Data, today: CivilDate) {
        do {
            let draft = try JSONDecoder().decode(CalendarDraft.self, from: data)
            errors = draft.errors
            warnings = draft.warnings(today: today)
        } catch let error as DecodingError {
            errors = [Finding(error.explanation)]
        } catch {
            errors = [Finding("\(error)")]
        }
        do {
            let calendar = try WorkingCalendar(json: data)
            if errors.isEmpty { self.calendar = calendar }
        } catch {
            // The daemon's own reader has the last word.
            if errors.isEmpty { errors = [Finding(error.description)] }
        }
    }
}

extension CalendarReview.Finding {
    init(_ cause: String) { self.init(entry: nil, date: nil, name: nil, cause: cause) }
}

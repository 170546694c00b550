/// How long an institution gives itself.
package enum DueTerm: Hashable, Sendable {
    /// The n-th working day after receipt.
    case workingDays(Int)
    /// The n-th day after receipt, rolled forward to a working day.
    case calendarDays(Int)

    /// The number of days, whatever their kind.
    package var count: Int {
        switch self {
        case .workingDays(let count), .calendarDays(let count): count
        }
    }
}

/// The last day on which something is still on time, with the reckoning that gave it.
///
/// Day 0 is the local civil date of receipt, whatever the hour and whether worked or not; due is the end of the n-th
/// working day after it. This is Alaveteli's rule (`due_date_from_working_days`), which equals
/// `numpy.busday_offset(roll='backward')`.
package struct DueDate: Hashable, Sendable {
    /// What one day did in the reckoning.
    package enum Verdict: Hashable, Sendable {
        /// Day 0.
        case received
        /// The n-th day of the term, from 1.
        case counted(Int)
        case skippedWeekend([Holiday])
        case skippedHoliday([Holiday])
        /// The working day to which a calendar-day term was rolled forward.
        case rolledTo
    }

    package struct Day: Hashable, Sendable {
        package let date: CivilDate
        package let verdict: Verdict
    }

    /// Why the date may still move.
    package enum Doubt: Hashable, Sendable {
        /// A tentative day that lies in the term, or within the day by which the moon may move it.
        case tentative(Holiday)
        /// The calendar's holidays end before the due date or begin after the receipt.
        case outsideCalendar
    }

    package let received: CivilDate
    package let term: DueTerm
    package let due: CivilDate
    package let calendarName: String
    package let calendarVersion: String
    /// Every day from receipt to due date, in order.
    package let days: [Day]
    package let doubts: [Doubt]

    package var isProvisional: Bool { !doubts.isEmpty }
}

/// Why a term gives no due date.
package enum DueDateError: Error, Hashable, Sendable {
    /// The term is not between 1 and 1,000 days.
    case badTerm(Int)
}

extension DueDateError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badTerm(let count): "a term of \(count) days can't be reckoned; use 1 to 1000"
        }
    }
}

/// Where something stands against its due date. The four cover every day: on the due day it is not yet overdue.
package enum Punctuality: String, Codable, Hashable, Sendable {
    case onTime = "on_time"
    case late
    case openNotDue = "open_not_due"
    case openOverdue = "open_overdue"
}

extension DueDate {
    /// Compares dates, never counts of days. `done` is the local date of the decision; nil, or a date after `today`,
    /// is one that has not been taken by then.
    package func punctuality(done: CivilDate?, today: CivilDate) -> Punctuality {
        if let done, done <= today { return done > due ? .late : .onTime }
        return today > due ? .openOverdue : .openNotDue
    }
}

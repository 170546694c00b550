package import HearbackCore

/// One day off in a calendar, with where it is known from.
package struct Holiday: Hashable, Sendable {
    package enum Status: String, Codable, Hashable, Sendable {
        /// The same civil date every year, by law.
        case fixed
        /// Reckoned from a lunar calendar; the sighting of the moon may move it by a day.
        case tentative
        /// A tentative day after its announcement.
        case confirmed
        /// Granted for once, such as a day added to a feast.
        case exceptional
    }

    package let date: CivilDate
    package let name: String
    package let status: Status
    /// A law, an announcement or a data set.
    package let source: String
    /// When the entry was written into the calendar.
    package let recordedAt: Instant

    package init(date: CivilDate, name: String, status: Status, source: String, recordedAt: Instant) {
        (self.date, self.name, self.status) = (date, name, status)
        (self.source, self.recordedAt) = (source, recordedAt)
    }
}

extension Holiday: Codable {
    private enum CodingKeys: String, CodingKey {
        case date, name, status, source
        case recordedAt = "recorded_at"
    }
}

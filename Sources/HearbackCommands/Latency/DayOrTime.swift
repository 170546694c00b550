import ArgumentParser
import HearbackCore
import HearbackTime

/// A local day, or a time with `Z` or an offset, on the command line.
struct DayOrTime: ExpressibleByArgument {
    /// As it was written, which the daemon reads in the institution's zone.
    let text: String

    init?(argument: String) {
        guard CivilDate(argument) != nil || Instant(rfc3339: argument) != nil else { return nil }
        text = argument
    }

    /// Of a day its end.
    func end(in zone: Zone) -> Instant? {
        CivilDate(text).map { zone.start(of: $0.adding(days: 1)) } ?? Instant(rfc3339: text)
    }
}

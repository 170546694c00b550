import HearbackCore
import HearbackLatency
import HearbackTime

/// A figure for programs: plain numbers in a named unit, whatever the report's language.
enum CSVFigure {
    /// A share comes with two more lines, its counts.
    static func lines(_ figure: Figure, table: String, row: String, column: String) -> [[String]] {
        let main = [table, row, column] + fields(figure)
        guard case .share(let share) = figure.withoutCounts else { return [main] }
        return [
            main, [table, row, column + "_count", String(share.count), "", "", "count"],
            [table, row, column + "_of", String(share.of), "", "", "count"],
        ]
    }

    private static func fields(_ figure: Figure) -> [String] {
        switch figure.withoutCounts {
        case .nothing, .tooFew: ["", "", "", ""]
        case .count(let count): [String(count), "", "", "count"]
        case .share(let share), .portion(let share): [
            number(share.share), number(share.lower), number(share.upper), "share",
        ]
        case .part(let share): [number(share), "", "", "share"]
        case .level(let share, let lower, let upper): [number(share), number(lower), number(upper), "share"]
        case .quantile(let time): [whole(time.seconds), whole(time.lower), whole(time.upper), "seconds"]
        case .age(let seconds): [String(seconds), "", "", "seconds"]
        case .duration(let seconds): [number(seconds), "", "", "seconds"]
        case .mean(let mean): bounded(mean)
        case .days(let days): [String(days), "", "", "days"]
        case .number(let value, _): [number(value), "", "", "number"]
        case .rate(let rate, let lower, let upper): [number(rate), number(lower), number(upper), "per_100_days"]
        case .day(let day): [day.description, "", "", "date"]
        case .moment(let instant): [instant.rfc3339, "", "", "instant"]
        case .name(let name): [name, "", "", "text"]
        case .code(let text): [text, "", "", "text"]
        case .term(_, let code): code.map { [$0, "", "", "text"] } ?? ["", "", "", ""]
        }
    }

    private static func bounded(_ mean: AuditMean) -> [String] {
        let half = 1.959963984540054 * mean.standardError
        return [number(mean.seconds), number(max(0, mean.seconds - half)), number(mean.seconds + half), "seconds"]
    }

    private static func whole(_ number: Int64?) -> String { number.map { String($0) } ?? "" }

    /// The shortest digits that read back as the same number.
    private static func number(_ number: Double?) -> String {
        guard let number, number.isFinite else { return "" }
        return number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }
}

extension Figure {
    /// Programs get the counts of a share in lines of their own.
    fileprivate var withoutCounts: Figure {
        if case .portion(let share) = self { return .share(share) }
        return self
    }
}

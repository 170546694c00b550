import Foundation
import HearbackCore

/// A member of an object, or why it is not one: decoding goes on either way.
private enum Reading<Value: Decodable>: Decodable {
    case value(Value)
    case fault(String)

    init(from decoder: any Decoder) throws {
        do {
            self = .value(try Value(from: decoder))
        } catch let error as DecodingError {
            // The path is told by whoever asked.
            let words = error.explanation
            self = .fault(words.split(separator: ": ").last.map(String.init) ?? words)
        }
    }

    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}

extension KeyedDecodingContainer {
    fileprivate func reading<Value: Decodable>(_ key: Key) throws -> Reading<Value> {
        try decodeIfPresent(Reading<Value>.self, forKey: key) ?? .fault("missing")
    }
}

/// A calendar's file as it is, right or wrong.
struct CalendarDraft: Decodable {
    private struct Entry: Decodable {
        let date: Reading<CivilDate>
        let dateText: String?
        let name: Reading<String>
        let status: Reading<Holiday.Status>
        let source: Reading<String>
        let recordedAt: Reading<Instant>

        private enum CodingKeys: String, CodingKey {
            case date, name, status, source
            case recordedAt = "recorded_at"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            date = try container.reading(.date)
            dateText = (try container.reading(.date) as Reading<String>).value
            name = try container.reading(.name)
            status = try container.reading(.status)
            source = try container.reading(.source)
            recordedAt = try container.reading(.recordedAt)
        }

        var faults: [String] {
            [
                fault("date", date), fault("name", name),
                fault("status", status).map { "\($0); write fixed, tentative, confirmed or exceptional" },
                fault("source", source), fault("recorded_at", recordedAt),
            ].compactMap { $0 }
        }

        private func fault(_ member: String, _ reading: Reading<some Decodable>) -> String? {
            if case .fault(let cause) = reading { "\(member): \(cause)" } else { nil }
        }
    }

    private let name: Reading<String>
    private let version: Reading<String>
    private let weekend: Reading<[Weekday]>
    private let from: Reading<CivilDate>
    private let through: Reading<CivilDate>
    private let entries: Reading<[Reading<Entry>]>

    private enum CodingKeys: String, CodingKey {
        case version, weekend, from, through, entries
        case name = "calendar"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.reading(.name)
        version = try container.reading(.version)
        weekend = try container.reading(.weekend)
        from = try container.reading(.from)
        through = try container.reading(.through)
        entries = try container.reading(.entries)
    }

    // MARK: - Errors

    var errors: [CalendarReview.Finding] {
        var found = [
            cause("calendar", name), cause("version", version),
            cause("weekend", weekend).map { "\($0); write ISO 8601 numbers, 1 for Monday to 7 for Sunday" },
            cause("from", from), cause("through", through), cause("entries", entries),
        ].compactMap { $0.map { CalendarReview.Finding($0) } }
        if name.value?.isEmpty == true || version.value?.isEmpty == true {
            found.append(.init(CalendarError.unnamed.description))
        }
        if let weekend = weekend.value, Set(weekend).count == Weekday.allCases.count {
            found.append(.init(CalendarError.noWorkingDay.description))
        }
        if let from = from.value, let through = through.value, from > through {
            found.append(.init(CalendarError.emptyCoverage(from: from, through: through).description))
        }
        return found + entryErrors
    }

    private func cause(_ member: String, _ reading: Reading<some Decodable>) -> String? {
        if case .fault(let cause) = reading { "\(member): \(cause)" } else { nil }
    }

    private var entryErrors: [CalendarReview.Finding] {
        var seen: [CivilDate: [String: Int]] = [:]
        return (entries.value ?? []).enumerated().flatMap { index, reading -> [CalendarReview.Finding] in
            guard let entry = reading.value else {
                return [.init(entry: index + 1, date: nil, name: nil, cause: "not an object")]
            }
            var causes = entry.faults
            if let date = entry.date.value, let name = entry.name.value {
                if let from = from.value, let through = through.value, from <= through, !(from...through).contains(date) {
                    causes.append("outside the calendar's coverage, \(from) to \(through); widen it")
                }
                if let first = seen[date]?[name] {
                    causes.append("told twice: entry \(first) is the same; keep one")
                } else {
                    seen[date, default: [:]][name] = index + 1
                }
            }
            return causes.map { finding(index, entry, $0) }
        }
    }

    private func finding(_ index: Int, _ entry: Entry, _ cause: String) -> CalendarReview.Finding {
        .init(entry: index + 1, date: entry.dateText, name: entry.name.value, cause: cause)
    }

    // MARK: - Warnings

    func warnings(today: CivilDate) -> [CalendarReview.Finding] {
        var found: [CalendarReview.Finding] = []
        if let through = through.value {
            let nextYear = CivilDate(year: today.year + 1, month: today.month, day: today.day) ?? today.adding(days: 365)
            if through < today {
                found.append(.init("the coverage ended on \(through): every new due date is provisional; add years"))
            } else if through < nextYear {
                found.append(.init("the coverage ends within 12 months, on \(through); add the next year"))
            }
        }
        var names: [CivilDate: Int] = [:]
        for (index, reading) in (entries.value ?? []).enumerated() {
            guard let entry = reading.value, let date = entry.date.value else { continue }
            if let first = names[date], entry.name.value != entries.value?[first].value?.name.value {
                found.append(finding(index, entry, "the same day as entry \(first + 1)"))
            }
            names[date] = names[date] ?? index
            if entry.status.value == .tentative, date < today {
                found.append(finding(index, entry, "tentative, and past: confirm it, or take it out"))
            }
        }
        return found
    }
}

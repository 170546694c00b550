import ArgumentParser
import HearbackAPI
import HearbackCore

/// Which comments, condition by condition.
struct SelectionInput: ParsableArguments {
    @Option(
        name: .customLong("where"), parsing: .singleValue,
        help: ArgumentHelp(
            "Only comments of which this holds; repeat it to narrow.",
            discussion: """
                bill=ID, language=CODE, submitter=person|association, flag=NAME|none, older-than=AGE, younger-than=AGE \
                (90s, 15m, 12h, 3d, 2w), received-from=TIME, received-before=TIME (RFC 3339, or a day in UTC).
                """, valueName: "condition"))
    var conditions: [String] = []

    func validate() throws { _ = try request() }

    func request() throws -> SelectionRequest {
        var request = SelectionRequest()
        var said: Set<String> = []
        for condition in conditions {
            let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = parts[0].replacing("-", with: "_")
            guard parts.count == 2, SelectionRequest.names.contains(name) else {
                let names = SelectionRequest.names.map { $0.replacing("_", with: "-") }.joined(separator: ", ")
                throw ValidationError("--where \(VisibleText.inline(condition)): write NAME=VALUE with one of \(names)")
            }
            guard said.insert(name).inserted else { throw ValidationError("--where says \(parts[0]) twice") }
            guard let value = Self.wire(name, parts[1]) else {
                throw ValidationError(
                    "--where \(VisibleText.inline(condition)): \(VisibleText.inline(parts[1])) is no value of \(parts[0])")
            }
            request.set(name, to: value)
        }
        return request
    }

    func request(beside filter: QueueFilter) throws -> SelectionRequest {
        var request = try request()
        for (name, value) in [("bill", filter.bill), ("language", filter.language?.rawValue), ("flag", filter.flagName)] {
            guard let value else { continue }
            guard request.members.contains(where: { $0.name == name && $0.value == nil }) else {
                throw ValidationError("\(name) is said twice")
            }
            request.set(name, to: value)
        }
        return request
    }

    /// As the daemon reads it; nil when it is none.
    private static func wire(_ name: String, _ value: String) -> String? {
        switch name {
        case "older_than", "younger_than": seconds(value).map(String.init)
        case "received_from", "received_before": Instant(argument: value)?.rfc3339
        case "language": Language(rawValue: value)?.rawValue
        case "submitter": SubmitterKind(rawValue: value)?.rawValue
        case "flag": value == "none" ? value : ScreeningFlag(rawValue: value)?.rawValue
        default: value.isEmpty ? nil : value
        }
    }

    /// `3d`: a whole number and its unit.
    static func seconds(_ age: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 7 * 86_400]
        guard let unit = age.last.flatMap({ units[$0] }), let count = Int64(age.dropLast()), count >= 0 else { return nil }
        let (seconds, overflows) = count.multipliedReportingOverflow(by: unit)
        return overflows ? nil : seconds
    }
}

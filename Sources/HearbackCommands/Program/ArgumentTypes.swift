import ArgumentParser
import HearbackCore

// Values of the domain as arguments: the parser names the allowed ones when somebody mistypes.
extension Language: ExpressibleByArgument {}
extension RejectionReason: ExpressibleByArgument {}
extension OutcomeKind: ExpressibleByArgument {}
extension CampaignState: ExpressibleByArgument {}
extension CommentStatus: ExpressibleByArgument {}
extension BillClosure: ExpressibleByArgument {}
extension SubmitterKind: ExpressibleByArgument {}
extension TargetBasis: ExpressibleByArgument {}
extension RedactionReason: ExpressibleByArgument {}
extension ErasureReason: ExpressibleByArgument {}
extension ScreeningFlag: ExpressibleByArgument {}

/// A part of a text: `12-22`, from the first scalar to the first behind it, counted from 0.
extension TextSpan: ExpressibleByArgument {
    package init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Int(parts[0]), let end = Int(parts[1]) else { return nil }
        self.init(start, end)
    }
}

/// An instant: RFC 3339, or a day for its beginning in UTC.
extension Instant: ExpressibleByArgument {
    init?(argument: String) {
        self.init(rfc3339: argument.utf8.count == 10 ? argument + "T00:00:00Z" : argument)
    }
}

/// What names a thing; never empty, which would name the list that it is in.
struct Name: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        text = argument
    }
}

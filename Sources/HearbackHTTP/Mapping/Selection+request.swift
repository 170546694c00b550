import HearbackAPI
import HearbackCore
import Hummingbird

extension Selection {
    /// - Parameter now: what ages count back from.
    /// - Throws: a problem that names the condition.
    init(_ request: SelectionRequest, now: Instant) throws(Problem) {
        self.init(
            bill: request.bill, language: try Self.language(request.language),
            submitterKind: try Self.submitter(request.submitter), flags: try Self.flags(request.flag))
        let from = try Self.instant(request.receivedFrom, "received_from")
        let before = try Self.instant(request.receivedBefore, "received_before")
        let youngest = try Self.age(request.youngerThan, "younger_than").map { now.advanced(byMilliseconds: -$0) }
        let oldest = try Self.age(request.olderThan, "older_than").map { now.advanced(byMilliseconds: -$0) }
        // Both narrow.
        receivedFrom = [from, youngest].compactMap { $0 }.max()
        receivedBefore = [before, oldest].compactMap { $0 }.min()
        comments = try Self.comments(request.comments)
    }

    /// What of it the caller may see.
    ///
    /// - Throws: a `forbidden` problem where it names a bill that the caller's token is not for.
    func limited(_ context: HearbackContext) throws(Problem) -> Selection {
        try context.limit(toBill: bill)
        var selection = self
        selection.within = context.scope
        return selection
    }

    static func language(_ code: String?) throws(Problem) -> Language? {
        guard let code else { return nil }
        guard let language = Language(rawValue: code) else {
            throw Problem(.unknownLanguage, detail: "use ar, zgh, fr, en or es", field: "language")
        }
        return language
    }

    private static func submitter(_ name: String?) throws(Problem) -> SubmitterKind? {
        guard let name else { return nil }
        guard let kind = SubmitterKind(rawValue: name) else {
            throw Problem(.invalidField, detail: "use person or association", field: "submitter")
        }
        return kind
    }

    /// The name of a flag, or `none` for comments without any.
    static func flags(_ name: String?) throws(Problem) -> FlagFilter? {
        guard let name else { return nil }
        if name == "none" { return .unflagged }
        guard let flag = ScreeningFlag(rawValue: name) else {
            throw Problem(
                .invalidField, detail: "use one of " + (ScreeningFlag.allCases.map(\.rawValue) + ["none"]).joined(separator: ", "),
                field: "flag")
        }
        return .flagged(flag)
    }

    static func instant(_ text: String?, _ field: String) throws(Problem) -> Instant? {
        guard let text else { return nil }
        guard let instant = Instant(rfc3339: text) else { throw Problem(.invalidField, detail: "use RFC 3339", field: field) }
        return instant
    }

    /// A century in seconds: more is a mistake.
    private static let ageLimit: Int64 = 100 * 366 * 86_400

    /// In milliseconds.
    private static func age(_ text: String?, _ field: String) throws(Problem) -> Int64? {
        guard let text else { return nil }
        guard let seconds = Int64(text), (0...ageLimit).contains(seconds) else {
            throw Problem(.invalidField, detail: "use whole seconds, at most a century", field: field)
        }
        return seconds * 1_000
    }

    private static func comments(_ names: [String]?) throws(Problem) -> [CommentNumber]? {
        guard let names else { return nil }
        guard names.count <= AdminAPI.batchLimit else {
            throw Problem(.invalidField, detail: "at most \(AdminAPI.batchLimit) at a time", field: "comments")
        }
        var numbers: [CommentNumber] = []
        for name in names {
            guard let number = CommentNumber(id: name) ?? CommentReference.number(of: name) else {
                throw Problem(
                    .invalidField, detail: "\(name.quotedForPeople) is neither an identifier nor a reference", field: "comments")
            }
            numbers.append(number)
        }
        return numbers
    }
}

extension Request {
    /// The conditions of the query.
    ///
    /// - Parameter others: what else the query may say.
    func selection(beside others: Set<String>) throws(Problem) -> SelectionRequest {
        var selection = SelectionRequest()
        for (name, value) in uri.queryParameters where !others.contains(String(name)) {
            guard selection.set(String(name), to: String(value)) else {
                throw Problem(
                    .invalidField, detail: "there is no such condition",
                    hint: "use " + SelectionRequest.names.joined(separator: ", "), field: String(name).quotedForPeople)
            }
        }
        return selection
    }
}

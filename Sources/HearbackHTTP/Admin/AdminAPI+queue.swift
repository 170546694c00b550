import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackTime
import Hummingbird

extension AdminAPI {
    private static let pageLimit = 1_000

    func addQueue(to group: RouterGroup<HearbackContext>) {
        group.get { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            return try Response.json(try await page(request, context))
        }
        group.get("stats") { _, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            return try Response.json(
                QueueStats(
                    try await ledger.queueFigures(within: context.scope),
                    decided: try await ledger.decisions(since: zone.start(of: today), within: context.scope),
                    caller: context.caller?.user ?? "", now: now, today: today))
        }
        group.post("next") { request, context in
            let moderator = try context.actor(.moderator)
            let record = try await ledger.claimNext(
                try request.nextSelection().limited(context), after: try request.queryAfter(), isFresh: request.query("fresh") == "true", by: moderator.name ?? "",
                forMilliseconds: Self.standardLease)
            return try await comment(record.number, for: context)
        }
    }

    /// Fifteen minutes: long enough to read, short enough not to block a colleague after a crash.
    static let standardLease: Int64 = 15 * 60_000

    private func page(_ request: Request, _ context: HearbackContext) async throws -> QueuePage {
        let limit = try request.limit(upTo: Self.pageLimit)
        let selection = try Selection(try request.selection(beside: ["limit", "after", "folded"]), now: ledger.now).limited(context)
        let after = request.query("after")
        let position = after.flatMap { PagePosition(text: $0) }
        guard after == nil || position != nil else { throw Problem(.invalidField, field: "after") }
        let found = try await ledger.queue(
            selection, isFolded: request.query("folded") == "true", after: position, limit: limit + 1)
        let shown = found.prefix(limit)
        let (now, today) = (self.now, self.today)
        return QueuePage(
            items: shown.map { QueueItem($0, now: now, today: today) },
            next: found.count > limit ? shown.last?.position.text : nil,
            waiting: try await ledger.waitingCount(selection))
    }
}

extension Request {
    fileprivate func nextSelection() throws(Problem) -> Selection {
        Selection(
            bill: query("bill"), language: try queryLanguage(), submitterKind: try queryKind(),
            flags: try Selection.flags(query("flag")),
            receivedBefore: try Selection.instant(query("received_before"), "received_before"))
    }

    private func queryKind() throws(Problem) -> SubmitterKind? {
        guard let name = query("kind") else { return nil }
        guard let kind = SubmitterKind(rawValue: name) else {
            throw Problem(
                .invalidField, detail: "use one of " + SubmitterKind.allCases.map(\.rawValue).joined(separator: ", "), field: "kind")
        }
        return kind
    }

    /// A comment by its identifier.
    fileprivate func queryAfter() throws(Problem) -> CommentNumber? {
        guard let id = query("after") else { return nil }
        guard let number = CommentNumber(id: id) else {
            throw Problem(.invalidField, detail: "use an identifier such as cmt_42", field: "after")
        }
        return number
    }

    func queryLanguage() throws(Problem) -> Language? { try Selection.language(query("language")) }
}

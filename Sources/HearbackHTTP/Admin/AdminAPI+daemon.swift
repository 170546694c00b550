import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addDaemon(to group: RouterGroup<HearbackContext>) {
        group.get("status") { _, context in
            try Response.json(try await status(context))
        }
        group.post("clock") { request, context in
            try context.require(.administrator)
            try context.requireAllBills()
            guard let advanceClock else {
                throw Problem(.clockNotSimulated, hint: "a clock can be set only after hearbackd --simulated-clock")
            }
            let to = try await request.json(ClockRequest.self, limit: limits.body).value.to
            guard to >= now else {
                throw Problem(.invalidField, detail: "the clock is at \(now.rfc3339) and only goes forward", field: "to")
            }
            advanceClock(to)
            return try Response.json(try await status(context))
        }
        group.post("rebuild") { _, context in
            try context.require(.administrator)
            try context.requireAllBills()
            let rebuild = try await ledger.rebuild()
            return try Response.json(
                RebuildReport(
                    events: rebuild.events, comments: rebuild.comments, differences: rebuild.differences))
        }
    }

    private func status(_ context: HearbackContext) async throws -> DaemonStatus {
        let totals = try await ledger.totals()
        let clock = machineClock()
        let now = self.now
        let bills = try await ledger.bills().filter { context.scope.admits($0.bill.id) }
        let comments = bills.flatMap(\.counts.values).reduce(0) { $0 + Int64($1) }
        return DaemonStatus(
            version: HearbackVersion.current, now: now, clock: ledger.options.clockKind.rawValue,
            clockSynchronised: clock?.synchronised, deliveriesHeld: clock?.isHeld == true ? true : nil,
            events: totals.events, comments: context.scope == .all ? totals.comments : comments, queueDepth: ledger.queueDepth,
            queueLimit: ledger.options.queueLimit,
            roles: (context.caller?.roles ?? []).sorted { $0.rawValue < $1.rawValue }, user: context.caller?.user ?? "",
            bills: context.scope.bills, tokenExpiresAt: context.caller?.tokenExpires,
            billsPastVote: bills.filter { $0.isPastVote(at: now) }.map(\.bill.id), searchBehind: try await ledger.searchLag(),
            campaignsBehind: try await ledger.groupingLag())
    }
}

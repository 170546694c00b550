import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addBills(to group: RouterGroup<HearbackContext>) {
        group.get { _, context in
            let bills = try await ledger.bills().filter { context.scope.admits($0.bill.id) }
            return try Response.json(BillList(bills: bills.map { BillResource($0, now: now) }))
        }
        group.get(":bill") { _, context in
            try Response.json(try await resource(try context.bill()))
        }
        group.post { request, context in
            let actor = try context.actor(.administrator)
            let bill = try await request.json(Bill.self, limit: Self.bodyLimit).value
            try context.limit(toBill: bill.id)
            do {
                try await ledger.add(bill, by: actor)
            } catch let problem as BillProblem {
                throw Problem(problem)
            }
            return try Response.json(try await resource(bill.id), status: .created)
        }
        group.post(":bill/policy") { request, context in
            let actor = try context.actor(.administrator)
            let change = try await request.json(PolicyChange.self, limit: limits.body).value
            let id = try context.bill()
            do {
                _ = try await ledger.changePolicy(of: id, by: change, actor: actor)
            } catch let problem as BillProblem {
                throw Problem(problem)
            }
            return try Response.json(try await resource(id))
        }
        group.post(":bill/close") { request, context in
            let actor = try context.actor(.administrator)
            let reason = try await request.json(BillClosureRequest.self, limit: limits.body).value.reason
            let id = try context.bill()
            _ = try await ledger.close(bill: id, because: reason, by: actor)
            return try Response.json(try await resource(id))
        }
    }

    private func resource(_ id: String) async throws -> BillResource {
        guard let record = try await ledger.bill(id) else { throw Refusal.unknownBill(id) }
        return BillResource(record, now: now)
    }
}

extension HearbackContext {
    fileprivate func bill() throws(Problem) -> String {
        guard let id = parameters.get("bill") else { throw Problem(.notFound) }
        try limit(toBill: id)
        return id
    }
}

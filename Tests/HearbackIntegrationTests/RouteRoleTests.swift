import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Every route for every role", .keepingFailures)
struct RouteRoleTests {
    @Test("A token's role opens the routes of its role and no other", arguments: [Role.moderator, .responder, .auditor, .administrator])
    func role(role: Role) async throws {
        try await DeskWorld.with { world in
            let desk = try await world.desk(role.rawValue)
            for route in AdminRoute.all {
                let answer = try await desk.call(route, world.things)
                let isAllowed = !route.isForAccounts && route.roles?.contains(role) ?? true
                // What is allowed may still be impossible in the comment's state.
                #expect((answer.status == 403) == !isAllowed, "\(route): \(answer)")
                #expect(![401, 405, 422, 500].contains(answer.status) || isMalformed(route), "\(route): \(answer)")
                if !isAllowed { expect(answer, .forbidden, 403, .english) }
            }
        }
    }

    @Test("Without a token, or with one that is none, nothing opens")
    func noToken() async throws {
        try await DeskWorld.with { world in
            var stranger = try world.daemon.desk("")
            stranger.headers = []
            for route in AdminRoute.all {
                let answer = try await stranger.call(route, world.things)
                expect(answer, .unauthorized, 401, .english)
                #expect(answer.headers["www-authenticate"] == "Bearer realm=\"hearback\"")
            }
            for header in ["Bearer", "Bearer ", "Basic cm9vdDpyb290", "Bearer hbt_1_x", "hbt_1_x"] {
                stranger.headers = [("Authorization", header)]
                expect(try await stranger.get("/admin/v1/status"), .unauthorized, 401, .english)
            }
        }
    }

    @Test("A token for other bills opens nothing of this one, and its lists, figures and reports leave this one out")
    func otherBills() async throws {
        try await DeskWorld.with { world in
            let roles = ["moderator", "responder", "auditor", "administrator"]
            let desk = try world.daemon.desk(
                try await world.daemon.desk.post(
                    "/admin/v1/tokens",
                    TokenRequest(name: "other", roles: roles, bills: [DeskWorld.otherBill], expiresInSeconds: 3_600),
                    expecting: 201, as: TokenResource.self).token ?? "")
            let open = try await world.desk("moderator", "responder", "auditor", "administrator")
            for route in AdminRoute.all {
                let answer = try await desk.call(route, world.things)
                switch route.reach {
                case .item, .everything: expect(answer, .forbidden, 403, .english)
                case .list:
                    #expect([200, 404].contains(answer.status), "\(route): \(answer)")
                    for trace in [DeskWorld.bill, DeskWorld.word, DeskWorld.word.uppercased(), "cmt_"] {
                        #expect(!answer.text.contains(trace), "\(route): \(answer)")
                    }
                    // The same without a limit does show something, so that the absence means something.
                    if route.method == "GET" {
                        let whole = try await open.call(route, world.things)
                        #expect(whole.text != answer.text, "\(route)")
                    }
                }
            }
            let figures = try await desk.get("/admin/v1/queue/stats", as: QueueStats.self)
            #expect(figures.waiting == 0 && figures.byBill.isEmpty && figures.oldestReceivedAt == nil)
            #expect(try await desk.get("/admin/v1/status", as: DaemonStatus.self).comments == 0)
            #expect(try await desk.get("/admin/v1/deliveries", as: DeliveryList.self).counts == [:])
            for query in ["queue?bill=", "latency?bill=", "latency/report?bill=", "campaigns?bill=", "comments?q=loi&bill="] {
                #expect(try await desk.get("/admin/v1/\(query)\(DeskWorld.bill)").status == 403, "\(query)")
            }
        }
    }

    @Test("A token for this bill works on it as one without a limit does")
    func thisBill() async throws {
        try await DeskWorld.with { world in
            let desk = try await world.desk("moderator", "responder", "auditor", "administrator", bills: [DeskWorld.bill])
            for route in AdminRoute.all {
                let answer = try await desk.call(route, world.things)
                let isNew = route.method == "POST" && route.pattern == "bills"
                #expect((answer.status == 403) == (route.reach == .everything || isNew), "\(route): \(answer)")
            }
        }
    }

    /// Its body can't be right for a thing that does not exist.
    private func isMalformed(_ route: AdminRoute) -> Bool {
        ["mail/bounce", "deliveries/replay", "opt-outs", "opt-outs/remove", "endpoints"].contains(route.pattern)
            || route.pattern.hasSuffix("redact")
    }
}

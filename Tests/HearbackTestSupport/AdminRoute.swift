import Foundation
import HearbackAPI
package import HearbackCore

/// A route of the admin API, with who may call it. All of them: a test compares this table with what the daemon registers.
package struct AdminRoute: Sendable, CustomStringConvertible {
    package let method: String
    /// Under `/admin/v1/`, with parameters by name.
    package let pattern: String
    /// JSON that passes every check before the ledger; nil for none.
    package let body: String?
    package let query: String
    /// Those whom it is for; nil for whoever is let in.
    package let roles: Set<Role>?
    package let reach: Reach
    /// Not with a token, whatever its role.
    package let isForAccounts: Bool

    /// What a token that is limited to bills does to it.
    package enum Reach: Sendable {
        /// It is about a thing of one bill: refused for another's.
        case item
        /// It is about many: only those of its bills are in the answer.
        case list
        /// It is about the whole service: refused.
        case everything
    }

    package var description: String { "\(method) \(pattern)" }

    /// - Parameter things: what stands for each parameter, such as `comment`.
    package func path(_ things: [String: String]) -> String {
        let parts = pattern.split(separator: "/").map { part in
            part.hasPrefix(":") ? things[String(part.dropFirst())] ?? "missing" : String(part)
        }
        return "/admin/v1/" + parts.joined(separator: "/") + query
    }

    private init(
        _ method: String, _ pattern: String, _ roles: Set<Role>?, _ reach: Reach, _ body: String?, query: String = "",
        isForAccounts: Bool = false
    ) {
        (self.method, self.pattern, self.roles, self.reach, self.body) = (method, pattern, roles, reach, body)
        (self.query, self.isForAccounts) = (query, isForAccounts)
    }

    private static let everybody: Set<Role> = [.moderator, .responder, .auditor, .administrator]
    private static let watchers: Set<Role> = [.moderator, .auditor, .administrator]
    private static let deciders: Set<Role> = [.moderator, .administrator]
    private static let administrator: Set<Role> = [.administrator]
    private static let text = "{\"text\":\"x\"}"
    private static let rejection = "{\"reason\":\"spam\",\"explanation\":\"x\"}"

    private static let newBill = String(
        decoding: try! WireJSON.encode(
            Bill(
                id: "new-1", kind: .memberBill, reference: "1", titles: LocalizedText([.french: "Projet"]),
                window: CommentWindow(opens: Instant(milliseconds: 0)))),
        as: UTF8.self)

    package static let all: [AdminRoute] = service + bills + queue + comments + campaigns + batches + messages

    private static let service: [AdminRoute] = [
        .init("GET", "status", nil, .list, nil),
        .init("GET", "metrics", watchers, .everything, nil),
        .init("POST", "clock", administrator, .everything, "{\"to\":\"2025-09-01T08:00:00.000Z\"}"),
        .init("POST", "rebuild", administrator, .everything, nil),
        .init("GET", "export", [.auditor, .administrator], .everything, nil),
        .init("POST", "import", administrator, .everything, "{\"rows\":[]}"),
        .init("GET", "tokens", [.auditor, .administrator], .everything, nil),
        .init(
            "POST", "tokens", administrator, .everything,
            "{\"name\":\"x\",\"roles\":[\"auditor\"],\"expires_in_seconds\":3600}", isForAccounts: true),
        .init("POST", "tokens/:token/revoke", administrator, .everything, nil),
        .init("GET", "latency", everybody, .list, nil),
        .init("GET", "latency/report", everybody, .list, nil),
    ]

    private static let bills: [AdminRoute] = [
        .init("GET", "bills", nil, .list, nil),
        .init("GET", "bills/:bill", nil, .item, nil),
        .init("POST", "bills", administrator, .item, newBill),
        .init("POST", "bills/:bill/policy", administrator, .item, "{\"decision_days\":3}"),
        .init("POST", "bills/:bill/close", administrator, .item, "{\"reason\":\"window_closed\"}"),
    ]

    private static let queue: [AdminRoute] = [
        .init("GET", "queue", everybody, .list, nil),
        .init("GET", "queue/stats", everybody, .list, nil),
        .init("GET", "queue/digest", everybody, .list, nil),
        .init("POST", "queue/digest", deciders, .everything, nil),
        .init("GET", "answers", everybody, .list, nil),
        .init("POST", "queue/next", [.moderator], .list, nil),
    ]

    private static let comments: [AdminRoute] = [
        .init("GET", "comments", everybody, .list, nil, query: "?q=zylophage"),
        .init("GET", "comments/:comment", everybody, .item, nil),
        .init("POST", "comments/:comment/claim", [.moderator], .item, "{}"),
        .init("POST", "comments/:comment/release", [.moderator], .item, nil),
        .init("POST", "comments/:comment/publish", [.moderator], .item, nil),
        .init("POST", "comments/:comment/reject", [.moderator], .item, rejection),
        .init("POST", "comments/:comment/unpublish", [.moderator], .item, rejection),
        .init("POST", "comments/:comment/clarify", [.moderator], .item, text),
        .init("POST", "comments/:comment/note", [.moderator], .item, text),
        .init("POST", "comments/:comment/undo", deciders, .item, nil),
        .init(
            "POST", "comments/:comment/redact", deciders, .item,
            "{\"spans\":[{\"start\":0,\"end\":1}],\"reason\":\"personal_data\",\"text_version\":1}"),
        .init("POST", "comments/:comment/original", administrator, .item, nil),
        .init(
            "POST", "comments/:comment/erase", administrator, .item,
            "{\"reason\":\"legal_order\",\"law\":\"art. 8\",\"dry_run\":true}"),
        .init("POST", "comments/:comment/answer", [.responder], .item, text),
        .init("POST", "comments/:comment/amend-answer", [.responder], .item, text),
        .init("POST", "comments/:comment/outcome", [.responder], .item, "{\"outcome\":\"noted\",\"reason\":\"x\"}"),
    ]

    private static let campaigns: [AdminRoute] = [
        .init("GET", "campaigns", everybody, .list, nil),
        .init("GET", "campaigns/:campaign", everybody, .item, nil),
        .init("POST", "campaigns/:campaign/confirm", [.moderator], .item, nil),
        .init("POST", "campaigns/:campaign/dismiss", [.moderator], .item, nil),
        .init("POST", "campaigns/:campaign/remove-member", [.moderator], .item, "{\"comment\":\"cmt_1\"}"),
        .init("POST", "campaigns/:campaign/publish", [.moderator], .item, nil),
        .init("POST", "campaigns/:campaign/reject", [.moderator], .item, rejection),
        .init("POST", "campaigns/:campaign/answer", [.responder], .item, text),
        .init("POST", "campaigns/:campaign/outcome", [.responder], .item, "{\"outcome\":\"noted\",\"reason\":\"x\"}"),
    ]

    private static let batches: [AdminRoute] = [
        .init("GET", "batches", watchers, .list, nil),
        .init("GET", "batches/:batch", watchers, .item, nil),
        .init(
            "POST", "batches", [.moderator], .list,
            "{\"selection\":{\"comments\":[\"cmt_1\"]},\"decision\":\"publish\",\"dry_run\":true}"),
        .init("POST", "batches/:batch/apply", [.moderator], .item, nil),
        .init("POST", "batches/:batch/undo", deciders, .item, nil),
    ]

    private static let messages: [AdminRoute] = [
        .init("GET", "endpoints", watchers, .everything, nil),
        .init("GET", "endpoints/:endpoint", watchers, .everything, nil),
        .init("POST", "endpoints", administrator, .everything, "{\"url\":\"https://example.org/\"}"),
        .init("POST", "endpoints/:endpoint/disable", administrator, .everything, nil),
        .init("POST", "endpoints/:endpoint/verify", administrator, .everything, nil),
        .init("POST", "endpoints/:endpoint/rotate", administrator, .everything, nil),
        .init("POST", "endpoints/:endpoint/test", administrator, .everything, nil),
        .init("POST", "endpoints/:endpoint/pause", administrator, .everything, "{}"),
        .init("POST", "endpoints/:endpoint/resume", administrator, .everything, nil),
        .init("GET", "opt-outs", watchers, .everything, nil),
        .init("POST", "opt-outs", administrator, .everything, "{\"entry\":\"example.net\"}"),
        .init("POST", "opt-outs/remove", administrator, .everything, "{\"entry\":\"example.net\"}"),
        .init("POST", "mail/bounce", administrator, .everything, "{\"message\":\"\"}"),
        .init("GET", "deliveries", watchers, .list, nil),
        .init("GET", "deliveries/:message", watchers, .item, nil),
        .init("POST", "deliveries/replay", administrator, .everything, "{\"endpoint\":\"ep_none\"}"),
    ]
}

extension HTTPClient {
    /// Calls a route with what stands for its parameters.
    package func call(_ route: AdminRoute, _ things: [String: String] = [:]) async throws -> HTTPResponse {
        let json: [(name: String, value: String)] = route.body == nil ? [] : [("Content-Type", "application/json")]
        let body = route.method == "POST" ? Data((route.body ?? "").utf8) : nil
        return try await send(HTTPRequest(route.method, route.path(things), headers: json, body: body))
    }
}

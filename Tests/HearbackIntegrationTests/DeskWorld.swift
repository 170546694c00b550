import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport

/// A daemon that takes tokens, with something of everything on one bill: a comment, a campaign, a batch, a message, an opt-out.
/// Names, addresses and texts in it are such as occur nowhere else.
struct DeskWorld {
    let daemon: DaemonFixture
    let receiver: WebhookReceiver
    /// What stands for the parameters of routes.
    var things: [String: String]

    static let bill = "pl-03-25"
    static let otherBill = "pl-19-25"
    /// Stands in every text on the bill.
    static let word = "zylophage"
    /// Whatever would tell who somebody is, or how to reach them, but the receiver's address.
    static let identities = ["Canari", "canari-famille.org", "canari@"]
    private static let name = "Zineb Canari"
    private static let email = "zineb.canari@canari-famille.org"

    static func with<Value: Sendable>(
        configuration: [String: String] = [:], named name: String = #function, _ body: (DeskWorld) async throws -> Value
    ) async throws -> Value {
        let settings = ["admin.listen": "\"127.0.0.1:0\"", "mail.institution": "\"Chambre\""].merging(configuration) { $1 }
        return try await DaemonFixture.with(configuration: settings, simulatedClock: Demo.start, named: name) { daemon in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await body(try await fill(daemon, receiver))
            }
        }
    }

    func token(_ roles: String..., name: String = "clerk", bills: [String]? = nil, email: String? = nil) async throws -> TokenResource {
        try await daemon.desk.post(
            "/admin/v1/tokens",
            TokenRequest(name: name, roles: roles, bills: bills, addresses: email.map { [$0] }, expiresInSeconds: 86_400),
            expecting: 201, as: TokenResource.self)
    }

    /// A desk with a fresh token.
    func desk(_ roles: String..., bills: [String]? = nil) async throws -> HTTPClient {
        let token = try await daemon.desk.post(
            "/admin/v1/tokens", TokenRequest(name: roles.joined(separator: "-"), roles: roles, bills: bills, expiresInSeconds: 86_400),
            expecting: 201, as: TokenResource.self)
        return try daemon.desk(token.token ?? "")
    }

    private static func fill(_ daemon: DaemonFixture, _ receiver: WebhookReceiver) async throws -> DeskWorld {
        try await daemon.add(try Demo.bills())
        let endpoint = try await daemon.register(receiver)
        let letter = "Madame, Monsieur, la \(word) des forêts demande que l’article premier soit revu avant la fin de l’année, "
            + "et que les communes soient entendues sur le délai de sa mise en œuvre."
        for text in [letter, letter.uppercased(), letter + " Merci."] {
            var submission = SubmissionRequest.sample(text, bill: bill, endpoint: endpoint.id)
            submission.submitter = SubmitterRequest(kind: "person", name: name, email: email)
            _ = try await daemon.submit(submission)
        }
        _ = try await daemon.desk.post(
            "/admin/v1/opt-outs", OptOutRequest(entry: "canari-famille.org", reason: "lettre de Mme Canari"), expecting: 201,
            as: OptOutResource.self)
        _ = try await daemon.desk.post(
            "/admin/v1/endpoints/\(endpoint.id)/pause", PauseRequest(reason: "Mme Canari demande"), as: EndpointResource.self)
        var selection = SelectionRequest()
        selection.comments = ["cmt_3"]
        let batch = try await daemon.desk.post(
            "/admin/v1/batches",
            BatchRequest(selection: selection, allWaiting: false, decision: "publish", limit: nil, dryRun: false),
            as: BatchResource.self)
        // Published and without an answer.
        let owed = try await daemon.submit(.sample("Un avis court sur le délai.", bill: bill))
        _ = try await daemon.act("publish", on: owed.id)
        let campaign = try await waitFor("the campaign", timeout: .seconds(30)) {
            try await daemon.desk.get("/admin/v1/campaigns", as: CampaignList.self).campaigns.first { $0.members == 3 }
        }
        let message = try await waitFor("a message that was tried") {
            try await daemon.deliveries().first { $0.comment == "cmt_1" && $0.attempts > 0 }
        }
        return DeskWorld(
            daemon: daemon, receiver: receiver,
            things: [
                "bill": bill, "comment": "cmt_1", "campaign": campaign.id, "batch": batch.id ?? "", "endpoint": endpoint.id,
                "message": message.message, "token": "tok_999",
            ])
    }
}

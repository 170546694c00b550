package import Foundation
package import HearbackAPI
package import HearbackCore

/// One function a route.
extension AdminClient {
    package func status() async throws -> DaemonStatus {
        try await send(.get("status"))
    }

    package func addBill(_ bill: Bill) async throws -> BillResource {
        try await send(.post("bills").carrying(bill))
    }

    package func bills() async throws -> BillList {
        try await send(.get("bills"))
    }

    package func bill(_ id: String) async throws -> BillResource {
        try await send(.get("bills", id))
    }

    package func closeBill(_ id: String, _ body: BillClosureRequest) async throws -> BillResource {
        try await send(.post("bills", id, "close", timeout: AdminRequest.longTimeout).carrying(body))
    }

    package func changePolicy(of id: String, _ body: PolicyChange) async throws -> BillResource {
        try await send(.post("bills", id, "policy").carrying(body))
    }

    package func queue(
        _ selection: SelectionRequest, isFolded: Bool = false, limit: Int?, after: String?
    ) async throws -> QueuePage {
        try await send(
            .get(
                "queue",
                query: selection.members.map { .init($0.name, $0.value) }
                    + [
                        .init("limit", limit.map(String.init)), .init("after", after),
                        .init("folded", isFolded ? "true" : nil),
                    ]))
    }

    /// What owes an answer, the first due first.
    package func answers(bill: String?, language: Language?, isOverdueOnly: Bool, limit: Int) async throws -> AnswerPage {
        try await send(
            .get(
                "answers",
                query: [
                    .init("bill", bill), .init("language", language?.rawValue), .init("overdue", isOverdueOnly ? "true" : nil),
                    .init("limit", "\(limit)"),
                ]))
    }

    /// Claims the oldest comment that nobody else holds; a `not_found` problem when there is none.
    ///
    /// - Parameters:
    ///   - kind: of submitters.
    ///   - receivedBefore: only what has waited since before then.
    ///   - after: a comment's identifier: only what came after it.
    ///   - fresh: not what the caller holds already.
    package func nextComment(
        bill: String?, language: Language?, flag: String? = nil, kind: SubmitterKind? = nil, receivedBefore: Instant? = nil,
        after: String? = nil, fresh: Bool = false
    ) async throws -> CommentResource {
        try await send(
            .post(
                "queue", "next",
                query: [
                    .init("bill", bill), .init("language", language?.rawValue), .init("flag", flag),
                    .init("kind", kind?.rawValue), .init("received_before", receivedBefore?.rfc3339),
                    .init("after", after), .init("fresh", fresh ? "true" : nil),
                ]))
    }

    package func queueDigest() async throws -> DigestResource {
        try await send(.get("queue", "digest"))
    }

    package func sendDigest() async throws -> DigestSent {
        try await send(.post("queue", "digest"))
    }

    package func queueStats() async throws -> QueueStats {
        try await send(.get("queue", "stats"))
    }

    package func importRows(_ body: ImportRequest) async throws -> ImportResponse {
        try await send(.post("import", timeout: AdminRequest.longTimeout).carrying(body))
    }

    package func export(bill: String?, after: String?) async throws -> ExportPage {
        try await send(.get("export", query: [.init("bill", bill), .init("after", after)]))
    }

    /// The latency audit as JSON.
    package func latencyReport(_ query: [AdminRequest.QueryItem]) async throws -> Data {
        try await document(.get("latency", "report", query: query, timeout: AdminRequest.longTimeout))
    }

    package func latency(
        bill: String?, clock: String?, imports: String?, asOf: String?
    ) async throws -> LatencyReport {
        try await send(
            .get(
                "latency",
                query: [
                    .init("bill", bill), .init("clock", clock), .init("imports", imports),
                    .init("as_of", asOf),
                ], timeout: AdminRequest.longTimeout))
    }

    package func setClock(_ body: ClockRequest) async throws -> DaemonStatus {
        try await send(.post("clock", timeout: AdminRequest.longTimeout).carrying(body))
    }

    package func rebuild() async throws -> RebuildReport {
        try await send(.post("rebuild", timeout: AdminRequest.longTimeout))
    }
}

/// Comments: `id` is an identifier (`cmt_42`) or a reference (`HB-X3TM-0PQK`).
///
/// `revision` is the one that is decided by, nil for whatever there is; a `comment_changed` problem tells what happened since.
extension AdminClient {
    /// `q` and what narrows it.
    package func search(_ query: [AdminRequest.QueryItem]) async throws -> SearchPage {
        try await send(.get("comments", query: query))
    }

    package func comment(_ id: String) async throws -> CommentResource {
        try await send(.get("comments", id))
    }

    package func claim(
        _ id: String, _ body: ClaimRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "claim").expecting(revision).carrying(body))
    }

    package func release(
        _ id: String, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "release").expecting(revision))
    }

    package func publish(
        _ id: String, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "publish").expecting(revision))
    }

    package func reject(
        _ id: String, _ body: RejectionRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "reject").expecting(revision).carrying(body))
    }

    package func unpublish(
        _ id: String, _ body: RejectionRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "unpublish").expecting(revision).carrying(body))
    }

    package func clarify(
        _ id: String, _ body: TextRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "clarify").expecting(revision).carrying(body))
    }

    package func note(
        _ id: String, _ body: TextRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "note").expecting(revision).carrying(body))
    }

    package func redact(_ id: String, _ body: RedactionRequest) async throws -> CommentResource {
        try await send(.post("comments", id, "redact").carrying(body))
    }

    /// With the text that a redaction covers; for administrators, and written down.
    package func original(_ id: String) async throws -> CommentResource {
        try await send(.post("comments", id, "original"))
    }

    /// Takes the last decision back; a problem when its time to be taken back is over.
    package func undo(_ id: String, expecting revision: Int? = nil) async throws -> CommentResource {
        try await send(.post("comments", id, "undo").expecting(revision))
    }

    package func answer(
        _ id: String, _ body: AnswerRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "answer").expecting(revision).carrying(body))
    }

    package func amendAnswer(
        _ id: String, _ body: AnswerRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "amend-answer").expecting(revision).carrying(body))
    }

    /// Erases a comment's text and who wrote it, or counts what that would take away.
    package func erase(_ id: String, _ body: ErasureRequest) async throws -> ErasureReport {
        try await send(.post("comments", id, "erase", timeout: AdminRequest.longTimeout).carrying(body))
    }

    package func recordOutcome(
        _ id: String, _ body: OutcomeRequest, expecting revision: Int? = nil
    ) async throws -> CommentResource {
        try await send(.post("comments", id, "outcome").expecting(revision).carrying(body))
    }
}

/// Batches: `id` is an identifier (`bat_7`).
extension AdminClient {
    package func createBatch(_ body: BatchRequest) async throws -> BatchResource {
        try await send(.post("batches").carrying(body))
    }

    package func batches(limit: Int) async throws -> BatchList {
        try await send(.get("batches", query: [.init("limit", String(limit))]))
    }

    package func batch(_ id: String) async throws -> BatchResource {
        try await send(.get("batches", id))
    }

    /// Decides the next members of the batch; again until none is pending.
    package func applyBatch(_ id: String) async throws -> BatchResource {
        try await send(.post("batches", id, "apply"))
    }

    /// Takes the next decisions of the batch back; again until none is applied.
    package func undoBatch(_ id: String) async throws -> BatchResource {
        try await send(.post("batches", id, "undo"))
    }
}

/// Campaigns: `id` is an identifier (`cpg_42`).
extension AdminClient {
    package func campaigns(bill: String?, state: CampaignState?, limit: Int) async throws -> CampaignList {
        try await send(
            .get(
                "campaigns",
                query: [.init("bill", bill), .init("state", state?.rawValue), .init("limit", String(limit))]))
    }

    package func campaign(_ id: String, after: String?) async throws -> CampaignResource {
        try await send(.get("campaigns", id, query: [.init("after", after)]))
    }

    package func confirmCampaign(_ id: String) async throws -> CampaignResource {
        try await send(.post("campaigns", id, "confirm"))
    }

    package func dismissCampaign(_ id: String) async throws -> CampaignResource {
        try await send(.post("campaigns", id, "dismiss"))
    }

    package func removeMember(_ id: String, _ body: CampaignMemberRequest) async throws -> CampaignResource {
        try await send(.post("campaigns", id, "remove-member").carrying(body))
    }

    package func publishCampaign(_ id: String) async throws -> CampaignReport {
        try await send(.post("campaigns", id, "publish", timeout: AdminRequest.longTimeout))
    }

    package func rejectCampaign(_ id: String, _ body: RejectionRequest) async throws -> CampaignReport {
        try await send(.post("campaigns", id, "reject", timeout: AdminRequest.longTimeout).carrying(body))
    }

    package func recordOutcome(ofCampaign id: String, _ body: OutcomeRequest) async throws -> CampaignReport {
        try await send(.post("campaigns", id, "outcome", timeout: AdminRequest.longTimeout).carrying(body))
    }

    package func answerCampaign(_ id: String, _ body: AnswerRequest) async throws -> CampaignReport {
        try await send(.post("campaigns", id, "answer", timeout: AdminRequest.longTimeout).carrying(body))
    }
}

extension AdminClient {
    package func endpoints() async throws -> EndpointList {
        try await send(.get("endpoints"))
    }

    /// The answer alone carries the secret; it can't be had again.
    package func addEndpoint(_ body: EndpointRequest) async throws -> EndpointResource {
        try await send(.post("endpoints").carrying(body))
    }

    package func disableEndpoint(_ id: String) async throws -> EndpointResource {
        try await send(.post("endpoints", id, "disable"))
    }

    package func pauseEndpoint(_ id: String, _ body: PauseRequest) async throws -> EndpointResource {
        try await send(.post("endpoints", id, "pause").carrying(body))
    }

    package func resumeEndpoint(_ id: String) async throws -> EndpointResource {
        try await send(.post("endpoints", id, "resume"))
    }

    package func endpoint(_ id: String) async throws -> EndpointResource {
        try await send(.get("endpoints", id))
    }

    package func verifyEndpoint(_ id: String) async throws -> EndpointResource {
        try await send(.post("endpoints", id, "verify"))
    }

    /// The answer alone carries the new secret.
    package func rotateEndpoint(_ id: String) async throws -> EndpointResource {
        try await send(.post("endpoints", id, "rotate"))
    }

    package func testEndpoint(_ id: String) async throws -> QueuedMessage {
        try await send(.post("endpoints", id, "test"))
    }

    package func optOuts() async throws -> OptOutList {
        try await send(.get("opt-outs"))
    }

    package func addOptOut(_ body: OptOutRequest) async throws -> OptOutResource {
        try await send(.post("opt-outs").carrying(body))
    }

    /// What is left.
    package func removeOptOut(_ body: OptOutRequest) async throws -> OptOutList {
        try await send(.post("opt-outs", "remove").carrying(body))
    }

    package func recordBounce(_ body: BounceRequest) async throws -> BounceAnswer {
        try await send(.post("mail", "bounce").carrying(body))
    }

    package func replay(_ body: ReplayRequest) async throws -> ReplayReport {
        try await send(.post("deliveries", "replay").carrying(body))
    }

    package func deliveries(
        comment: String?, endpoint: String?, state: String?, limit: Int?
    ) async throws -> DeliveryList {
        try await send(
            .get(
                "deliveries",
                query: [
                    .init("comment", comment), .init("endpoint", endpoint), .init("state", state),
                    .init("limit", limit.map(String.init)),
                ]))
    }

    package func delivery(_ message: String) async throws -> DeliveryDetail {
        try await send(.get("deliveries", message))
    }
}

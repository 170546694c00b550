import HearbackAPI
import HearbackCore
import HearbackPages
import HearbackStore
import HearbackTransparency
import HTTPTypes
import Hummingbird

/// The page of a receipt: for who holds its address. A wrong one and a missing one are answered alike.
extension PublicPages {
    func addReceipt(to group: RouterGroup<HearbackContext>, _ language: Language) {
        group.get("receipts/:token") { _, context in
            try await receipt(try context.receiptToken(), nil, "", language)
        }
        group.post("receipts/:token/withdraw") { request, context in
            try await act(request, context, language) { fields throws(Problem) in
                fields["sure"] == "yes" ? .success(.withdrawn) : .failure(FaultError(fault: FormFault(.unsure)))
            }
        }
        group.post("receipts/:token/clarify") { request, context in
            try await act(request, context, language) { fields throws(Problem) in
                .success(.clarificationReceived(reply: try text(fields)))
            }
        }
        group.post("receipts/:token/appeal") { request, context in
            try await act(request, context, language) { fields throws(Problem) in .success(.appealed(grounds: try text(fields))) }
        }
    }

    private func text(_ fields: WebForm) throws(Problem) -> String {
        let text = fields["text"]
        try Submission.check(text, "text", limits.text)
        return text
    }

    private func receipt(
        _ token: ReceiptToken, _ fault: FormFault?, _ draft: String, _ language: Language, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard let dossier = try await ledger.dossier(for: token), let record = try await ledger.bill(dossier.comment.bill) else {
            throw Problem(.notFound)
        }
        let scene = try scene(language)
        let page = Page.receipt(
            ReceiptResource(dossier, now: scene.now, zone: zone), of: record.bill, token: token.text,
            proof: try await proof(token, dossier), form: formToken("receipt " + token.text),
            mayAppeal: dossier.comment.state.allowedEvents.contains(.appealed), fault: fault, draft: draft, scene)
        return PageResponse.page(renderer.html(page, scene), language, status: status)
    }

    /// Does what the form says, and shows the receipt again.
    private func act(
        _ request: Request, _ context: HearbackContext, _ language: Language,
        _ action: @Sendable (WebForm) throws(Problem) -> Result<CommentAction, FaultError>
    ) async throws -> Response {
        let token = try context.receiptToken()
        let fields = try await request.form(limit: limits.body)
        let words = fields["text"]
        if case .failure(let error) = checked(fields, for: "receipt " + token.text, request) {
            return try await receipt(token, error.fault, words, language, status: .unprocessableContent)
        }
        do {
            switch try action(fields) {
            case .failure(let error): return try await receipt(token, error.fault, words, language, status: .unprocessableContent)
            case .success(let action): _ = try await ledger.apply(action, by: token)
            }
        } catch {
            let problem = Problem(answering: error)
            guard problem.status < 500, problem.status != 404 else { throw error }
            let fault = FormFault(.told(problem.told(in: language).title))
            return try await receipt(token, fault, words, language, status: .init(code: problem.status))
        }
        return PageResponse.seeOther(PagePath.path(language, ["receipts", token.text]))
    }

    /// What the receipt proves, found out as anybody would with its file and the log's key.
    private func proof(_ token: ReceiptToken, _ dossier: CommentDossier) async throws -> ProofStanding {
        guard let log = ledger.options.log, let receipt = try await ledger.logReceipt(for: token) else { return .none }
        do {
            let verdict = try receipt.verify(keys: log.verifiers)
            if let text = verdict.text, text != dossier.text { return .fails(.words) }
            return .holds(
                index: receipt.index, size: verdict.checkpoint.size,
                recorded: verdict.leaf.string("t").flatMap { Instant(rfc3339: $0) } ?? dossier.comment.recorded)
        } catch {
            return .fails(ProofFault(error))
        }
    }
}

extension ProofFault {
    init(_ fault: ReceiptFault) {
        switch fault {
        case .checkpoint(.notSigned), .checkpoint(.origin): self = .signature
        case .checkpoint(.noNote), .checkpoint(.noCheckpoint): self = .unreadable
        case .index, .notInTree, .place: self = .tree
        case .leaf, .unreadableDisclosure: self = .unreadable
        case .disclosure, .repeatedDisclosure: self = .words
        }
    }
}

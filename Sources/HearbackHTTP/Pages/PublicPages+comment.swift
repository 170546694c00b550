import HearbackAPI
import HearbackCore
import HearbackPages
import HearbackStore
import HTTPTypes
import Hummingbird

/// The form, on its own page and in frames of other sites.
extension PublicPages {
    func addComment(to group: RouterGroup<HearbackContext>, _ language: Language) {
        for isEmbedded in [false, true] {
            let path: RouterPath = isEmbedded ? "embed/:bill" : "bills/:bill/comment"
            group.get(path) { request, context in
                let draft = CommentDraft(article: request.query("article") ?? "")
                return try form(try await record(context), draft, nil, isEmbedded, language)
            }
            group.post(path) { request, context in
                try await send(request, context, try await record(context), isEmbedded, language)
            }
        }
    }

    private func form(
        _ record: BillRecord, _ draft: CommentDraft, _ fault: FormFault?, _ isEmbedded: Bool, _ language: Language,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let scene = try scene(language)
        let setting = FormSetting(
            token: formToken("comment " + record.bill.id), longest: limits.text.characters, sendsMail: rules.sendsMail)
        let page = Page.form(
            BillResource(record, now: scene.now), draft, setting, fault: fault, isEmbedded: isEmbedded, scene)
        return PageResponse.page(
            renderer.html(page, scene), language, status: status, frames: isEmbedded ? rules.frames : nil)
    }

    func formToken(_ purpose: String) -> String {
        FormToken.make(for: purpose, at: ledger.now, random: ledger.options.random(16), ledger.options.box)
    }

    private func send(
        _ request: Request, _ context: HearbackContext, _ record: BillRecord, _ isEmbedded: Bool, _ language: Language
    ) async throws -> Response {
        let fields = try await request.form(limit: limits.body)
        let draft = CommentDraft(fields)
        func again(_ fault: FormFault, _ status: HTTPResponse.Status) throws -> Response {
            try form(record, draft, fault, isEmbedded, language, status: status)
        }
        let token: FormToken
        switch checked(fields, for: "comment " + record.bill.id, request) {
        case .failure(let fault):
            submissions.refuse(.unchecked)
            return try again(fault.fault, .unprocessableContent)
        case .success(let found): token = found
        }
        guard draft.trap.isEmpty else {
            submissions.refuse(.automatic)
            return try again(FormFault(.automatic, field: "website"), .unprocessableContent)
        }
        do {
            let receipt = try await submissions.count {
                try gate.admit(request.client(client, context), work: fields["work"], at: ledger.now)
                let submission = try Submission(draft.request(bill: record.bill.id), limits: limits)
                return try await ledger.submit(
                    submission, idempotency: IdempotencyKey(key: "form-" + token.nonce, request: fields.bytes))
            }
            return try answer(receipt, isEmbedded, language)
        } catch {
            let problem = Problem(answering: error)
            guard problem.status < 500 || problem.status == 503 || problem.status == 507 else { throw error }
            problem.log(error, context)
            let fault = FormFault(.told(problem.told(in: language).title), field: CommentDraft.field(problem.field), work: problem.work)
            var response = try again(fault, .init(code: problem.status))
            if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
            return response
        }
    }

    private func answer(_ receipt: Receipt, _ isEmbedded: Bool, _ language: Language) throws -> Response {
        let path = PagePath.path(language, ["receipts", receipt.token.text])
        guard isEmbedded else { return PageResponse.seeOther(path) }
        let scene = try scene(language)
        let page = Page.embeddedThanks(
            receipt: publicURL + path, reference: CommentReference.text(of: receipt.comment), scene)
        return PageResponse.page(renderer.html(page, scene), language, frames: rules.frames)
    }

    struct FaultError: Error {
        let fault: FormFault
    }

    /// Whether the form came from one of our pages, in a person's time.
    func checked(_ fields: WebForm, for purpose: String, _ request: Request) -> Result<FormToken, FaultError> {
        if request.isFromElsewhere(site: publicURL) { return .failure(FaultError(fault: FormFault(.fromElsewhere))) }
        return FormToken.check(
            fields["form"], for: purpose, at: ledger.now, leastSeconds: rules.formSeconds, ledger.options.box
        ).mapError { error in
            switch error.fault {
            case .forged: FaultError(fault: FormFault(.fromElsewhere))
            case .tooFast: FaultError(fault: FormFault(.tooFast))
            case .tooOld: FaultError(fault: FormFault(.tooOld))
            }
        }
    }
}

extension CommentDraft {
    fileprivate init(_ fields: WebForm) {
        self.init(
            article: fields["article"], language: fields["language"], text: fields["text"], kind: fields["kind"],
            name: fields["name"], email: fields["email"], trap: fields["website"])
    }

    fileprivate func request(bill: String) -> SubmissionRequest {
        SubmissionRequest(
            bill: bill, article: article.isEmpty ? nil : article, language: language, text: text,
            submitter: SubmitterRequest(kind: kind, name: name.isEmpty ? nil : name, email: email.isEmpty ? nil : email))
    }

    /// The form's field for a member of the request.
    fileprivate static func field(_ member: String?) -> String? {
        switch member {
        case "submitter.name": "name"
        case "submitter.email": "email"
        case "text", "language", "article": member
        default: nil
        }
    }
}

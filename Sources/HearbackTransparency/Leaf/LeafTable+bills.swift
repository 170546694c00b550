package import HearbackCore

/// Leaves of bills and of the log itself.
extension LeafTable {
    package mutating func genesis(_ key: VerifierKey) {
        add("org", key.name)
        add("vkey", key.text)
    }

    /// - Parameter document: the digest of the bill as `GET /v1/bills/ID` shows it.
    package mutating func added(_ bill: Bill, document: String) {
        add("bill", bill.id)
        add("kind", bill.kind.rawValue)
        add("opens", Self.text(of: bill.window.opens))
        add("closes", bill.window.closes.map(Self.text))
        add("vote", bill.vote.map(Self.text))
        add("doc", document)
        add(bill.policy)
    }

    package mutating func changed(_ policy: ResponsePolicy, of bill: String) {
        add("bill", bill)
        add(policy)
    }

    package mutating func closed(_ bill: String, _ closure: BillClosure) {
        add("bill", bill)
        add("rsn", closure.rawValue)
    }

    /// What is promised: everything by which a due day can be reckoned again.
    private mutating func add(_ policy: ResponsePolicy) {
        add("pol", Int64(policy.version))
        add("first", Int64(policy.firstActionDays))
        add("decide", Int64(policy.decisionDays))
        add("answer", Int64(policy.answerDays))
        add("clarify", Int64(policy.clarificationDays))
        add("basis", policy.basis.rawValue)
    }
}

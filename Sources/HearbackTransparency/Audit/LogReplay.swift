import HearbackCore

/// Reads leaves in their order and judges what they say: every index, time, chain and transition, by the same table of states that
/// the daemon goes by.
package struct LogReplay {
    private struct Comment {
        var status: CommentStatus
        var last: Int64
        var hasAppealed = false
        var isAnswered = false
    }

    private struct Bill {
        var policy: Int64
        let opens: String
        let closes: String?
        var closure: BillClosure?
    }

    /// In how far the log's own words are known beforehand.
    private let keys: [VerifierKey]
    private var comments: [String: Comment] = [:]
    private var bills: [String: Bill] = [:]
    private var lastTime = ""
    /// Of every leaf, seconds since 1970; that of the one before where a leaf has none.
    private(set) var times: [Int64] = []
    private(set) var anchors: [Anchor] = []
    package private(set) var leaves: Int64 = 0
    package private(set) var findings: [LogFinding] = []
    /// How many leaves there are of each event.
    package private(set) var counts: [String: Int] = [:]

    /// More are counted, not kept.
    package static let findingsAtMost = 1_000
    package private(set) var omitted = 0

    package init(keys: [VerifierKey]) { self.keys = keys }

    package var commentCount: Int { comments.count }

    package mutating func take(_ entry: [UInt8]) {
        let index = leaves
        leaves += 1
        let leaf: LeafObject
        do { leaf = try LeafObject(entry) } catch {
            times.append(times.last ?? 0)
            return report(LogFinding(.leafFormat, leaf: index, "leaf \(index) is not in the one form that a leaf may have: \(error)"))
        }
        let event = leaf.string("ev") ?? ""
        counts[event, default: 0] += 1
        if leaf.integer("i") != index {
            report(LogFinding(.leafPlace, leaf: index, "leaf \(index) says that it is \(leaf.integer("i").map(String.init) ?? "none"): leaves were moved or taken out"))
        }
        if leaf.integer("v") != LeafTable.version {
            report(LogFinding(.version, leaf: index, "leaf \(index) is of a version that is not known here"))
        }
        takeTime(leaf, index)
        switch event {
        case "genesis": takeGenesis(leaf, index)
        case "bill_added", "bill_closed", "bill_policy_changed": takeBill(event, leaf, index)
        case "received": takeReceived(leaf, index)
        case Anchor.kind: takeAnchor(leaf, index)
        default: takeEvent(event, leaf, index)
        }
        if index == 0, event != "genesis" { report(LogFinding(.genesis, leaf: 0, "the log does not begin with its genesis: its beginning was taken away")) }
    }

    private mutating func takeTime(_ leaf: LeafObject, _ index: Int64) {
        let instant = leaf.string("t").flatMap(Instant.init(rfc3339:))
        times.append(instant.map { $0.milliseconds / 1_000 } ?? times.last ?? 0)
        guard let time = leaf.string("t"), let instant, LeafTable.text(of: instant) == time else {
            return report(LogFinding(.time, leaf: index, "leaf \(index) has no time"))
        }
        if time < lastTime {
            report(LogFinding(.time, leaf: index, "leaf \(index) is dated \(time), before the leaf before it (\(lastTime)): one of them was re-dated"))
        }
        lastTime = max(lastTime, time)
    }

    private mutating func takeAnchor(_ leaf: LeafObject, _ index: Int64) {
        guard let anchor = Anchor(leaf, at: index) else {
            return report(LogFinding(.anchor, leaf: index, "leaf \(index) anchors no earlier head of this log"))
        }
        anchors.append(anchor)
    }

    private mutating func takeGenesis(_ leaf: LeafObject, _ index: Int64) {
        guard index == 0 else { return report(LogFinding(.genesis, leaf: index, "leaf \(index) begins the log a second time")) }
        guard let origin = leaf.string("org"), keys.contains(where: { $0.name == origin }) else {
            return report(LogFinding(.genesis, leaf: index, "the genesis is that of another log, \(leaf.string("org") ?? "without a name")"))
        }
    }

    private mutating func takeBill(_ event: String, _ leaf: LeafObject, _ index: Int64) {
        guard let id = leaf.string("bill") else { return report(LogFinding(.member, leaf: index, "leaf \(index) (\(event)) names no bill")) }
        switch event {
        case "bill_added":
            guard bills[id] == nil else { return report(LogFinding(.bill, leaf: index, "leaf \(index) adds the bill \(id) a second time")) }
            guard let policy = leaf.integer("pol"), let opens = leaf.string("opens") else {
                return report(LogFinding(.member, leaf: index, "leaf \(index) adds a bill without its window or its policy"))
            }
            bills[id] = Bill(policy: policy, opens: opens, closes: leaf.string("closes"))
        case "bill_closed":
            guard bills[id] != nil, let closure = leaf.string("rsn").flatMap(BillClosure.init) else {
                return report(LogFinding(.bill, leaf: index, "leaf \(index) closes the bill \(id), which is not there or for no reason"))
            }
            bills[id]?.closure = closure
        default:
            guard let policy = leaf.integer("pol"), let known = bills[id]?.policy, policy == known + 1 else {
                return report(LogFinding(.bill, leaf: index, "leaf \(index) changes the policy of \(id) not from one version to the next"))
            }
            bills[id]?.policy = policy
        }
    }

    private mutating func takeReceived(_ leaf: LeafObject, _ index: Int64) {
        guard let cid = leaf.string("cid"), leaf.string("text") != nil, leaf.string("who") != nil, leaf.string("due") != nil else {
            return report(LogFinding(.member, leaf: index, "leaf \(index) (received) lacks the comment's name, its text, its submitter or its due day"))
        }
        if comments[cid] != nil { report(LogFinding(.chain, leaf: index, comment: cid, "leaf \(index) receives the comment \(cid) a second time")) }
        comments[cid] = Comment(status: CommentState.received.status, last: index)
        guard let bill = leaf.string("bill").flatMap({ bills[$0] }) else {
            return report(LogFinding(.bill, leaf: index, comment: cid, "leaf \(index) is about a bill that the log does not have"))
        }
        if leaf.integer("pol") != bill.policy {
            report(LogFinding(.bill, leaf: index, comment: cid, "leaf \(index) promises by a policy that was not in force"))
        }
        // What came from elsewhere keeps its own dates.
        guard leaf.string("src") == nil, let time = leaf.string("t") else { return }
        if time < bill.opens || bill.closes.map({ time >= $0 }) == true || bill.closure != nil {
            report(LogFinding(.bill, leaf: index, comment: cid, "leaf \(index) takes a comment while its bill's window was not open"))
        }
    }

    mutating func report(_ finding: LogFinding) {
        if findings.count < Self.findingsAtMost { findings.append(finding) } else { omitted += 1 }
    }
}

/// What happens to comments.
extension LogReplay {
    private mutating func takeEvent(_ event: String, _ leaf: LeafObject, _ index: Int64) {
        guard let kind = CommentEventKind(rawValue: event), kind.isPublic else {
            return report(LogFinding(.unknownEvent, leaf: index, "leaf \(index) is of a kind that is not known here: \(event.debugDescription)"))
        }
        guard let cid = leaf.string("cid"), var comment = comments[cid] else {
            return report(LogFinding(.chain, leaf: index, "leaf \(index) (\(event)) is about a comment that was never received: its receipt was taken out"))
        }
        if leaf.integer("p") != comment.last {
            report(LogFinding(
                .chain, leaf: index, comment: cid,
                "leaf \(index) (\(event)) does not follow leaf \(comment.last), the comment's last: something between them was taken out or put in"))
        }
        comment.last = index
        if leaf.string("role").flatMap(Role.init).map(kind.actors.contains) != true {
            report(LogFinding(.actor, leaf: index, comment: cid, "leaf \(index): nobody in the role \(leaf.string("role") ?? "of nobody") may do that (\(event))"))
        }
        if let words = missing(kind, leaf, comment) { report(LogFinding(.member, leaf: index, comment: cid, "leaf \(index) (\(event)): \(words)")) }
        if let next = comment.status.after(kind) {
            comment.status = next
        } else {
            report(LogFinding(
                .transition, leaf: index, comment: cid,
                "leaf \(index): a comment that is \(comment.status.rawValue) can't become \(event): a decision was taken out, put in or moved"))
        }
        if kind == .appealed { comment.hasAppealed = true }
        if kind == .answered { comment.isAnswered = true }
        comments[cid] = comment
    }

    /// What a leaf of this kind must have and this one has not.
    private func missing(_ kind: CommentEventKind, _ leaf: LeafObject, _ comment: Comment) -> String? {
        switch kind {
        case .rejected, .unpublished:
            leaf.string("rsn").flatMap(RejectionReason.init) == nil ? "no reason of the policy" : leaf.string("note") == nil ? "no explanation" : nil
        case .lapsed: leaf.string("rsn").flatMap(LapseCause.init) == nil ? "no cause" : nil
        case .outcomeRecorded: leaf.string("out").flatMap(OutcomeKind.init) == nil ? "no outcome" : nil
        case .appealed: comment.hasAppealed ? "a second appeal" : nil
        case .answered: comment.isAnswered ? "a second first answer" : leaf.string("ans") == nil ? "no answer" : nil
        case .answerAmended: comment.isAnswered ? nil : "amends an answer that was never given"
        case .clarificationAsked, .clarificationReceived: leaf.string("note") == nil ? "no text" : nil
        case .targetMissed: leaf.string("clk") == nil ? "no clock" : nil
        case .erased: leaf.string("rsn").flatMap(ErasureReason.init) == nil ? "no reason" : nil
        case .received, .claimed, .released, .clarificationExpired, .published, .withdrawn, .flagged, .noteAdded, .redacted, .notified,
            .decisionUndone, .dueReckoned, .originalRead:
            nil
        }
    }
}

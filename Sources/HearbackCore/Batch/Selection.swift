/// Which comments: each condition narrows. What is not said does not narrow.
package struct Selection: Hashable, Sendable {
    package var bill: String?
    package var language: Language?
    package var submitterKind: SubmitterKind?
    package var flags: FlagFilter?
    /// Received at this instant or later.
    package var receivedFrom: Instant?
    /// Received earlier than this instant.
    package var receivedBefore: Instant?
    /// Only these, whatever their state.
    package var comments: [CommentNumber]?
    /// What may be looked at by whoever selects: no condition of theirs, but always in force.
    package var within = BillScope.all

    package init(
        bill: String? = nil, language: Language? = nil, submitterKind: SubmitterKind? = nil, flags: FlagFilter? = nil,
        receivedFrom: Instant? = nil, receivedBefore: Instant? = nil, comments: [CommentNumber]? = nil
    ) {
        (self.bill, self.language, self.submitterKind, self.flags) = (bill, language, submitterKind, flags)
        (self.receivedFrom, self.receivedBefore, self.comments) = (receivedFrom, receivedBefore, comments)
    }

    /// Whether it selects all that waits.
    package var isEverything: Bool {
        var everything = Selection()
        everything.within = within
        return self == everything
    }
}

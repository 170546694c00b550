/// Places between the claim of a message and the record of its attempt at which a test has the daemon die.
enum CrashPoint: String, CaseIterable {
    /// Leased, and nothing sent yet.
    case claimed
    /// The receiver has answered; its answer is in memory only.
    case answered
    /// The answer is written, in a transaction that is not committed.
    case recorded
    /// The transaction is on disk; the next step has not begun.
    case committed
}

import Glibc
package import HearbackCore

/// What a ledger needs from outside: its file, its clock, chance, and how a promise is computed.
package struct LedgerOptions: Sendable {
    package var path: String
    package var clock: Clock
    package var clockKind: ClockKind
    /// Fills receipts, identifiers and secrets. Cryptographically secure outside tests.
    package var random: @Sendable (_ bytes: Int) -> [UInt8]
    /// The local day by the end of which something is due, `YYYY-MM-DD`, so many working days after a receipt. Later
    /// receipts are never due earlier.
    package var decisionDue: @Sendable (_ received: Instant, _ workingDays: Int) -> String
    /// Whether that day rests on a day which the moon may move, and so may still change.
    package var isProvisional: @Sendable (_ received: Instant, _ workingDays: Int) -> Bool = { _, _ in false }
    /// Name and version of the calendar behind both; nil where there is none to tell.
    package var calendar: String?
    /// When the local day after a due day, `YYYY-MM-DD`, begins: from then on it is overdue. Never, for what is no day.
    package var overdueFrom: @Sendable (_ due: String) -> Instant
    /// Local days from one instant to another, as people count them.
    package var daysBetween: @Sendable (_ from: Instant, _ to: Instant) -> Int
    /// Under whose key endpoint secrets are sealed.
    package var box: SecretBox
    package var delivery = DeliveryRules()
    /// Nil keeps no transparency log.
    package var log: LogOptions?
    /// By the name of an account: e-mail addresses in lower case from which its holder may comment as a citizen. Tokens say
    /// theirs themselves.
    package var ownAddresses: [String: Set<String>] = [:]
    /// Looks at the text of each comment as it comes in; nil for no screening. What it throws leaves the comment to a human.
    package var screen: (@Sendable (_ text: String, _ language: Language) throws -> ScreeningResult)?
    /// Told what each transaction recorded, once it is on disk; on the writer's task, so it must only pass on.
    package var recorded: (@Sendable ([RecordedEvent]) -> Void)?
    /// Writes that may wait for their transaction; one more is refused.
    package var queueLimit: Int
    /// Writes in one transaction.
    package var batchLimit: Int

    package init(
        path: String, clock: @escaping Clock, clockKind: ClockKind = .system,
        random: @escaping @Sendable (Int) -> [UInt8] = LedgerOptions.secureRandom,
        decisionDue: @escaping @Sendable (Instant, Int) -> String,
        overdueFrom: @escaping @Sendable (String) -> Instant,
        daysBetween: @escaping @Sendable (Instant, Instant) -> Int, box: SecretBox, queueLimit: Int = 2_048, batchLimit: Int = 512
    ) {
        (self.path, self.clock, self.clockKind, self.random) = (path, clock, clockKind, random)
        (self.decisionDue, self.overdueFrom) = (decisionDue, overdueFrom)
        (self.daysBetween, self.box) = (daysBetween, box)
        (self.queueLimit, self.batchLimit) = (queueLimit, batchLimit)
    }

    package static let secureRandom: @Sendable (Int) -> [UInt8] = { count in
        [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            // At most 256 bytes a call (getentropy(3)), where Swift's own generator makes one for every eight.
            while filled < count, let start = bytes.baseAddress {
                let wanted = min(count - filled, 256)
                precondition(getentropy(start + filled, wanted) == 0, "the kernel gives no random bytes")
                filled += wanted
            }
        }
    }
}

/// Which clock a file lives by. Fixed when the file is made, so that no real ledger ever runs on invented time.
package enum ClockKind: String, Sendable {
    case system, simulated
}

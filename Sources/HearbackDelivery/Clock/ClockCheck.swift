package import HearbackCore

/// Whether messages may be signed with the time of this machine: receivers refuse those that are 300 seconds off.
package struct ClockCheck: Sendable {
    package enum Verdict: Hashable, Sendable {
        case synchronised
        /// The kernel does not tell.
        case unknown
        case unsynchronised
        /// Earlier than the program was made: certainly wrong.
        case beforeRelease
    }

    private let clock: HearbackCore.Clock
    private let release: Instant
    private let isSynchronised: @Sendable () -> Bool?
    /// Sends nothing while the kernel says that nothing keeps its clock right.
    private let holdsUnsynchronised: Bool

    /// - Parameter release: before which the clock can't be.
    package init(
        clock: @escaping HearbackCore.Clock, release: Instant, holdsUnsynchronised: Bool,
        isSynchronised: @escaping @Sendable () -> Bool? = KernelClock.isSynchronised
    ) {
        (self.clock, self.release, self.holdsUnsynchronised) = (clock, release, holdsUnsynchronised)
        self.isSynchronised = isSynchronised
    }

    package var verdict: Verdict {
        guard clock() >= release else { return .beforeRelease }
        switch isSynchronised() {
        case true?: return .synchronised
        case false?: return .unsynchronised
        case nil: return .unknown
        }
    }

    /// Whether nothing is to be sent for now.
    package var holds: Bool {
        guard clock() >= release else { return true }
        return holdsUnsynchronised && isSynchronised() == false
    }
}

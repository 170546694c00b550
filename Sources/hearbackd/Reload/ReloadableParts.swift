import HearbackCore
import HearbackHTTP
import HearbackTime
import Logging
import Synchronization

/// What a running daemon can be told anew.
struct ReloadableParts: Sendable {
    let level: LogLevel
    let roles: RoleMap
    /// Nil where the daemon was started without screening: comments that came unscreened would look clean.
    let screening: ScreenerSlot?
    /// As it was read at the start: due days were promised by it.
    let calendar: WorkingCalendar

    /// By name.
    struct Taken: Hashable {
        var changed: [String]
        /// Those that need a restart.
        var waiting: [String]
    }

    /// - Throws: `StartError` for what would not start either; then nothing is changed.
    func take(_ new: DaemonConfiguration, insteadOf old: DaemonConfiguration, _ logger: Logger) throws -> Taken {
        let found = try Daemon.check(new, logger)
        var live: Set = ["log.level", "roles.administrators", "roles.moderators", "roles.responders", "roles.auditors"]
        level.set(new.logLevel)
        roles.replace(by: new.roles)
        if let screening, let screener = found.screener {
            // Always, since word lists may have changed though no setting has.
            screening.set(screener)
            live.formUnion(["screening.rules", "screening.lists"])
        }
        let names = new.names(differingFrom: old)
        var waiting = names.filter { !live.contains($0) }
        if found.calendar != calendar, !waiting.contains("time.calendar") { waiting.append("time.calendar") }
        return Taken(changed: names.filter(live.contains), waiting: waiting)
    }
}

/// The screening in force.
final class ScreenerSlot: Sendable {
    private let screener: Mutex<Screener>

    init(_ screener: Screener) { self.screener = Mutex(screener) }

    func set(_ new: Screener) { screener.withLock { $0 = new } }

    var current: Screener { screener.withLock { $0 } }
}

import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackDelivery
import HearbackTime

enum ClockFinding {
    static func of(_ verdict: ClockCheck.Verdict, now: Instant, isSimulated: Bool) -> Finding {
        guard !isSimulated else { return .ok(.clock, "the ledger lives by a simulated clock: a demonstration") }
        switch verdict {
        case .synchronised: return .ok(.clock, "\(now.secondText) UTC, kept right, says the kernel")
        case .unknown: return .warn(.clock, "the kernel does not tell whether something keeps the clock right", "run this outside of a sandbox or container")
        case .unsynchronised:
            return .warn(
                .clock, "nothing keeps the clock right, says the kernel; receivers refuse messages that are 300 seconds off",
                "run chrony or systemd-timesyncd; 'timedatectl' says more")
        case .beforeRelease: return .fail(.clock, "the clock says \(now.secondText) UTC, before this program was made", "set the clock, and run chrony or systemd-timesyncd")
        }
    }
}

enum ZoneFinding {
    static func of(_ values: ConfigurationValues) -> (Finding, Zone?) {
        let (name, folder) = (values.text("time.zone"), values.path("time.zoneinfo"))
        do {
            let zone = try ZoneDirectory(path: folder).zone(named: name)
            guard !zone.isOlderThanCasablanca2026 else {
                return (
                    .warn(
                        .zone, "tz data \(zone.dataVersion) is older than Morocco's change of 2026-09-20: due days near midnight will be wrong",
                        "upgrade the package tzdata to 2026c or later, then restart the daemon"), zone
                )
            }
            return (.ok(.zone, "\(name), tz data \(zone.dataVersion)"), zone)
        } catch {
            return (.fail(.zone, "time.zone \(name): \(error)", "install tzdata, or check time.zone and time.zoneinfo"), nil)
        }
    }
}

enum CalendarFinding {
    static func of(_ values: ConfigurationValues) -> Finding {
        let path = values.path("time.calendar")
        guard let data = FileManager.default.contents(atPath: path) else {
            return .fail(.calendar, "\(path) can't be read", "check time.calendar in the configuration")
        }
        do {
            let calendar = try WorkingCalendar(json: data)
            return .ok(.calendar, "\(calendar.name) \(calendar.version); 'hearback calendar check' looks closer")
        } catch {
            return .fail(.calendar, "\(path): \(error)", "correct the file; 'hearback calendar check' says more")
        }
    }
}

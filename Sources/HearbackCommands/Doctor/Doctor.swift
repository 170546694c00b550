import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackDelivery
import HearbackStore
import HearbackTime

/// Looks at everything once, in an order in which later findings may follow from earlier ones.
struct Doctor {
    private let option: ConfigurationOption
    let console: Console
    /// Replaced in tests, whose machine's kernel says what it says.
    var isSynchronised: @Sendable () -> Bool? = KernelClock.isSynchronised

    init(_ option: ConfigurationOption, _ console: Console) {
        (self.option, self.console) = (option, console)
    }

    func findings() async -> [Finding] {
        let values: ConfigurationValues
        do {
            values = try option.load(console)
        } catch let errors as ConfigurationErrors {
            return errors.errors.map { error in
                .fail(.configuration, "\(error.source): \(error.key.map { "\($0): " } ?? "")\(error.problem)", error.hint)
            }
        } catch {
            return [.fail(.configuration, "the configuration can't be read: \(error)", "check --config")]
        }
        let ledger = LedgerAtHand(values)
        let (time, zone) = timeFindings(values, ledger)
        var findings = configurationFindings() + FileCheck(values, console).findings + KeyCheck(values, ledger, console).findings
        findings += ledger.findings + LogCheck(values, ledger).findings + DiskCheck(values, ledger).findings + time
        findings += await DaemonCheck(values, console).findings()
        return findings + ServiceCheck(values, ledger, zone, console).findings
    }

    private func configurationFindings() -> [Finding] {
        guard let file = option.file else {
            return [.warn(
                .configuration, "no file: the defaults hold", "name it with --config; 'hearbackd --print-config' prints one to begin with")]
        }
        return [.ok(.configuration, "\(file) is valid; what it points at is checked below, and by 'hearbackd --check-config'")]
    }

    private func timeFindings(_ values: ConfigurationValues, _ ledger: LedgerAtHand) -> ([Finding], Zone?) {
        let clock = ClockFinding.of(
            ClockCheck(clock: console.clock, release: HearbackVersion.released, holdsUnsynchronised: false, isSynchronised: isSynchronised).verdict,
            now: console.clock(), isSimulated: ledger.isSimulated)
        let (zone, loaded) = ZoneFinding.of(values)
        return ([clock, zone, CalendarFinding.of(values)], loaded)
    }
}

import ArgumentParser
import HearbackConfiguration
import HearbackCore

struct DoctorCommand: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look after the service: files, keys, disk, clock, schema, queue, endpoints, mail.",
        discussion: """
            Reads the configuration and the ledger's file, whether the daemon runs or not, and changes nothing. Run it as root or \
            as the daemon's user. Each finding is ok, warn or fail; what is not ok has a remedy. Exit code 1 when something fails.

            Examples:
              hearback doctor
              hearback doctor --json | jq -r 'select(.status != "ok") | .remedy'
            """)

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var output: OutputOptions

    func run(_ bench: Bench) async throws {
        let findings = await Doctor(configuration, bench.console).findings()
        try bench.show(each: findings) { rendering in findings.flatMap { $0.lines(rendering) } }
        if findings.contains(where: { $0.grade == .fail }) { throw SilentFailure() }
    }
}

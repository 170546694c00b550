import ArgumentParser
import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackStore

struct RestoreCommand: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in a ledger's place, and say what that costs.",
        discussion: """
            The daemon must be stopped. All of the backup is checked first. A ledger that is there stays, unless --replace is \
            given: then it is kept beside the new one. What was acknowledged since the backup is not in it; how many \
            leaves of the log that are is told, and whether the daemon will sign on. docs/backup.md says what to do then.

            Examples:
              hearback restore hearback-20261125T021700Z.sqlite --to /var/lib/hearback/hearback.sqlite --dry-run
              hearback restore hearback-20261125T021700Z.sqlite --to /var/lib/hearback/hearback.sqlite --replace
            """)

    @Argument(help: "The backup.", completion: .file())
    var backup: String

    @Option(help: ArgumentHelp("The ledger: a file that is not there, or that --replace gives up.", valueName: "path"), completion: .file())
    var to: String

    @Flag(help: "Put the backup in the place of a ledger that is there; that one gets '.before-restore-' and the time behind its name.")
    var replace = false

    @Flag(help: "Check the backup, say what restoring it would cost, and change nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "The file with the last published head of the log.",
            discussion: "Else transparency.high_water_mark of the configuration, where it is that of this ledger; else the ledger's name with .head.",
            valueName: "path"), completion: .file())
    var highWaterMark: String?

    @Option(
        help: ArgumentHelp(
            "File with the log's public keys, as at /log.vkey.", discussion: "Else the daemon's key, where it may be read, and the one that the log began with.",
            valueName: "path"), completion: .file())
    var logKeyFile: String?

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var output: OutputOptions

    func run(_ bench: Bench) async throws {
        let values = try ownConfiguration(bench.console)
        var restore = LedgerRestore(
            backup, to: to, mark: highWaterMark ?? values?.highWaterMark,
            keys: try LogKeys.load(file: logKeyFile, values, bench.console))
        let progress = UpkeepProgress(bench.console, isQuiet: bench.wantsJSON, draft: dryRun ? nil : restore.draft)
        restore.tell = { progress.tell($0) }
        let suffix = ".before-restore-" + bench.console.clock().rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
        let (work, isRehearsal) = (restore, dryRun)
        let done = try progress.whileInterruptible {
            isRehearsal ? try work.rehearse() : try work.run(asideSuffix: replace ? suffix : nil)
        }
        let report = RestoreReport(restore, done, KeyFiles(values, ledger: restore.target), isRehearsal: dryRun)
        try bench.show(report) { report.lines($0) }
    }

    /// The configuration, where it is that of the ledger that is put back.
    private func ownConfiguration(_ console: Console) throws -> ConfigurationValues? {
        guard configuration.file != nil else { return nil }
        let values = try configuration.load(console)
        return URL(fileURLWithPath: values.storePath).standardized == URL(fileURLWithPath: to).standardized ? values : nil
    }
}

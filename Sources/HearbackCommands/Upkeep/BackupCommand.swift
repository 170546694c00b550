import ArgumentParser
import HearbackConfiguration
import HearbackCore
import HearbackStore

struct BackupCommand: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger while the daemon runs, and check the copy.",
        discussion: """
            Makes one file that holds all that was acknowledged when it began. It is called a backup only once every page \
            was checked and the transparency log was hashed anew; before, it has .part behind its name. It overwrites nothing.

            The keys are not in it, and belong somewhere else: the result names them. docs/backup.md.

            Examples:
              hearback backup                                    into the working directory
              hearback backup --to /var/backups/hearback --keep 14
              hearback backup --ledger /srv/hearback.sqlite --to /mnt/usb/hearback.sqlite
            """)

    @Option(
        help: ArgumentHelp("A folder, or a file that is not there yet.", discussion: "Else the working directory.", valueName: "path"),
        completion: .file())
    var to: String?

    @Option(help: ArgumentHelp("Then remove older backups of this ledger in the folder, all but so many in total.", valueName: "count"))
    var keep: Int?

    @Option(help: ArgumentHelp("The ledger.", discussion: "Else store.path of the configuration.", valueName: "path"), completion: .file())
    var ledger: String?

    @Option(
        help: ArgumentHelp(
            "File with the log's public keys, as at /log.vkey.", discussion: "Else the daemon's key, where it may be read, and the one that the log began with.",
            valueName: "path"), completion: .file())
    var logKeyFile: String?

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep takes a whole number from 1") }
    }

    func run(_ bench: Bench) async throws {
        let values = ledger == nil || configuration.config != nil ? try configuration.load(bench.console) : nil
        guard let source = ledger ?? values?.storePath else { return }
        let keys = try LogKeys.load(file: logKeyFile, values, bench.console)
        let plan = try BackupPlan(of: source, to: to, at: bench.console.clock())
        guard keep == nil || plan.isNamedByTime else {
            throw CommandError(
                "--keep tells backups by their names, and --to names a file", hint: "give a folder with --to", exitCode: ExitCodes.usage)
        }
        let progress = UpkeepProgress(bench.console, isQuiet: bench.wantsJSON, draft: plan.draft)
        let backup = LedgerBackup(plan, keys: keys) { progress.tell($0) }
        let made = try progress.whileInterruptible { try backup.run() }
        let removed = try keep.map { try backup.prune(keeping: $0) } ?? []
        let report = BackupReport(plan, made, KeyFiles(values, ledger: plan.source), removed)
        try bench.show(report) { report.lines($0) }
    }
}

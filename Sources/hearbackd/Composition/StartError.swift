import HearbackStore

/// Why the daemon can't start, as people read it, with the exit code that tells systemd whether to try again.
struct StartError: Error {
    let problem: String
    let hint: String
    let exitCode: Int32

    /// 78, EX_CONFIG: trying again changes nothing.
    static func configuration(_ problem: String, hint: String) -> StartError {
        StartError(problem: problem, hint: hint, exitCode: 78)
    }

    init(problem: String, hint: String, exitCode: Int32) {
        (self.problem, self.hint, self.exitCode) = (problem, hint, exitCode)
    }

    init(_ error: StoreError) {
        let (hint, exitCode): (String, Int32) =
            switch error.code {
            case .busy: ("stop the other hearbackd first; 'systemctl status hearbackd' shows it", 75)
            case .newerSchema: ("install the version of hearbackd that wrote it, or a later one", 78)
            case .foreignFile: ("check store.path in the configuration", 78)
            case .clockMismatch: ("give the demo and tests a file of their own", 78)
            case .keyMismatch: ("give back the key file that belongs to this ledger, see store.key in the configuration", 78)
            case .logMismatch: ("give back the log's key file, see transparency.key in the configuration", 78)
            case .corrupt: ("restore the file from a backup", 74)
            case .full: ("make room on the disk", 74)
            case .inputOutput, .constraint, .queueFull, .shuttingDown:
                ("check that the folder of store.path exists and may be written by this user", 74)
            }
        self.init(problem: error.context, hint: hint, exitCode: exitCode)
    }
}

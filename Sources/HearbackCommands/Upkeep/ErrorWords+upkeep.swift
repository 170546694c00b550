import HearbackConfiguration
import HearbackStore

extension ErrorWords {
    static func of(_ error: UpkeepError) -> CommandError {
        let code =
            switch error.kind {
            case .missing: ExitCodes.input
            case .refused: ExitCodes.failed
            case .unsound: ExitCodes.data
            case .system: ExitCodes.output
            }
        return CommandError(error.problem, hint: error.hint, exitCode: code)
    }

    /// The first thing that is wrong; 'hearbackd --check-config' says all of it.
    static func of(_ errors: ConfigurationErrors) -> CommandError {
        guard let first = errors.errors.first else { return CommandError("the configuration is not valid", exitCode: ExitCodes.data) }
        let place = first.key.map { "\(first.source): \($0): " } ?? "\(first.source): "
        return CommandError(place + first.problem, hint: first.hint, exitCode: ExitCodes.data)
    }
}

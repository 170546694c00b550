import ArgumentParser
import HearbackAPI
import HearbackCore

/// A reason of the published policy, and the explanation that the submitter gets.
struct RejectionInput: ParsableArguments {
    @Option(help: "Why, as a code of the published policy.")
    var reason: RejectionReason

    @Option(help: "What the submitter is told; - for standard input.")
    var explanation: String?

    @Option(help: ArgumentHelp("Read the explanation from a file.", valueName: "path"), completion: .file())
    var explanationFile: String?

    func validate() throws {
        guard (explanation == nil) != (explanationFile == nil) else {
            throw ValidationError("give --explanation or --explanation-file")
        }
    }

    func read(_ console: Console) throws -> RejectionRequest {
        let text = try TextInput.read(explanation, file: explanationFile, console)
        return RejectionRequest(reason: reason.rawValue, explanation: text)
    }
}

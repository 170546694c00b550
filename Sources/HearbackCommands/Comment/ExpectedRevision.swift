import ArgumentParser

/// What the caller has seen before they decide.
struct ExpectedRevision: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only if nothing new happened since this revision.",
            discussion: "'comment show' has it. Refused with what happened, by whom and when.", valueName: "number"))
    var revision: Int?

    func validate() throws {
        guard revision.map({ $0 > 0 }) ?? true else { throw ValidationError("--revision must be at least 1") }
    }
}

import ArgumentParser
import Foundation
import HearbackAPI
import HearbackClient
import HearbackCore

/// A text from the command line, a file or standard input; else from the editor.
struct DraftInput: ParsableArguments {
    @Argument(help: "The text, or - to read it from standard input. Left out: $VISUAL or $EDITOR opens.")
    var text: String?

    @Option(help: ArgumentHelp("Read the text from a file.", valueName: "path"), completion: .file())
    var file: String?

    func validate() throws {
        if text != nil, file != nil { throw ValidationError("give the text or --file, not both") }
    }

    /// Hands the text to `send`. What was written in the editor and could not be sent is kept, and opens again the next time.
    func send<Value>(
        for name: CommentName, purpose: String, _ desk: Desk, _ send: (String) async throws -> Value
    ) async throws -> Value {
        if text != nil || file != nil { return try await send(try TextInput.read(text, file: file, desk.console)) }
        let draft = try await Draft(name.id, desk)
        let kept = DraftFile(draft.comment.reference, for: purpose, desk.console.environment)
        let written = try await write(draft, kept, desk.console)
        guard !written.isEmpty else { throw CommandError("nothing was written, so nothing was sent", exitCode: ExitCodes.failed) }
        let value: Value
        do { value = try await send(written) } catch {
            try kept.keep(written)
            desk.console.errorLine("note: what you wrote is kept in \(VisibleText.inline(kept.path)) and opens again with the same command")
            throw error
        }
        try kept.discard()
        return value
    }

    private func write(_ draft: Draft, _ kept: DraftFile, _ console: Console) async throws -> String {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else {
            throw CommandError(
                "no text was given, and there is no terminal for an editor", hint: "give the text, --file, or - for standard input",
                exitCode: ExitCodes.usage)
        }
        defer { close(terminal) }
        let editor = TextEditor(environment: console.environment, terminal: terminal)
        return Draft.text(of: try await editor.edit(draft.page(kept.read())))
    }
}

extension Draft {
    fileprivate init(_ id: String, _ desk: Desk) async throws {
        let comment = try await desk.client.comment(id)
        self.init(comment: comment, bill: try await desk.client.bill(comment.bill).bill)
    }
}

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

    @OptionGroup var translations: TranslationInput

    func validate() throws {
        if text != nil, file != nil { throw ValidationError("give the text or --file, not both") }
        try translations.validate(beside: text != nil || file != nil)
    }

    /// Hands what was written to `send`.
    func send<Value>(
        about subject: DraftSubject, purpose: String, _ desk: Desk, _ send: (WrittenText) async throws -> Value
    ) async throws -> Value {
        guard text == nil, file == nil else {
            let read = try TextInput.read(text, file: file, desk.console)
            return try await send(WrittenText(text: read, translations: try translations.read(desk.console)))
        }
        return try await Drafting(desk, subject, purpose).send(send)
    }
}

/// The same in other languages, from files.
struct TranslationInput: ParsableArguments {
    @Option(
        name: .customLong("translation"), parsing: .singleValue,
        help: ArgumentHelp("The same in another language, from a file; repeat it for more.", valueName: "code=path"))
    var translations: [String] = []

    func validate(beside isGiven: Bool) throws {
        guard isGiven || translations.isEmpty else {
            throw ValidationError("--translation needs the text beside it; in the editor, headings such as == fr == begin one")
        }
        var seen: Set<Language> = []
        for entry in translations {
            let (language, _) = try Self.parts(entry)
            guard seen.insert(language).inserted else { throw ValidationError("--translation \(language.rawValue) is given twice") }
        }
    }

    func read(_ console: Console) throws -> LocalizedText {
        var texts: [Language: String] = [:]
        for entry in translations {
            let (language, path) = try Self.parts(entry)
            texts[language] = try TextInput.read(nil, file: path, console)
        }
        return LocalizedText(texts)
    }

    private static func parts(_ entry: String) throws -> (Language, path: String) {
        let parts = entry.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let language = Language(rawValue: String(parts[0])) else {
            let codes = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--translation '\(VisibleText.inline(entry))': write CODE=PATH, with one of \(codes)")
        }
        return (language, String(parts[1]))
    }
}

/// Writing in the editor. What could not be sent is kept, and opens again the next time.
struct Drafting {
    private let desk: Desk
    private let subject: DraftSubject
    private let purpose: String

    init(_ desk: Desk, _ subject: DraftSubject, _ purpose: String) {
        (self.desk, self.subject, self.purpose) = (desk, subject, purpose)
    }

    func send<Value>(_ send: (WrittenText) async throws -> Value) async throws -> Value {
        let draft = try await subject.draft(desk)
        let kept = DraftFile(draft.name, for: purpose, desk.console.environment)
        let written = try await write(draft, kept)
        guard !written.isEmpty else { throw CommandError("nothing was written, so nothing was sent", exitCode: ExitCodes.failed) }
        let value: Value
        do { value = try await send(try Draft.parts(of: written)) } catch {
            try kept.keep(written)
            desk.console.errorLine("note: what you wrote is kept in \(VisibleText.inline(kept.path)) and opens again with the same command")
            throw error
        }
        try kept.discard()
        return value
    }

    private func write(_ draft: Draft, _ kept: DraftFile) async throws -> String {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else {
            throw CommandError(
                "no text was given, and there is no terminal for an editor", hint: "give the text, a file, or - for standard input",
                exitCode: ExitCodes.usage)
        }
        defer { close(terminal) }
        let editor = TextEditor(environment: desk.console.environment, terminal: terminal)
        return Draft.text(of: try await editor.edit(draft.page(kept.read())))
    }
}

import ArgumentParser
import HearbackCore
import HearbackTransparency

struct LogKeygen: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract: "Make a key: of a log, or of a witness.",
        discussion: """
            The private key goes into a file that only you can read, and that is never written over; what is printed is the \
            public one, to be given to everybody. Keep a copy of the file on paper, sealed.

            Examples:
              hearback log keygen --name comments.example.org/log1 --out log.skey
              hearback log keygen --witness --name bar.example/w1 --out witness.skey
            """)

    @Option(help: ArgumentHelp("The log's or witness's name: a host and a path, without a scheme.", valueName: "name"))
    var name: String
    @Option(help: ArgumentHelp("The file to make.", valueName: "path"), completion: .file())
    var out: String
    @Flag(help: "A witness's key, which signs what it saw and when (cosignature/v1), instead of a log's.")
    var witness = false
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var name: String
        var vkey: String
    }

    func run(_ bench: Bench) async throws {
        guard !name.contains("://"), name.utf8.count <= 255, let key = SigningKey(generatedFor: name, type: witness ? .cosignature : .ed25519) else {
            throw CommandError(
                "\(VisibleText.inline(name)) can't be a key's name", hint: "a host and a path, such as comments.example.org/log1: no scheme, no blank, no +",
                exitCode: ExitCodes.usage)
        }
        try NoteKeyFile.make(out, key)
        try bench.show(Answer(name: name, vkey: key.verifier.text)) { _ in [VisibleText.inline(key.verifier.text)] }
    }
}

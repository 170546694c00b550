import ArgumentParser
import HearbackCore
import HearbackTransparency

struct LogWitness: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Vouch for a log's head, or ask another witness to: that it goes on from all that was seen before.",
        discussion: """
            With --key and --state this is a witness: it reads the head, checks the log's signature, checks that the tree goes on \
            from the last head in the state file, remembers the new one, and only then prints the head with its cosignature. It \
            refuses a smaller tree, and one that begins otherwise. Never give the state file up, and never use an old copy of it: \
            whoever does can be shown another history.

            With --submit another witness is asked, by the protocol of C2SP tlog-witness, and its cosignature is printed with the \
            head. --witness says whose cosignatures count.

            Exit code 1 when the head is refused, 3 when the other witness does not vouch, 4 when two signed heads contradict \
            each other: both are printed, and are the proof.

            Examples:
              hearback log witness --key witness.skey --state witness.state --log comments.example.org/log1+2f3b679a+AQ… \\
                https://comments.example.org --out cosigned
              hearback log witness --submit https://w.bar.example --witness bar.example/w1+77fd4c5b+BA… \\
                --log comments.example.org/log1+2f3b679a+AQ… mirror
            """)

    @Argument(help: "The log's address, or a folder of its files.", completion: .directory)
    var source: String
    @Option(help: ArgumentHelp("The log's key (name+hash+key), from somebody you trust; may be given again.", valueName: "vkey"))
    var log: [String]
    @Option(help: ArgumentHelp("The witness's own key: 'hearback log keygen --witness'.", valueName: "path"), completion: .file())
    var key: String?
    @Option(help: ArgumentHelp("What the witness remembers; made where it is not there.", valueName: "path"), completion: .file())
    var state: String?
    @Option(help: ArgumentHelp("Ask the witness at this address instead.", valueName: "url"))
    var submit: String?
    @Option(help: ArgumentHelp("The key of the witness that is asked; may be given again.", valueName: "vkey"))
    var witness: [String] = []
    @Option(help: ArgumentHelp("Write the head with its cosignatures into a file.", valueName: "path"), completion: .file())
    var out: String?
    @Option(help: ArgumentHelp("PEM file of the authorities that the servers' certificates are checked against.", valueName: "path"), completion: .file())
    var caFile: String?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !log.isEmpty else { throw ValidationError("give --log") }
        if submit == nil {
            guard key != nil, state != nil, witness.isEmpty else { throw ValidationError("give --key and --state, or --submit and --witness") }
        } else {
            guard key == nil, state == nil, !witness.isEmpty else { throw ValidationError("give --submit with --witness, and without --key and --state") }
        }
    }

    struct Answer: Encodable {
        var log: String
        var size: Int64
        var root: String
        /// What the witness had vouched for before; nothing the first time.
        var previousSize: Int64?
        var witnesses: [String]
        /// The head with its cosignatures.
        var checkpoint: String

        private enum CodingKeys: String, CodingKey {
            case log, size, root, witnesses, checkpoint
            case previousSize = "previous_size"
        }

        init(_ head: Checkpoint, _ note: SignedNote, by witnesses: [VerifierKey], previousSize: Int64?) {
            (log, size, root, self.previousSize) = (head.origin, head.size, head.root.description, previousSize)
            (self.witnesses, checkpoint) = (witnesses.map(\.name), String(decoding: note.bytes, as: UTF8.self))
        }
    }

    func run(_ bench: Bench) async throws {
        let logs = try log.map { try LogKeyOptions.parse($0) }
        let source = source.contains("://") ? try LogSource(url: source, folder: nil, authorities: caFile) : .folder(source)
        if let key, let state {
            let signer = try NoteKeyFile.read(key)
            guard signer.verifier.type == .cosignature else {
                throw CommandError(
                    "\(VisibleText.inline(key)) is the key of a log", hint: "'hearback log keygen --witness' makes one for a witness", exitCode: ExitCodes.data)
            }
            try await FileLock.hold(beside: state) {
                try await WitnessRound(source: source, logs: logs, signer: signer, statePath: state).run(bench) { try show($0, $1, bench) }
            }
        } else if let submit {
            let witnesses = try witness.map { try LogKeyOptions.parse($0) }
            let round = try WitnessSubmission(witness: submit, authorities: caFile, keys: witnesses)
            let head = try await source.head(logs)
            let (note, previous) = try await round.run(head, source)
            try show(note, Answer(head.checkpoint, note, by: note.cosigners(among: witnesses), previousSize: previous), bench)
        }
    }

    private func show(_ note: SignedNote, _ answer: Answer, _ bench: Bench) throws {
        if let out { try KeptFile.replace(out, with: note.bytes) }
        if bench.wantsJSON { return try bench.show(answer) { _ in [] } }
        guard let out else { return try bench.console.write(note.printed(bench.console)) }
        try bench.console.line("\(VisibleText.inline(answer.witnesses.joined(separator: ", "))) vouches for \(Figures.count(answer.size, "leaf", "leaves")): \(VisibleText.inline(out))")
    }
}

extension SignedNote {
    func cosigners(among witnesses: [VerifierKey]) -> [VerifierKey] {
        witnesses.filter { witness in signatures.contains { Cosignature($0, of: text, by: witness) != nil } }
    }

    /// Byte for byte for a file or a program, without what acts on a terminal for one.
    func printed(_ console: Console) -> String {
        console.width == nil ? String(decoding: bytes, as: UTF8.self) : LogWords.lines(self).joined(separator: "\n") + "\n"
    }
}

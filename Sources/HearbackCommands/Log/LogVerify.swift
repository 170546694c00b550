import ArgumentParser
import HearbackCore
import HearbackTransparency

struct LogVerify: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a whole log: every leaf, every tile, its signature, and that it goes on from what you kept.",
        discussion: """
            Reads all leaves, hashes them anew, and replays what they say: times, chains of each comment, transitions. With \
            --since, the heads that you saw earlier must be beginnings of the log; with --receipt, so must the one in a receipt.

            Exit code 1 when something is wrong, 4 when two signatures of the operator contradict each other: keep both \
            files, they are the proof. 3 when the log holds and fewer witnesses vouch for its head than the trust file asks for.

            Examples:
              hearback log verify --url https://comments.example.org --key comments.example.org/log1+2f3b679a+AQ…
              hearback log verify --folder mirror --key-file log.vkey --since yesterday.checkpoint
            """)

    @Option(help: ArgumentHelp("The log's public address.", valueName: "url"))
    var url: String?
    @Option(help: ArgumentHelp("Folder that 'hearback log export' wrote.", valueName: "path"), completion: .directory)
    var folder: String?
    @OptionGroup var keys: LogKeyOptions
    @Option(help: ArgumentHelp("A checkpoint that you kept; may be given again.", valueName: "path"), completion: .file())
    var since: [String] = []
    @Option(help: ArgumentHelp("A receipt whose checkpoint must fit; may be given again.", valueName: "path"), completion: .file())
    var receipt: [String] = []
    @Option(help: ArgumentHelp("PEM file of the authorities that the server's certificate is checked against.", valueName: "path"), completion: .file())
    var caFile: String?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (url == nil) != (folder == nil) else { throw ValidationError("give --url or --folder") }
    }

    func run(_ bench: Bench) async throws {
        let policy = try keys.policy(bench.console)
        let logKeys = policy.logs
        let source = try LogSource(url: url, folder: folder, authorities: caFile)
        let kept = try since.map { try head(in: $0, logKeys, bench) } + receipt.map { try head(ofReceipt: $0, logKeys, bench) }
        let verdict: LogAudit.Verdict
        do {
            let mirror = try await LogMirror.load(source, keys: logKeys, bench.console)
            verdict = try LogAudit(keys: logKeys, witnesses: policy.witnesses).verify(kept: kept) { mirror.files[$0] }
        } catch let refusal as SignedCheckpoint.Refusal {
            throw CommandError("the log's head does not hold: \(refusal.words)", hint: refusal.hint, exitCode: ExitCodes.failed)
        }
        let report = LogReport(verdict, policy)
        try bench.show(report) { report.lines($0) }
        if verdict.isFork { throw SilentFailure(exitCode: ExitCodes.contradiction) }
        if !verdict.holds { throw SilentFailure(exitCode: ExitCodes.failed) }
        if report.quorum == false { throw SilentFailure(exitCode: ExitCodes.refused) }
    }

    private func head(in file: String, _ keys: [VerifierKey], _ bench: Bench) throws -> LogAudit.Kept {
        do {
            return LogAudit.Kept(file, try SignedCheckpoint(try TextInput.contents(of: file, bench.console), keys: keys).checkpoint)
        } catch let refusal as SignedCheckpoint.Refusal {
            throw CommandError("\(VisibleText.inline(file)): \(refusal.words)", hint: refusal.hint, exitCode: ExitCodes.data)
        }
    }

    private func head(ofReceipt file: String, _ keys: [VerifierKey], _ bench: Bench) throws -> LogAudit.Kept {
        do {
            let receipt = try LogReceipt(try TextInput.contents(of: file, bench.console))
            return LogAudit.Kept(file, try receipt.verify(keys: keys).checkpoint)
        } catch let error {
            throw CommandError(
                "\(VisibleText.inline(file)): \(ReceiptWords.of(error))", hint: "'hearback receipt verify' says more", exitCode: ExitCodes.data)
        }
    }
}

/// What a whole log was found to be.
struct LogReport: Encodable {
    var holds: Bool
    var origin: String
    var size: Int64
    var root: String
    var comments: Int
    var events: [String: Int]
    var witnesses: [String]
    /// Heads that witnesses vouched for in the log itself, those among them of witnesses in the trust file, and the longest time that
    /// none of these bounds, in seconds.
    var anchors: Int
    var anchorsVouched: Int
    var longestGapSeconds: Int64?
    /// Whether as many vouch as the trust file asks for; nothing where it does not ask.
    var quorum: Bool?
    var findings: [LogFinding]
    /// Beyond those that are listed.
    var omitted: Int

    init(_ verdict: LogAudit.Verdict, _ policy: TrustPolicy) {
        (holds, origin, size) = (verdict.holds, verdict.checkpoint.origin, verdict.checkpoint.size)
        (root, comments, events) = (verdict.checkpoint.root.description, verdict.replay.commentCount, verdict.replay.counts)
        (findings, omitted) = (verdict.findings, verdict.replay.omitted)
        (anchors, anchorsVouched) = (verdict.anchors.anchors, verdict.anchors.vouched)
        longestGapSeconds = verdict.anchors.vouched > 0 ? verdict.anchors.longestGap : nil
        let cosigners = verdict.note.cosigners(among: policy.witnesses)
        witnesses = cosigners.map(\.name)
        quorum = policy.hasQuorum ? policy.isMet(by: cosigners) : nil
    }

    func lines(_ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("log", origin)
        facts.add("leaves", Figures.grouped(size))
        facts.add("comments", Figures.grouped(comments))
        facts.add("witnesses", witnesses.isEmpty ? "none: nobody outside has seen this head" : witnesses.joined(separator: ", "))
        if anchors > 0 { facts.add("anchors", anchorWords) }
        if quorum == false { facts.add("quorum", "not met: fewer witnesses vouch than the trust file asks for") }
        let verdict = holds ? rendering.palette.paint("the log holds", .green) : rendering.palette.paint("the log does not hold", .red)
        let more = omitted > 0 ? ["and \(Figures.grouped(omitted)) more"] : []
        return facts.lines + findings.map { "finding: " + VisibleText.inline($0.words) } + more + [verdict]
    }
}

extension LogReport {
    fileprivate var anchorWords: String {
        guard let longestGapSeconds else { return "\(Figures.grouped(anchors)), of no witness in the trust file: nobody that you trust bounds the times" }
        return "\(Figures.grouped(anchorsVouched)) of \(Figures.grouped(anchors)) by witnesses in the trust file; times are bounded within \(Figures.age(seconds: longestGapSeconds))"
    }

    private enum CodingKeys: String, CodingKey {
        case holds, origin, size, root, comments, events, witnesses, anchors, quorum, findings, omitted
        case anchorsVouched = "anchors_vouched"
        case longestGapSeconds = "longest_gap_seconds"
    }
}

extension SignedCheckpoint.Refusal {
    var words: String {
        switch self {
        case .noNote: "it is no signed note"
        case .noCheckpoint: "the note is no checkpoint"
        case .notSigned: "the key that was given did not sign it"
        case .origin(let origin): "it is the head of another log, \(VisibleText.inline(origin))"
        }
    }

    var hint: String {
        switch self {
        case .noNote, .noCheckpoint: "it is read from /checkpoint; see whether the address or the file is the log's"
        case .notSigned, .origin: "compare the key with one from another source: /log.vkey says which one the server claims"
        }
    }
}

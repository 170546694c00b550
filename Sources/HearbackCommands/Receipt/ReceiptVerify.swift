import ArgumentParser
import HearbackCore
import HearbackTransparency

struct ReceiptVerify: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a receipt: that these words were recorded, when, and that the operator signed it.",
        discussion: """
            Works without a network. Exit code 1 when the receipt does not hold, 3 when it does and fewer witnesses vouch for \
            its head than the trust file asks for: one, where it names some and no quorum.

            Examples:
              hearback receipt verify receipt.tlog-proof --key comments.example.org/log1+2f3b679a+AQ…
              hearback receipt verify receipt.tlog-proof --key-file log.vkey --text comment.txt
            """)

    @Argument(help: "The receipt's file, or - for standard input.", completion: .file())
    var file: String
    @OptionGroup var keys: LogKeyOptions
    @Option(help: ArgumentHelp("The text that was sent: must be the one that was recorded.", valueName: "path"), completion: .file())
    var text: String?
    @Option(help: ArgumentHelp("The openings beside a receipt of a long text.", valueName: "path"), completion: .file())
    var disclosures: String?
    @OptionGroup var output: OutputOptions

    func run(_ bench: Bench) async throws {
        let policy = try keys.policy(bench.console)
        let detached = try disclosures.map { file in
            String(decoding: try TextInput.contents(of: file, bench.console), as: UTF8.self).split(separator: "\n").map(String.init)
        }
        let verdict: ReceiptVerdict
        do {
            let receipt = try LogReceipt(try TextInput.contents(of: file, bench.console))
            verdict = try receipt.verify(keys: policy.logs, witnesses: policy.witnesses, detached: detached ?? [])
            try checkText(verdict, bench)
        } catch {
            guard let words = ReceiptWords.known(error) else { throw error }
            guard bench.wantsJSON else {
                throw CommandError("the receipt does not hold: \(words)", hint: "keep the file as it came: it may show who changed what", exitCode: ExitCodes.failed)
            }
            try bench.show(Answer(valid: false, cause: words)) { _ in [] }
            throw SilentFailure(exitCode: ExitCodes.failed)
        }
        let answer = Answer(verdict)
        try bench.show(answer) { answer.lines($0) }
        if !policy.isMet(by: verdict.cosignatures.map(\.witness)) { throw SilentFailure(exitCode: ExitCodes.refused) }
    }

    struct OtherText: Error {}

    private func checkText(_ verdict: ReceiptVerdict, _ bench: Bench) throws {
        guard let text else { return }
        let sent = String(decoding: try TextInput.contents(of: text, bench.console), as: UTF8.self)
        // Editors end a file with a line feed that was not sent.
        guard verdict.text == sent || verdict.text.map({ $0 + "\n" }) == sent else { throw OtherText() }
    }

    private struct Answer: Encodable {
        var valid: Bool
        var cause: String?
        var log: String?
        var index: Int64?
        var size: Int64?
        var event: String?
        var recordedAt: String?
        var bill: String?
        var due: String?
        var opens: [String]?
        var text: String?
        var witnesses: [String]?

        private enum CodingKeys: String, CodingKey {
            case valid, cause, log, index, size, event, bill, due, opens, text, witnesses
            case recordedAt = "recorded_at"
        }

        init(valid: Bool, cause: String) { (self.valid, self.cause) = (valid, cause) }

        init(_ verdict: ReceiptVerdict) {
            valid = true
            (log, size, index) = (verdict.checkpoint.origin, verdict.checkpoint.size, verdict.leaf.integer("i"))
            (event, recordedAt) = (verdict.leaf.string("ev"), verdict.leaf.string("t"))
            (bill, due, text) = (verdict.leaf.string("bill"), verdict.leaf.string("due"), verdict.text)
            (opens, witnesses) = (verdict.openedNames, verdict.cosignatures.map(\.witness.name))
        }

        func lines(_ rendering: Rendering) -> [String] {
            var facts = Facts(rendering)
            facts.add("log", log)
            facts.add("recorded", "\(event ?? "") at \(recordedAt ?? ""), leaf \(index.map(Figures.grouped) ?? "") of \(size.map(Figures.grouped) ?? "")")
            facts.add("bill", bill)
            facts.add("decision due", due)
            facts.add("witnesses", witnesses?.isEmpty == false ? witnesses?.joined(separator: ", ") : "none")
            facts.add("shows", opens?.isEmpty == false ? opens?.joined(separator: ", ") : "nothing: it was redacted, or its comment erased")
            let body = text.map { [""] + TextBlock.lines($0, indent: "  ", width: rendering.width ?? 76) } ?? []
            return [rendering.palette.paint("the receipt holds", .green)] + facts.lines + body
        }
    }
}

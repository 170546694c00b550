import ArgumentParser
import HearbackTransparency

struct ReceiptRedact: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Print a receipt without the text and the name, to be shown to anybody; it proves the same.",
        discussion: """
            Examples:
              hearback receipt redact receipt.tlog-proof > public.tlog-proof
            """)

    @Argument(help: "The receipt's file, or - for standard input.", completion: .file())
    var file: String
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable { var receipt: String }

    func run(_ bench: Bench) async throws {
        do {
            let text = try LogReceipt(try TextInput.contents(of: file, bench.console)).redacted.text
            try bench.show(Answer(receipt: text)) { _ in [text.hasSuffix("\n") ? String(text.dropLast()) : text] }
        } catch let refusal as LogReceipt.Refusal {
            throw CommandError("that is no receipt: \(ReceiptWords.of(refusal))", hint: "give the file as it came", exitCode: ExitCodes.data)
        }
    }
}

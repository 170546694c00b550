import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CommentErase: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a comment's text and who wrote it, for good.",
        discussion: """
            For administrators, where the law asks for it. Gone are the comment, what was asked and answered about it, names, addresses, \
            and what receivers answered. What stays: that there was a comment, on which bill, and when what happened; the proofs in the \
            log hold, and show nothing. Who erased it, why and by which law is public, so write nothing personal into --law.

            Backups, open data and mirrors that were made before are not reached: see docs/erasure.md. To hide a telephone number, \
            'comment redact' is enough.

            Examples:
              hearback comment erase HB-X3TM-0PQK --reason subject_request --law "law 09-08, art. 8" --dry-run
              hearback comment erase HB-X3TM-0PQK --reason legal_order --law "judgment 12/2026" --yes
            """)

    @OptionGroup var name: CommentName

    @Option(help: "Why.")
    var reason: ErasureReason

    @Option(help: "The provision that it rests on. Public.")
    var law: String

    @Flag(help: "Show what would be erased, and erase nothing.")
    var dryRun = false

    @Flag(help: "Don't ask.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let before = try await desk.client.erase(name.id, ErasureRequest(reason: reason.rawValue, law: law, dryRun: true))
        guard !before.erased else {
            throw CommandError("the comment is erased already", hint: "'hearback comment show' says by whom and why")
        }
        guard !dryRun else { return try desk.show(before) { ErasureView.before(before, $0) } }
        try confirm(before, desk)
        let report = try await desk.client.erase(name.id, ErasureRequest(reason: reason.rawValue, law: law))
        try desk.show(report) { _ in ErasureView.after(report) }
        if !report.purged {
            desk.remark("traces remain in the file while an older state is read; the daemon removes them within a minute or says why not")
        }
        desk.remark("backups made before still hold it: docs/erasure.md")
    }

    /// By the reference, so that nobody erases another one by habit.
    private func confirm(_ report: ErasureReport, _ desk: Desk) throws {
        guard !yes else { return }
        guard let answer = desk.console.readAnswer else {
            throw CommandError(
                "nobody is there to confirm it", hint: "say --yes, or --dry-run to look first", exitCode: ExitCodes.usage)
        }
        let lines = ErasureView.before(report, Rendering(width: desk.console.width, palette: desk.console.palette))
        for line in lines { desk.console.errorLine(line) }
        desk.console.writeError("This can't be taken back. To erase it, write \(VisibleText.inline(report.reference)): ")
        guard answer()?.uppercased() == report.reference.uppercased() else {
            throw CommandError("nothing was erased", hint: "write the reference to erase it, or say --yes")
        }
    }
}

enum ErasureView {
    static func before(_ report: ErasureReport, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("comment", "\(report.reference), \(report.state.words)")
        facts.add("texts", Figures.grouped(report.texts))
        facts.add("identities", "\(Figures.grouped(report.identities)) names and addresses")
        facts.add("answers", "\(Figures.grouped(report.answers)) of receivers, to messages about it")
        return facts.lines
    }

    static func after(_ report: ErasureReport) -> [String] {
        let words = "\(Figures.count(report.texts, "text")), \(Figures.grouped(report.identities)) names and addresses"
        return ["erased \(VisibleText.inline(report.reference)): \(words); \(report.purged ? "nothing is left in the file" : "not yet out of the file")"]
    }
}

import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct QueueDigestCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "The reminder to the moderators: what is overdue, and what waits longest.",
        discussion: """
            The daemon sends it by e-mail and webhook at the hours of its schedule, as long as it holds ([digest] in the \
            configuration). This shows what it would say now.

            Examples:
              hearback queue digest
              hearback queue digest --send
              hearback queue digest --json | jq -r '.comments[] | select(.overdue) | .reference'
            """)

    @Flag(help: "Send it now to everyone whom the configuration names.")
    var send = false

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        guard send else {
            let digest = try await desk.client.queueDigest()
            try desk.show(digest) { QueueView.digest(digest, $0) }
            if digest.readers == 0 { desk.remark("\nIt goes to nobody: digest.mail_to and digest.announce_to are empty.") }
            return
        }
        let sent = try await desk.client.sendDigest()
        try desk.show(sent) { QueueView.digest(sent.digest, $0) }
        desk.remark("\nqueued for \(Figures.grouped(sent.told)) of \(Figures.grouped(sent.readers))")
        if sent.told < sent.readers { desk.remark("the others unsubscribed, or are not active: hearback endpoint list") }
    }
}

extension QueueView {
    static func digest(_ digest: DigestResource, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("waiting", Figures.grouped(digest.waiting), digest.waiting > 0 ? .bold : .plain)
        facts.add("overdue", Figures.grouped(digest.overdue), digest.overdue > 0 ? .red : .plain)
        if let oldest = digest.oldest { facts.add("oldest", "\(oldest.reference), \(Figures.grouped(oldest.daysWaiting)) d") }
        facts.add("goes out", digest.holds ? "at the next hour of its schedule" : "not now: nothing is overdue or old enough")
        guard !digest.comments.isEmpty else { return facts.lines }
        let table = Table(
            columns: [.init("COMMENT"), .init("WAITED", .right), .init("DUE"), .init("BILL", least: 12)],
            rows: digest.comments.map { line in
                [
                    .init(line.reference), .init("\(Figures.grouped(line.daysWaiting)) d"),
                    .init(line.decisionDue, line.overdue ? .red : .plain), .init(line.bill),
                ]
            })
        return facts.lines + [""] + table.lines(width: rendering.width, palette: rendering.palette)
    }
}

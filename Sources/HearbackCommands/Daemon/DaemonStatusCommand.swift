import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct DaemonStatusCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Version, clock, size of the ledger, findings, and your own roles.",
        discussion: """
            Examples:
              hearback daemon status
              hearback daemon status --json | jq -r .version
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let status = try await desk.client.status()
        try desk.show(status) { StatusView.lines(status, $0) }
    }
}

enum StatusView {
    static func lines(_ status: DaemonStatus, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("version", status.version)
        facts.add("now", "\(status.now.minuteText) (\(status.clock) clock)", status.clock == "system" ? .plain : .yellow)
        if status.deliveriesHeld == true {
            facts.add("deliveries", "held: the clock is not right, receivers would refuse their timestamps", .red)
        } else if status.clockSynchronised == false {
            facts.add("clock", "nothing keeps it right, says the kernel: run chrony or systemd-timesyncd", .yellow)
        }
        facts.add("events", Figures.grouped(status.events))
        facts.add("comments", Figures.grouped(status.comments))
        facts.add("write queue", "\(Figures.grouped(status.queueDepth)) of \(Figures.grouped(status.queueLimit))")
        if status.searchBehind > 0 {
            facts.add("search", "\(Figures.count(status.searchBehind, "comment")) behind")
        }
        if status.campaignsBehind > 0 {
            facts.add("campaigns", "\(Figures.count(status.campaignsBehind, "comment")) not compared yet")
        }
        let roles = status.roles.map(\.rawValue).joined(separator: ", ")
        facts.add("you", "\(status.user), \(roles.isEmpty ? "without a role" : roles)")
        facts.add("token until", status.tokenExpiresAt?.minuteText)
        facts.add("limited to", status.bills?.joined(separator: ", "))
        for bill in status.billsPastVote { facts.add("finding", BillView.pastVote(bill), .red) }
        return facts.lines
    }
}

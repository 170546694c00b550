import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct QueueList: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The queue, oldest first, with age and time to due.",
        discussion: """
            Near copies are one line, with how many wait: 'cpg_42 ×310' once somebody has confirmed the campaign, 'cpg_42? ×310' \
            before. --json names each comment.

            Examples:
              hearback queue list
              hearback queue list --bill pl-03-25 --language ar
              hearback queue list --flag phone
              hearback queue list --where submitter=association --where older-than=3d
              hearback queue list --all --json | jq -r 'select(.days_to_due < 0) | .reference'
            """)

    @OptionGroup var filter: QueueFilter
    @OptionGroup var selection: SelectionInput

    @Option(help: ArgumentHelp("How many.", valueName: "count"))
    var limit = 50

    @Flag(help: "As many as there are.")
    var all = false

    @Flag(help: "Each comment of a campaign on a line of its own.")
    var unfolded = false

    @Option(help: ArgumentHelp("Go on behind this place of a former list.", valueName: "place"))
    var after: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    /// What the daemon is asked for at once.
    private static let pageSize = 200

    func run(_ desk: Desk) async throws {
        let selected = try selection.request(beside: filter)
        // What narrows otherwise may leave out the one that would stand for the rest.
        let isFolded = !unfolded && !desk.wantsJSON && selected.members.allSatisfy { $0.value == nil || ["bill", "language"].contains($0.name) }
        var items: [QueueItem] = []
        var place = after
        var waiting = 0
        repeat {
            let wanted = all ? Self.pageSize : min(Self.pageSize, limit - items.count)
            let page = try await desk.client.queue(selected, isFolded: isFolded, limit: wanted, after: place)
            // A page that leads to itself would never end.
            guard page.next == nil || page.next != place else { throw SilentLoop.error }
            items += page.items
            (place, waiting) = (page.next, page.waiting)
        } while place != nil && (all || items.count < limit)
        try desk.show(each: items) { QueueView.list(items, isFolded: isFolded, $0) }
        if isFolded, let line = items.first(where: { $0.campaign != nil }), let name = line.campaign {
            desk.remark("near copies are one line: 'hearback campaign show \(VisibleText.inline(name))', or --unfolded")
        }
        if let place {
            desk.remark(
                "\(Figures.grouped(items.count)) of \(Figures.grouped(waiting)) shown; --all shows all, "
                    + "--after \(VisibleText.inline(place)) goes on")
        }
    }
}

private enum SilentLoop {
    static let error = CommandError(
        "the daemon's pages lead nowhere", hint: "report this fault", exitCode: ExitCodes.protocolError)
}

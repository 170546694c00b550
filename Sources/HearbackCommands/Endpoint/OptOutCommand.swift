import ArgumentParser
import HearbackAPI
import HearbackClient

/// Those who asked not to be contacted.
struct OptOutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opt-out",
        abstract: "Names and networks whose owners asked not to be contacted.",
        subcommands: [OptOutAdd.self, OptOutListCommand.self, OptOutRemove.self])
}

struct OptOutAdd: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Contact a name, all names below it, or a network no more.",
        discussion: """
            Holds from now on, before every request, and is kept. Endpoints at the name are disabled (opted_out); those \
            whose name leads into the network are when something would next be sent to them.

            Examples:
              hearback endpoint opt-out add example.org --reason "letter of 3 March"
              hearback endpoint opt-out add 192.0.2.0/24
            """)

    @Argument(help: "A name, an address or a network.")
    var entry: Name

    @Option(help: "Why, for colleagues; at most 200 characters.")
    var reason: String?

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let optOut = try await desk.client.addOptOut(OptOutRequest(entry: entry.text, reason: reason))
        let disabled = optOut.disabled ?? []
        try desk.show(optOut) { _ in
            ["opted out \(VisibleText.inline(optOut.entry))"] + disabled.map { "disabled \(VisibleText.inline($0))" }
        }
    }
}

struct OptOutListCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "All of them.",
        discussion: """
            Examples:
              hearback endpoint opt-out list
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let optOuts = try await desk.client.optOuts().optOuts
        try desk.show(each: optOuts) { rendering in
            guard !optOuts.isEmpty else { return ["no opt-outs"] }
            let table = Table(
                columns: [
                    .init("ENTRY", least: 18), .init("SINCE"), .init("BY", leavesAt: 1), .init("WHY", least: 8, leavesAt: 2),
                ],
                rows: optOuts.map {
                    [.init($0.entry), .init($0.addedAt.minuteText), .init($0.addedBy), .init($0.reason ?? "-")]
                })
            return table.lines(width: rendering.width, palette: rendering.palette)
        }
    }
}

struct OptOutRemove: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Allow contact again.",
        discussion: """
            Endpoints that were disabled stay so; 'hearback endpoint verify' asks them again.

            Examples:
              hearback endpoint opt-out remove example.org
            """)

    @Argument(help: "The entry, as 'opt-out list' shows it.")
    var entry: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let left = try await desk.client.removeOptOut(OptOutRequest(entry: entry.text))
        try desk.show(left) { _ in ["removed \(VisibleText.inline(entry.text))"] }
    }
}

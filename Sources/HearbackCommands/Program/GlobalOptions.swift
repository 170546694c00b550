import ArgumentParser
import HearbackClient

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The daemon's admin socket.",
            discussion: "Else $\(AdminClient.socketVariable), else \(AdminClient.standardSocket).", valueName: "path"),
        completion: .file())
    var socket: String?

    @Option(
        help: ArgumentHelp(
            "A daemon elsewhere, with a token in place of the socket.", discussion: "Else $\(AdminClient.serverVariable). docs/roles.md.",
            valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "File with the token for --server.",
            discussion: "Else $\(AdminClient.tokenVariable), else the file $\(AdminClient.tokenFileVariable).", valueName: "path"),
        completion: .file())
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "PEM file of the authority of --server's certificate.",
            discussion: "Else $\(AdminClient.authoritiesVariable), else the system's.", valueName: "path"),
        completion: .file())
    var caFile: String?

    @Flag(help: "Print JSON for programs: one object a line.")
    var json = false

    func validate() throws {
        if socket != nil, server != nil { throw ValidationError("give --socket or --server, not both") }
    }

    private static let valued = ["--socket", "--server", "--token-file", "--ca-file"]

    /// Moves these options from before the noun to where the parser looks for them: behind everything, but
    /// before a `--`.
    static func behindTheVerb(_ arguments: [String]) -> [String] {
        var moved: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if first == "--json" || valued.contains(where: { first.hasPrefix($0 + "=") }) {
                moved.append(first)
                rest = rest.dropFirst()
            } else if valued.contains(first), rest.count > 1 {
                moved += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        guard !moved.isEmpty, !rest.isEmpty else { return arguments }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + moved + Array(rest[end...])
    }
}

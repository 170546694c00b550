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

    @Flag(help: "Print JSON for programs: one object a line.")
    var json = false

    func socketPath(_ environment: [String: String]) -> String {
        if let socket { return socket }
        guard let told = environment[AdminClient.socketVariable], !told.isEmpty else {
            return AdminClient.standardSocket
        }
        return told
    }

    /// Moves `--socket` and `--json` from before the noun to where the parser looks for them: behind everything, but
    /// before a `--`.
    static func behindTheVerb(_ arguments: [String]) -> [String] {
        var moved: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if first == "--json" || first.hasPrefix("--socket=") {
                moved.append(first)
                rest = rest.dropFirst()
            } else if first == "--socket", rest.count > 1 {
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

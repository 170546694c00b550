import ArgumentParser
import HearbackClient

/// A command that talks with the daemon. What it needs of the world comes as an argument.
protocol DeskCommand: AsyncParsableCommand {
    var global: GlobalOptions { get }
    func run(_ desk: Desk) async throws
}

extension DeskCommand {
    func run() async throws {
        try await run(try Desk(global, console: .system()))
    }
}

/// The client, and the place where results go.
struct Desk: ResultPrinter {
    let client: AdminClient
    let console: Console
    let wantsJSON: Bool

    /// - Throws: `CommandError` where no server or token can be made of what was given.
    init(_ global: GlobalOptions, console: Console) throws {
        client = AdminClient(access: try global.access(console.environment))
        (self.console, wantsJSON) = (console, global.json)
    }
}

/// Shows results: to programs as JSON, to people as lines.
protocol ResultPrinter: Sendable {
    var console: Console { get }
    var wantsJSON: Bool { get }
}

extension ResultPrinter {
    /// One value: an object for programs, else the lines.
    func show(_ value: some Encodable, as lines: (Rendering) -> [String]) throws {
        if wantsJSON {
            try console.line(JSONLine.text(value))
        } else {
            try print(lines)
        }
    }

    /// Many values: an object a line for programs, else the lines.
    func show(each values: [some Encodable], as lines: (Rendering) -> [String]) throws {
        guard wantsJSON else { return try print(lines) }
        for value in values { try console.line(JSONLine.text(value)) }
    }

    private func print(_ lines: (Rendering) -> [String]) throws {
        let text = lines(Rendering(width: console.width, palette: console.palette))
        if !text.isEmpty { try console.line(text.joined(separator: "\n")) }
    }

    /// Beside the result: on standard error, and not for programs.
    func remark(_ text: String) {
        guard !wantsJSON else { return }
        console.errorLine(console.errorPalette.paint(text, .dim))
    }
}

/// How results are drawn.
struct Rendering: Sendable {
    /// Columns; nil is no limit.
    var width: Int?
    var palette: Palette
}

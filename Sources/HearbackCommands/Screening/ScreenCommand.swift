import ArgumentParser
import Foundation
import HearbackAPI
import HearbackCore

struct ScreenCommand: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen",
        abstract: "Try the screening on a text: what it finds, and where.",
        discussion: """
            Needs no daemon, keeps nothing, sends nothing. Places are counted in characters (Unicode scalars) from 0. Nothing \
            that is found rejects a comment: it draws a moderator's attention.

            Examples:
              hearback screen comment.txt --language ar
              hearback screen --language fr --lists ./screening < comment.txt
              hearback screen old-comments.txt --each-line --language ar --json | jq -c 'select(.flags != [])'
            """)

    @Argument(help: "The file, or - for standard input.", completion: .file())
    var file = "-"

    @Option(help: "The language that the text is handed in as.")
    var language: Language

    @Option(help: ArgumentHelp("The folder of word lists.", valueName: "folder"), completion: .directory)
    var lists = "/etc/hearback/screening"

    @Option(help: "Look for this alone; may be repeated.")
    var rule: [ScreeningFlag] = []

    @Flag(help: "Each line is a text of its own.")
    var eachLine = false

    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        /// From 1.
        var line: Int?
        var flags: [ScreeningFlag]
        var findings: [Found]
        var omitted: Int?
        var failure: ScreeningFailure?
    }

    private struct Found: Encodable {
        var flag: ScreeningFlag
        var code: String
        var start: Int
        var end: Int
        var text: String
    }

    func run(_ bench: Bench) async throws {
        let rules = Set(rule.isEmpty ? ScreeningFlag.rules : rule)
        let screener = Screener(rules, lists: rules.contains(.words) ? try WordListFolder.read(lists) : [])
        let text = try TextInput.read(file == "-" ? "-" : nil, file: file == "-" ? nil : file, bench.console)
        let texts = eachLine ? text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init) : [text]
        for (index, text) in texts.enumerated() {
            let result = screen(text, by: screener)
            let answer = answer(result, text, line: eachLine ? index + 1 : nil)
            if eachLine, !bench.wantsJSON, result.isClean { continue }
            try bench.show(answer) { lines(result, text, line: answer.line, $0) }
        }
    }

    private func screen(_ text: String, by screener: Screener) -> ScreeningResult {
        do {
            return try screener.screen(text, language)
        } catch {
            return ScreeningResult(failure: error)
        }
    }

    private func answer(_ result: ScreeningResult, _ text: String, line: Int?) -> Answer {
        let scalars = Array(text.unicodeScalars)
        let found = result.findings.map { finding in
            var part = String.UnicodeScalarView()
            part.append(contentsOf: scalars[finding.span.start..<finding.span.end])
            return Found(
                flag: finding.flag, code: finding.code, start: finding.span.start, end: finding.span.end, text: String(part))
        }
        return Answer(
            line: line, flags: result.flags.flags, findings: found, omitted: result.omitted > 0 ? result.omitted : nil,
            failure: result.failure)
    }

    private func lines(_ result: ScreeningResult, _ text: String, line: Int?, _ rendering: Rendering) -> [String] {
        guard !result.isClean else { return ["nothing found"] }
        let findings = result.findings.enumerated().map { index, finding in
            FindingResource(
                number: index + 1, flag: finding.flag, code: finding.code, start: finding.span.start, end: finding.span.end)
        }
        let screening = ScreeningResource(
            flags: result.flags.flags, findings: findings, omitted: result.omitted > 0 ? result.omitted : nil,
            failure: result.failure)
        let head = line.map { [rendering.palette.paint("line \($0)", .bold)] } ?? []
        return head + FindingView(text: text, rendering: rendering).lines(screening)
    }
}

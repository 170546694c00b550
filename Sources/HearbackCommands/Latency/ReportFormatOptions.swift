import ArgumentParser
import HearbackCore
import HearbackLatency
import HearbackReports

/// How a latency report is written down.
struct ReportFormatOptions: ParsableArguments {
    @Option(help: "How the report is written: text for a terminal, html and md to publish, csv and json to reckon with.")
    var format: ReportFormat?

    @Option(name: .customLong("report-language"), help: "The report's language: ar, zgh, fr, en, es.")
    var language = Language.english

    func write(_ audit: LatencyAudit, _ console: Console, wantsJSON: Bool) throws {
        let format = format ?? (wantsJSON ? .json : .text)
        let options = ReportOptions(
            language: language, width: console.width ?? 100, isColored: console.palette.isOn)
        let text = try audit.rendered(as: format, options: options)
        try console.write(text)
    }
}

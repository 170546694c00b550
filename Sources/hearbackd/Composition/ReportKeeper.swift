import Foundation
import HearbackCore
import HearbackHTTP
import HearbackLatency
import HearbackReports
import HearbackStore
import HearbackTime
import Logging
import ServiceLifecycle

/// Writes the latency report of each period once it is over, and announces it.
struct ReportKeeper: Service {
    let settings: ReportSettings
    let audits: AuditDesk
    let ledger: Ledger
    let logger: Logger
    private let wakeUps = WakeUps()

    init(settings: ReportSettings, audits: AuditDesk, ledger: Ledger, logger: Logger) {
        (self.settings, self.audits, self.ledger, self.logger) = (settings, audits, ledger, logger)
    }

    func wake() { wakeUps.wake() }

    func run() async throws {
        await wakeUps.run {
            do { try await writeDue() } catch {
                logger.error("the latency report was not written", metadata: ["error": "\(error)"])
            }
        }
    }

    /// The report of the last period that is over, unless it stands in the folder and was announced.
    private func writeDue() async throws {
        let now = ledger.now.advanced(byMilliseconds: -Int64(settings.hour) * 3_600_000)
        let period = ReportPeriod(settings.cadence, before: audits.zone.civilDate(at: now))
        let names = files(of: period)
        let missing = names.filter { !FileManager.default.fileExists(atPath: path(of: $0.name)) }
        let isAnnounced = try await ledger.isAnnounced(report: period.name)
        guard !missing.isEmpty || !isAnnounced else { return }
        let audit = try await audits.audit(query(period))
        for file in missing { try write(audit, file) }
        if !missing.isEmpty {
            logger.info("latency report written", metadata: ["report": "\(period.name)", "files": "\(missing.count)"])
        }
        let notice = ReportNotice(
            name: period.name, from: period.first.description, to: period.last.description, files: names.map(\.name),
            url: settings.url, received: audit.headline.received, decided: audit.headline.decided,
            undecided: audit.headline.undecided, heardNothing: audit.headline.heardNothing?.count)
        guard let told = try await ledger.announce(notice, to: settings.announceTo) else { return }
        if told < settings.announceTo.count {
            logger.warning(
                "endpoints of reports.announce_to are not active",
                metadata: ["report": "\(period.name)", "told": "\(told)", "named": "\(settings.announceTo.count)"])
        }
    }

    private func query(_ period: ReportPeriod) -> AuditDesk.Query {
        let end = audits.zone.start(of: period.last.adding(days: 1))
        // As it stood when the period ended, so that whoever asks again later gets the same bytes.
        var query = AuditDesk.Query(asOf: end)
        (query.from, query.to, query.by) = (audits.zone.start(of: period.first), end, settings.by)
        let last = ReportPeriod(settings.cadence, before: period.first)
        let lastEnd = audits.zone.start(of: last.last.adding(days: 1))
        query.earlier = EarlierReport(from: audits.zone.start(of: last.first), to: lastEnd, asOf: lastEnd)
        return query
    }

    private struct File {
        let name: String
        let format: ReportFormat
        let language: Language
    }

    private func files(of period: ReportPeriod) -> [File] {
        settings.formats.flatMap { format -> [File] in
            // JSON and CSV are for programs, in one language.
            guard format != .json, format != .csv else {
                return [File(name: "latency-\(period.name).\(format.rawValue)", format: format, language: .english)]
            }
            let suffix = format == .text ? "txt" : format.rawValue
            return settings.languages.map { language in
                File(name: "latency-\(period.name).\(language.rawValue).\(suffix)", format: format, language: language)
            }
        }
    }

    private func path(of name: String) -> String { settings.folder + "/" + name }

    /// Whole or not at all.
    private func write(_ audit: LatencyAudit, _ file: File) throws {
        let text = try audit.rendered(as: file.format, options: ReportOptions(language: file.language))
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(of: file.name)), options: .atomic)
    }
}

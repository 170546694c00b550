import Foundation
import HearbackCore
import HearbackLatency
import HearbackReports
import HearbackTime

/// The reports on a schedule, checked.
struct ReportSettings: Sendable {
    let folder: String
    let cadence: ReportCadence
    let hour: Int
    let formats: [ReportFormat]
    let languages: [Language]
    let by: AuditFacet?
    let url: String?
    let announceTo: [String]

    /// nil when none are wanted.
    ///
    /// - Throws: `StartError` for an unknown format or language, or a folder that is not there.
    init?(_ configuration: DaemonConfiguration) throws {
        guard let folder = configuration.reportFolder else { return nil }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw StartError.configuration(
                "reports.folder \(folder) is not a folder", hint: "make it, writable for the service, or empty the setting")
        }
        self.folder = folder
        formats = try Self.read(configuration.reportFormats, "reports.formats", ReportFormat.init(rawValue:))
        languages = try Self.read(configuration.reportLanguages, "reports.languages", Language.init(rawValue:))
        cadence = ReportCadence(rawValue: configuration.reportCadence) ?? .monthly
        (hour, by) = (configuration.reportHour, AuditFacet(rawValue: configuration.reportBy))
        (url, announceTo) = (configuration.reportURL, configuration.reportAnnounceTo)
    }

    private static func read<Value>(_ texts: [String], _ name: String, _ value: (String) -> Value?) throws -> [Value] {
        try texts.map { text in
            guard let found = value(text) else {
                throw StartError.configuration("\(name): '\(text)' is unknown", hint: "the configuration's comment lists all")
            }
            return found
        }
    }
}

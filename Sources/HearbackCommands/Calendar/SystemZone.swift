import HearbackTime

/// Zones from the system's data, with errors for people.
enum SystemZone {
    static let folder = "/usr/share/zoneinfo"

    static func load(_ name: String, from folder: String = folder) throws -> Zone {
        do {
            return try ZoneDirectory(path: folder).zone(named: name)
        } catch {
            let code =
                switch error {
                case .badName: ExitCodes.usage
                case .unreadable: ExitCodes.input
                case .tooLarge, .malformed, .badRule: ExitCodes.data
                }
            throw CommandError(
                "zone \(name): \(error)", hint: "check the zone's name and its folder (\(folder)), or install tzdata",
                exitCode: code)
        }
    }
}

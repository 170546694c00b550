import ArgumentParser
import Foundation
import HearbackTime

/// Where calendars lie.
struct CalendarOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the calendars.",
            discussion: "Else the first that has the calendar: \(CalendarFolder.installed.joined(separator: ", ")).",
            valueName: "dir"),
        completion: .directory)
    var calendars: String?

    /// Loads `NAME.json`.
    func load(_ name: String) throws -> (calendar: WorkingCalendar, path: String) {
        let folders = calendars.map { [$0] } ?? CalendarFolder.standard()
        return try CalendarFolder.load(name, from: folders)
    }
}

/// A folder with a calendar a file.
enum CalendarFolder {
    /// Where the daemon's own lies (`time.calendar`), and where the package puts those that are shipped.
    static let installed = ["/etc/hearback/calendars", "/usr/share/hearback/calendars"]

    /// With the project's own in front while the program runs from its build folder.
    static func standard() -> [String] {
        let place = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        guard let build = place.range(of: "/.build/") else { return installed }
        return [place[..<build.lowerBound] + "/config/calendars"] + installed
    }

    static func load(_ name: String, from folders: [String]) throws -> (calendar: WorkingCalendar, path: String) {
        guard isName(name) else {
            throw CommandError(
                "'\(name)' is not a calendar's name", hint: "write it like MA; --calendars names the folder",
                exitCode: ExitCodes.usage)
        }
        for folder in folders {
            let path = "\(folder)/\(name).json"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            return (try read(path), path)
        }
        let known = names(in: folders)
        throw CommandError(
            "there is no calendar \(name) in \(folders.joined(separator: ", "))",
            hint: known.isEmpty ? "give the folder by --calendars" : "there are: \(known.joined(separator: ", "))",
            exitCode: ExitCodes.input)
    }

    private static func read(_ path: String) throws -> WorkingCalendar {
        let descriptor = try Descriptor.open(path)
        defer { close(descriptor) }
        do {
            return try WorkingCalendar(json: try Descriptor.read(descriptor, limit: TextInput.limit))
        } catch let error as CalendarError {
            throw CommandError(
                "\(path): \(error)", hint: "hearback calendar check \(path) tells everything that is wrong",
                exitCode: ExitCodes.data)
        }
    }

    /// Letters, digits, `-` and `_`: no way out of the folder.
    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    private static func names(in folders: [String]) -> [String] {
        let files = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
        return Set(files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.filter(isName)).sorted()
    }
}

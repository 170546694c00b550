import ArgumentParser
import Foundation
import HearbackConfiguration
import HearbackCore

/// The daemon's configuration, for commands that work on its files.
struct ConfigurationOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The daemon's configuration.", discussion: "Else \(ConfigurationValues.standardFile) where it exists.", valueName: "path"),
        completion: .file())
    var config: String?

    /// Nil where none is named and none is in its usual place.
    var file: String? {
        config ?? (FileManager.default.fileExists(atPath: ConfigurationValues.standardFile) ? ConfigurationValues.standardFile : nil)
    }

    /// - Throws: `ConfigurationErrors`.
    func load(_ console: Console) throws -> ConfigurationValues {
        try ConfigurationValues(file: file.map(Self.absolute), environment: console.environment)
    }

    /// What the file says is relative to its folder, whatever the working directory is.
    private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).path }
}

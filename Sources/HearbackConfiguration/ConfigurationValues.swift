import Foundation

/// A checked configuration: every setting's value by its name.
package struct ConfigurationValues: Sendable {
    private var values: [String: SettingValue]
    /// What relative paths start at.
    private let folder: String

    /// Read where no other is named.
    package static let standardFile = "/etc/hearback/hearback.toml"

    /// - Parameter file: nil for the defaults and the environment alone.
    /// - Throws: `ConfigurationErrors`.
    package init(file: String?, environment: [String: String]) throws {
        var reader = ConfigurationReader()
        if let file { reader.read(file: file) }
        reader.read(environment: environment)
        values = try reader.checked()
        folder = file.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } ?? "/etc/hearback"
    }

    /// By name; nil where there is no such setting.
    package subscript(name: String) -> SettingValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// Nil where the setting is empty.
    package func optionalPath(_ name: String) -> String? {
        text(name).isEmpty ? nil : path(name)
    }

    package func path(_ name: String) -> String {
        let path = text(name)
        return path.hasPrefix("/") ? path : folder + "/" + path
    }

    package func text(_ name: String) -> String { if case .text(let value)? = values[name] { value } else { "" } }
    package func integer(_ name: String) -> Int { if case .integer(let value)? = values[name] { value } else { 0 } }
    package func boolean(_ name: String) -> Bool { if case .boolean(let value)? = values[name] { value } else { false } }
    package func texts(_ name: String) -> [String] { if case .texts(let value)? = values[name] { value } else { [] } }
    package func integers(_ name: String) -> [Int] { if case .integers(let value)? = values[name] { value } else { [] } }
}

/// The ledger and what belongs to it. A file's neighbours have its name with a suffix, unless they are named.
extension ConfigurationValues {
    package var storePath: String { path("store.path") }
    package var keyPath: String { optionalPath("store.key") ?? storePath + ".key" }
    package var highWaterMark: String { optionalPath("transparency.high_water_mark") ?? storePath + ".head" }

    /// - Parameter credentials: the folder that systemd hands over (systemd.exec(5), "Credentials"); nil for none.
    package func logKeyPath(credentials: String?) -> String {
        // `LoadCredential=hearback:FOLDER` puts its own name before that of each file.
        let credential = credentials.flatMap { folder in
            ["hearback_log.skey", "log.skey"].map { "\(folder)/\($0)" }.first { FileManager.default.fileExists(atPath: $0) }
        }
        return optionalPath("transparency.key") ?? credential ?? storePath + ".log-key"
    }
}

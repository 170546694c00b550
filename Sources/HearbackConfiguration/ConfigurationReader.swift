import Foundation
import TOMLKit

/// Reads the file and the environment against the table of settings. Everything unknown or ill-typed is an error.
package struct ConfigurationReader {
    package private(set) var values: [String: SettingValue] = [:]
    private var errors: [ConfigurationError] = []
    private let settings = Dictionary(uniqueKeysWithValues: Settings.all.map { ($0.name, $0) })

    package init() {
        for setting in Settings.all { values[setting.name] = setting.standard }
    }

    /// - Throws: `ConfigurationErrors` with everything that is wrong.
    package func checked() throws -> [String: SettingValue] {
        if !errors.isEmpty { throw ConfigurationErrors(errors: errors) }
        return values
    }

    package mutating func read(file path: String) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            return fail(path, nil, "can't be read", "check that the file exists, is UTF-8 and may be read by this user")
        }
        do {
            read(try TOMLTable(string: text), from: path)
        } catch let error as TOMLParseError {
            let place = "line \(error.source.begin.line), column \(error.source.begin.column)"
            fail(path, nil, "\(place): \(error.description)", "the file is TOML: [section], then key = value")
        } catch {
            fail(path, nil, "can't be read as TOML", "the file is TOML: [section], then key = value")
        }
    }

    private mutating func read(_ table: TOMLTable, from path: String) {
        let sections = Set(Settings.sections.map(\.name))
        for (name, value) in table {
            guard sections.contains(name) else {
                let known = Settings.sections.map { "[\($0.name)]" }.joined(separator: ", ")
                fail(path, name, "is no section", "the sections are \(known)")
                continue
            }
            guard let section = value.table else {
                fail(path, name, "is a section, not a value", "write [\(name)] on a line of its own")
                continue
            }
            for (key, value) in section {
                guard let setting = settings["\(name).\(key)"] else {
                    fail(path, "\(name).\(key)", "is no setting", suggestion(for: key, in: name))
                    continue
                }
                take(SettingValue(value, setting.kind), for: setting, from: path)
            }
        }
    }

    /// Overrides by `HEARBACK_SECTION_KEY`. Names that begin like a section but fit no setting are errors.
    package mutating func read(environment: [String: String]) {
        let prefixes = Settings.sections.map { "HEARBACK_\($0.name)_".uppercased() }
        let byName = Dictionary(uniqueKeysWithValues: Settings.all.map { ($0.environmentName, $0) })
        for (name, text) in environment.sorted(by: { $0.key < $1.key }) {
            if let setting = byName[name] {
                take(SettingValue(text, setting.kind), for: setting, from: "environment variable \(name)")
            } else if prefixes.contains(where: name.hasPrefix) {
                fail("environment", name, "is no setting", "'hearbackd --print-config' lists them")
            }
        }
    }

    private mutating func take(_ value: SettingValue?, for setting: Setting, from source: String) {
        guard let value else {
            return fail(source, setting.name, "has the wrong type or range", "expected \(setting.kind.expected)")
        }
        values[setting.name] = value
    }

    private mutating func fail(_ source: String, _ key: String?, _ problem: String, _ hint: String) {
        errors.append(ConfigurationError(source: source, key: key, problem: problem, hint: hint))
    }

    private func suggestion(for key: String, in section: String) -> String {
        let keys = Settings.all.filter { $0.section == section }.map(\.key)
        return "[\(section)] has " + keys.joined(separator: ", ")
    }
}

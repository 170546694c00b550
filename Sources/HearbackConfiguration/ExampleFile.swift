/// The commented example: `config/hearback.toml`, and what `hearbackd --print-config` shows.
package enum ExampleFile {
    package static var text: String {
        var lines = [
            "# Configuration of hearbackd. Every setting is here, with its default.",
            "# Each can be overridden by an environment variable: server.port by HEARBACK_SERVER_PORT;",
            "# lists are separated by commas there. 'hearbackd --check-config' says what is wrong with a file.",
        ]
        for section in Settings.sections {
            lines += ["", "# \(section.meaning)", "[\(section.name)]"]
            for setting in Settings.all where setting.section == section.name {
                lines += ["", "# \(setting.meaning)", "# Expected: \(setting.kind.expected)."]
                lines.append("\(setting.key) = \(setting.standard.toml)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

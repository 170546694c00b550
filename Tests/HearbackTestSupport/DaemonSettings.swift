/// The configuration that tests run with.
package enum DaemonSettings {
    /// A file for a daemon whose everything is in `scratch`, with `changes` by setting name on top.
    package static func toml(in scratch: Scratch, _ changes: [String: String] = [:]) throws -> String {
        let socket = scratch.file("admin.sock")
        guard socket.utf8.count < 108 else {
            throw FixtureError("\(socket) is too long for a unix socket; set TMPDIR to a shorter path")
        }
        var settings = [
            "server.port": "0", "server.public_url": quoted("http://hearback.test"),
            "store.path": quoted(scratch.file("hearback.sqlite")), "admin.socket": quoted(socket),
            "time.calendar": quoted(Project.file("config/calendars/MA.json")),
            "screening.lists": quoted(Project.file("config/screening")),
            "delivery.allow_http": "true", "delivery.allowed_networks": "[\"127.0.0.0/8\"]",
            "delivery.allowed_ports": "[]", "delivery.per_endpoint_per_minute": "0", "delivery.per_address_per_minute": "0",
            "intake.per_address_per_minute": "0", "intake.per_network_per_minute": "0",
            "pages.fresh_milliseconds": "0", "pages.form_seconds": "0",
            // Tests of the grace period set it; the others need not wait for it.
            "notices.decision_grace_seconds": "0",
        ]
        for role in ["administrators", "moderators", "responders", "auditors"] {
            settings["roles.\(role)"] = "[\(quoted(Project.user))]"
        }
        settings.merge(changes) { $1 }
        let sections = Dictionary(grouping: settings) { $0.key.prefix { $0 != "." } }
        return sections.sorted { $0.key < $1.key }.map { section, values in
            let lines = values.sorted { $0.key < $1.key }.map { "\($0.key.dropFirst(section.count + 1)) = \($0.value)" }
            return "[\(section)]\n" + lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    /// A TOML basic string.
    package static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

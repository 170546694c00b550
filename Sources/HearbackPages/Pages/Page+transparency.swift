import HearbackCore
import HearbackReports

/// The transparency log as its page shows it.
package struct LogStanding: Hashable, Sendable {
    /// The signed note (C2SP checkpoint), as `/checkpoint` serves it.
    package var checkpoint: String
    package var size: Int64
    /// The log's keys (C2SP signed-note), the present one first.
    package var keys: [String]
    /// Where the log is reached from outside.
    package var url: String

    package init(checkpoint: String, size: Int64, keys: [String], url: String) {
        (self.checkpoint, self.size, self.keys, self.url) = (checkpoint, size, keys, url)
    }
}

extension Page {
    /// - Parameter log: nil where there is none.
    package static func transparency(_ log: LogStanding?, _ scene: PageScene) -> Page {
        let wording = scene.wording
        var members: [String: PageValue] = ["verify": .markup(scene.path("verify")), "log": .flag(false)]
        if let log {
            let key = log.keys.first ?? ""
            let commands = [
                "curl -O \(log.url)/log.vkey", "hearback log verify --url \(log.url) --key-file log.vkey",
                "hearback receipt verify receipt.tlog-proof --key-file log.vkey",
            ]
            members["log"] = .members([
                "entries": .markup(wording.html(.logEntries, count: Int(log.size), ["n": wording.number(Int(log.size))])),
                "checkpoint": .markup(SafeHTML(block: log.checkpoint)), "key": .outside(key),
                "commands": .markup(SafeHTML(block: commands.joined(separator: "\n"))),
            ])
        }
        return Page(.transparency, title: wording.say(.transparencyTitle), section: .transparency, parts: ["transparency"], members)
    }
}

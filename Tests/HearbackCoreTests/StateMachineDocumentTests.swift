import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The documentation of the states")
struct StateMachineDocumentTests {
    @Test("docs/state-machine.md is what the state machine does; UPDATE_FIXTURES=1 rewrites it")
    func page() throws {
        #expect(try Project.holds(text, at: "docs/state-machine.md"))
    }

    private var text: String {
        var lines = [
            "# States of a comment", "",
            "Made from `CommentStatus.after(_:)`, the one table of the state machine. Everything else is refused, and the file",
            "refuses it once more by a trigger. Beside the table: a claimed comment is its moderator's until the lease ends or a",
            "colleague takes it over and says from whom; an appeal is possible once and not decided by the moderator who",
            "rejected; the first answer is an answer, every later one an amendment; each target is missed once, and not after it",
            "was met.", "", "```mermaid", "stateDiagram-v2", "    [*] --> awaiting_approval: received",
        ]
        for status in CommentStatus.allCases {
            for event in status.legalEvents {
                guard let next = status.after(event), next != status else { continue }
                lines.append("    \(status.rawValue) --> \(next.rawValue): \(event.rawValue)")
            }
        }
        lines += ["```", "", "| event | by | " + CommentStatus.allCases.map(\.rawValue).joined(separator: " | ") + " |"]
        lines.append("| --- | --- |" + CommentStatus.allCases.map { _ in " --- |" }.joined())
        for event in CommentEventKind.allCases where event != .received {
            let roles = Role.allCases.filter(event.actors.contains).map(\.rawValue).joined(separator: ", ")
            let cells = CommentStatus.allCases.map { status in
                status.after(event).map { $0 == status ? "unchanged" : $0.rawValue } ?? "–"
            }
            lines.append("| \(event.rawValue) | \(roles) | " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

import HearbackCore

/// One thing that was looked at.
struct Finding: Encodable, Hashable, Sendable {
    enum Grade: String, Encodable, Sendable {
        case ok, warn, fail
    }

    /// What it is about, for programs too; these names stay.
    enum Check: String, Encodable, Sendable {
        case configuration, files, keys, ledger, log, disk, wal, clock, zone, calendar, daemon, queue, endpoints, mail
    }

    var check: Check
    var grade: Grade
    var message: String
    /// What to do; missing where nothing is wrong.
    var remedy: String?

    private enum CodingKeys: String, CodingKey {
        case check, message, remedy
        case grade = "status"
    }

    static func ok(_ check: Check, _ message: String) -> Finding { Finding(check: check, grade: .ok, message: message) }

    static func warn(_ check: Check, _ message: String, _ remedy: String) -> Finding {
        Finding(check: check, grade: .warn, message: message, remedy: remedy)
    }

    static func fail(_ check: Check, _ message: String, _ remedy: String) -> Finding {
        Finding(check: check, grade: .fail, message: message, remedy: remedy)
    }

    func lines(_ rendering: Rendering) -> [String] {
        let style: Palette.Style =
            switch grade {
            case .ok: .green
            case .warn: .yellow
            case .fail: .red
            }
        func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
        let indent = String(repeating: " ", count: 21)
        func block(_ text: String) -> [String] { TextBlock.lines(VisibleText.inline(text), indent: indent, width: rendering.width) }
        var lines = block(message)
        if let first = lines.first {
            lines[0] = rendering.palette.paint(grade.rawValue, style) + padded("", 6 - grade.rawValue.count) + padded(check.rawValue, 15) + first.dropFirst(21)
        }
        return lines + (remedy.map { block("hint: " + $0) } ?? [])
    }
}

import GRDB
import HearbackCore

extension Selection {
    /// On the columns of `comment`, with the values of its parameters in order. What is not named has to wait.
    var condition: (sql: String, arguments: StatementArguments) {
        var parts = [flags.condition]
        var arguments = StatementArguments()
        func add(_ part: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            parts.append(part)
            arguments += [value]
        }
        add("bill = ?", bill)
        add("bill IN (SELECT value FROM json_each(?))", within.list)
        add("language = ?", language?.rawValue)
        add("submitter_kind = ?", submitterKind?.rawValue)
        add("received >= ?", receivedFrom?.milliseconds)
        add("received < ?", receivedBefore?.milliseconds)
        if let comments {
            let list = "[" + comments.map { String($0.value) }.joined(separator: ",") + "]"
            add("number IN (SELECT value FROM json_each(?))", list)
        } else {
            parts.insert("status IN ('awaiting_approval', 'awaiting_clarification')", at: 0)
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}

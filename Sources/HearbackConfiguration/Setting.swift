/// One setting of the daemon: the row from which the check, the environment override and the example file follow.
package struct Setting: Sendable {
    let section: String
    let key: String
    let kind: Kind
    let standard: SettingValue
    /// One sentence or two, for the example file.
    let meaning: String

    enum Kind: Sendable, Equatable {
        case text
        case path
        case integer(ClosedRange<Int>)
        case boolean
        case texts
        case integers(ClosedRange<Int>)
        case choice([String])

        /// What a wrong value is told.
        var expected: String {
            switch self {
            case .text: "a string"
            case .path: "a path in quotes"
            case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
            case .boolean: "true or false"
            case .texts: "a list of strings, such as [\"a\", \"b\"]"
            case .integers(let range): "a list of whole numbers from \(range.lowerBound) to \(range.upperBound)"
            case .choice(let names): "one of " + names.map { "\"\($0)\"" }.joined(separator: ", ")
            }
        }
    }

    /// `server.port`.
    package var name: String { "\(section).\(key)" }
    /// `HEARBACK_SERVER_PORT`.
    var environmentName: String { "HEARBACK_\(section)_\(key)".uppercased() }
}

package enum SettingValue: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case texts([String])
    case integers([Int])

    /// As it is written in the file.
    var toml: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .integer(let number): String(number)
        case .boolean(let flag): String(flag)
        case .texts(let texts): "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
        case .integers(let numbers): "[" + numbers.map(String.init).joined(separator: ", ") + "]"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

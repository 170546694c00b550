import Foundation

extension Project {
    /// Whether a file of the project holds just this text. With `UPDATE_FIXTURES=1` it is written first.
    package static func holds(_ text: String, at path: String) throws -> Bool {
        if ProcessInfo.processInfo.environment["UPDATE_FIXTURES"] == "1" {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file(path)))
        }
        return try contents(path) == Data(text.utf8)
    }
}

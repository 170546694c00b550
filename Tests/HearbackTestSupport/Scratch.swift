import Foundation

/// A test's own folder: deleted when the test passes, kept and named when it fails.
package struct Scratch: Sendable {
    package let path: String

    /// - Parameter name: the test's, usually `#function`.
    package init(named name: String) throws {
        let slug = name.prefix { $0 != "(" }.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(32)
        let unique = String(UInt32.random(in: 0 ... .max), radix: 36)
        let folder = FileManager.default.temporaryDirectory.path
        path = (folder.hasSuffix("/") ? folder : folder + "/") + "hb-\(String(slug))-\(unique)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    package func file(_ name: String) -> String { path + "/" + name }

    package func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    package func text(of name: String) -> String {
        (try? Data(contentsOf: URL(fileURLWithPath: file(name)))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Runs `body`, then deletes the folder, or prints where it is when the body threw or a check failed.
    package func use<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let value: Value
        do {
            value = try await body()
        } catch {
            keep("\(error)")
            throw error
        }
        if FailureLog.hasFailed { keep("a check failed") } else { try FileManager.default.removeItem(atPath: path) }
        return value
    }

    private func keep(_ why: String) {
        FileHandle.standardError.write(Data("kept \(path): \(why)\n".utf8))
    }
}

import ArgumentParser
import Foundation
import HearbackCore

/// A text from the command line, a file or standard input.
struct TextInput: ParsableArguments {
    @Argument(help: "The text, or - to read it from standard input.")
    var text: String?

    @Option(help: ArgumentHelp("Read the text from a file.", valueName: "path"), completion: .file())
    var file: String?

    /// In bytes; the daemon's own limits are lower.
    static let limit = 4 << 20

    func validate() throws {
        if text != nil, file != nil { throw ValidationError("give the text or --file, not both") }
        if text == nil, file == nil { throw ValidationError("give the text, or --file, or - for standard input") }
    }

    func read(_ console: Console) throws -> String {
        try Self.read(text, file: file, console)
    }

    /// Of a file or standard input, the line end that editors put last is not part of the text.
    static func read(_ text: String?, file: String?, _ console: Console) throws -> String {
        if let file { return try decode(try contents(of: file, console), name: file) }
        guard text == "-" else { return text ?? "" }
        return try decode(try console.readInput(limit), name: "standard input")
    }

    /// The bytes of a file, or of standard input for `-`.
    static func contents(of path: String, _ console: Console) throws -> Data {
        guard path != "-" else { return try console.readInput(limit) }
        let descriptor = try Descriptor.open(path)
        defer { close(descriptor) }
        return try Descriptor.read(descriptor, limit: limit)
    }

    private static func decode(_ data: Data, name: String) throws -> String {
        guard var text = String(validating: data, as: UTF8.self) else {
            throw CommandError(
                "\(VisibleText.inline(name)) is not valid UTF-8", hint: "save it as UTF-8", exitCode: ExitCodes.data)
        }
        if text.last == "\n" || text.last == "\r\n" { text.removeLast() }
        return text
    }
}

import ArgumentParser
import Foundation
import HearbackCore
import HearbackTransparency

struct LogExport: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Copy a log's files from a server into a folder, to be checked there or compared with somebody else's.",
        discussion: """
            Tiles and entries first, the checkpoint last, each put in its place whole. Every head that was copied before stays \
            in checkpoints/: give them to 'hearback log verify --since'.

            Examples:
              hearback log export --url https://comments.example.org --key-file log.vkey mirror
            """)

    @Argument(help: "The folder; made where it is not there.", completion: .directory)
    var folder: String
    @Option(help: ArgumentHelp("The log's public address.", valueName: "url"))
    var url: String
    @OptionGroup var keys: LogKeyOptions
    @Option(help: ArgumentHelp("PEM file of the authorities that the server's certificate is checked against.", valueName: "path"), completion: .file())
    var caFile: String?
    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var size: Int64
        var files: Int
    }

    func run(_ bench: Bench) async throws {
        let keys = try keys.load(bench.console).log
        let mirror: LogMirror
        do {
            mirror = try await LogMirror.load(try LogSource(url: url, folder: nil, authorities: caFile), keys: keys, bench.console)
        } catch let refusal as SignedCheckpoint.Refusal {
            throw CommandError("the log's head does not hold: \(refusal.words)", hint: refusal.hint, exitCode: ExitCodes.failed)
        }
        let missing = TilePath.all(of: mirror.checkpoint.size).filter { mirror.files[$0.text] == nil }
        guard missing.isEmpty else {
            throw CommandError(
                "the server does not have \(missing[0].text), which its head speaks of", hint: "try again; when it stays so, the log is not whole",
                exitCode: ExitCodes.failed)
        }
        var files = mirror.files
        let head = files.removeValue(forKey: "checkpoint") ?? []
        for (path, bytes) in files { try write(bytes, to: path) }
        try write(head, to: "checkpoints/\(mirror.checkpoint.size)")
        try write(head, to: "checkpoint")
        let answer = Answer(size: mirror.checkpoint.size, files: files.count + 1)
        try bench.show(answer) { _ in ["\(Figures.grouped(answer.size)) leaves in \(Figures.grouped(answer.files)) files"] }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let place = URL(fileURLWithPath: folder).appendingPathComponent(path)
        do {
            try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: place, options: .atomic)
        } catch {
            throw CommandError(
                "\(VisibleText.inline(place.path)) can't be written", hint: "see whether the folder may be written and the disk has room",
                exitCode: ExitCodes.output)
        }
    }
}

import Dispatch
import Foundation
import HearbackCore

/// The moderator's own editor: `$VISUAL`, else `$EDITOR`, else vi(1).
struct TextEditor: Sendable {
    let environment: [String: String]
    /// What it reads from and writes to.
    let terminal: Int32

    private var command: String {
        ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
    }

    /// Has the text changed; what the editor left in the file. The file is the moderator's alone, and goes again.
    func edit(_ text: String) async throws -> String {
        let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var path = Array((folder + "/hearback-XXXXXX").utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else {
            throw CommandError("can't make a file in \(VisibleText.inline(folder)): \(Descriptor.reason(errno))")
        }
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(name) }
        do {
            defer { close(descriptor) }
            try Descriptor.write(text + "\n", to: descriptor)
        }
        let (command, terminal) = (self.command, self.terminal)
        let status = try await Self.onThread { try Self.run(command, name, on: terminal) }
        guard status == 0 else { throw CommandError("the editor ended with \(status); the text is as it was") }
        let file = try Descriptor.open(name)
        defer { close(file) }
        let data = try Descriptor.read(file, limit: TextInput.limit)
        guard let edited = String(validating: data, as: UTF8.self) else {
            throw CommandError("the editor's text is not UTF-8; the text is as it was")
        }
        return String(edited.reversed().drop { $0.isNewline }.reversed())
    }

    private static func onThread(_ work: @escaping @Sendable () throws -> Int32) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "hearback.editor").async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// By the shell, for the variable may carry arguments. The signals that the desk keeps for itself are the editor's again.
    private static func run(_ command: String, _ file: String, on terminal: Int32) throws -> Int32 {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_adddup2(&actions, terminal, descriptor)
        }
        let words: [String] = ["/bin/sh", "-c", command + " \"$1\"", "sh", file]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &arguments, environ)
        guard code == 0 else { throw CommandError("can't start the editor: \(Descriptor.reason(code))") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw CommandError("the editor was lost: \(Descriptor.reason(errno))") }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}

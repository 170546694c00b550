import Foundation
import HearbackAPI
import Synchronization
import Testing

@testable import HearbackCommands

@Suite("The program and its words")
struct ProgramTests {
    private struct Outcome {
        let exit: Int32
        let output: String
        let errors: String
    }

    private func run(_ arguments: String...) async -> Outcome {
        let output = Mutex("")
        let errors = Mutex("")
        let console = Console(
            write: { text in output.withLock { $0 += text } }, writeError: { text in errors.withLock { $0 += text } },
            readInput: { _ in Data() })
        let exit = await Program.run(arguments, console: console)
        return Outcome(exit: exit, output: output.withLock { $0 }, errors: errors.withLock { $0 })
    }

    private static let commands = [
        "bill add", "bill list", "bill show", "bill close", "queue list", "queue next", "queue stats", "comment show",
        "comment publish", "comment reject", "comment clarify", "comment unpublish", "comment note", "comment answer",
        "comment amend-answer", "comment outcome", "comment claim", "comment release", "import", "latency", "latency bills",
        "endpoint add", "endpoint list", "endpoint disable", "delivery list", "delivery show", "daemon status",
        "clock set", "rebuild",
    ]

    @Test("Every command has help with an example and takes --json", arguments: commands)
    func help(command: String) async {
        var arguments = command.split(separator: " ").map(String.init)
        arguments.append("--help")
        let output = Mutex("")
        let console = Console(
            write: { text in output.withLock { $0 += text } }, writeError: { _ in }, readInput: { _ in Data() })
        #expect(await Program.run(arguments, console: console) == 0)
        let help = output.withLock { $0 }
        #expect(help.contains("hearback \(command)"))
        #expect(help.contains("Example"))
        #expect(help.contains("--json") && help.contains("--socket"))
    }

    @Test("Commands without a daemon have help with an example and take --json", arguments: [
        "endpoint check", "webhook sign", "webhook verify", "webhook listen", "due", "calendar show",
        "calendar check", "latency curve",
    ])
    func offlineHelp(command: String) async {
        let outcome = await Run.hearback(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(outcome.exit == 0)
        #expect(outcome.output.contains("hearback \(command)") && outcome.output.contains("Example"))
        #expect(outcome.output.contains("--json") && !outcome.output.contains("--socket"))
    }

    @Test("A wrong choice is told with the right ones")
    func choices() async {
        let outcome = await run("latency", "report", "--by", "person")
        #expect(outcome.exit == 64)
        #expect(outcome.errors.contains("one of the following: bill, committee, language, submitter, channel, reason\nhint: "))
    }

    @Test("Wrong use is one line of cause, one of remedy, and exit code 64", arguments: [
        ["nix"], ["queue", "nix"], ["comment", "reject", "cmt_1"], ["comment", "reject", "cmt_1", "--reason", "nix"],
        ["queue", "list", "--limit", "x"], ["latency", "--as-of", "yesterday"], ["clock", "set", "x"],
        ["import", "x.csv", "--map", "nix=y"], ["endpoint", "check"],
        ["endpoint", "check", "https://a.org/", "--address", "8.8.8.8"], ["endpoint", "check", "--address", "127.1"],
        ["endpoint", "check", "--address", "example.org"], ["endpoint", "check", "--address", "fe80::1%lo"],
        ["endpoint", "check", "https://a.org/", "--allow-network", "x"], ["endpoint", "check", "https://a.org/", "--port", "65536"],
        ["webhook", "sign", "--id", "msg_1"], ["webhook", "sign", "--id", "a.b", "--timestamp", "1", "--secret", "AAAA"],
        ["webhook", "sign", "--id", "msg_1", "--timestamp", "1"], ["webhook", "verify", "--id", "msg_1"],
        ["webhook", "verify", "--secret", "whsec_"], ["webhook", "verify", "--secret", "AAAA", "--tolerance=-1"],
        ["webhook", "verify", "--secret", "AAAA", "--secret-file", "x"], ["webhook", "verify", "--public-key", "whpk_AAAA"],
        ["due", "--received", "2026-10-30"], ["due", "--received", "2026-10-30", "--days", "0"],
        ["due", "--received", "2026-10-30", "--days", "1001"], ["due", "--received", "30/10/2026", "--days", "5"],
        ["due", "--received", "2026-02-30", "--days", "5"], ["due", "--received", "2026-10-30T10:00:00", "--days", "5"],
        ["due", "--received", "2026-10-30", "--days", "5", "--unit", "weeks"],
        ["due", "--received", "2026-10-30", "--days", "5", "--calendar", "../MA"],
        ["due", "--received", "2026-10-30", "--days", "5", "--zone", "../../etc/passwd"],
        ["calendar", "show", "a/b"], ["calendar", "check"], ["latency", "curve", "--csv", "x", "--duration", "d"],
        ["latency", "curve", "--csv", "x", "--duration", "d", "--event", "e", "--cause", "c"],
        ["latency", "curve", "--csv", "x", "--duration", "d", "--event", "e", "--tau", "0"],
        ["latency", "curve", "--csv", "x", "--duration", "d", "--event", "e", "--tau", "inf"],
        ["webhook", "listen", "--status", "99"], ["webhook", "listen", "--port", "65536"],
    ])
    func wrongUse(arguments: [String]) async {
        let errors = Mutex("")
        let console = Console(
            write: { _ in }, writeError: { text in errors.withLock { $0 += text } }, readInput: { _ in Data() })
        #expect(await Program.run(arguments, console: console) == 64)
        let lines = errors.withLock { $0 }.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("error: ") && lines[1].hasPrefix("hint: "), "\(lines)")
    }

    @Test("No daemon: the socket is named, the start command told, exit code 69")
    func noDaemon() async {
        let outcome = await run("queue", "list", "--socket", "/nonexistent/admin.sock")
        #expect(outcome.exit == 69)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("/nonexistent/admin.sock"))
        #expect(outcome.errors.contains("systemctl start hearbackd"))
    }

    @Test("A missing file is named, exit code 66", arguments: ["bill add", "import"])
    func missingFile(command: String) async {
        var arguments = command.split(separator: " ").map(String.init)
        arguments += ["/nonexistent/file.jsonl"]
        let errors = Mutex("")
        let console = Console(
            write: { _ in }, writeError: { text in errors.withLock { $0 += text } }, readInput: { _ in Data() })
        #expect(await Program.run(arguments, console: console) == 66)
        #expect(errors.withLock { $0 }.contains("/nonexistent/file.jsonl"))
    }

    @Test("Every problem of the daemon has a remedy and its exit code", arguments: ProblemCode.allCases)
    func problems(code: ProblemCode) {
        let words = ErrorWords.of(Problem(code))
        #expect(words.exitCode == code.exitCode)
        #expect(!words.message.isEmpty && words.message.first?.isUppercase == false)
        #expect(words.hint?.isEmpty == false)
    }

    @Test("The exit codes are documented in the program")
    func exitCodes() async {
        let outcome = await run("help", "exit-codes")
        #expect(outcome.exit == 0)
        for code in ["0", "1", "3", "64", "65", "66", "69", "70", "75", "77"] {
            #expect(outcome.output.contains(code))
        }
    }
}

import ArgumentParser
import Foundation
import Glibc
import HearbackConfiguration
import HearbackCore
import Logging
import ServiceLifecycle

/// Takes comments on bills, keeps them in a moderation queue, tells their submitters.
@main
struct Hearbackd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearbackd",
        abstract: "Take comments on bills, keep them durably, tell the submitters, show how long everything takes.",
        discussion: """
            Once it listens it prints one line of JSON on standard output: {"url","port","socket"}, "admin_url" where the desk takes tokens, and \
            "metrics_url" where metrics are read without one.
            SIGTERM or SIGINT ends it gracefully: what was accepted is on disk before it goes. SIGHUP has it read its configuration
            again; what changed, and what needs a restart, is in the log.

            Exit codes: 0 ended as asked, 64 wrong use, 74 the disk failed, 75 another hearbackd runs, 78 bad configuration.
            """,
        version: HearbackVersion.current)

    @Option(name: .long, help: "The configuration file (default: /etc/hearback/hearback.toml where it exists).")
    var config: String?

    @Flag(name: .long, help: "Check the configuration, say what is wrong, and end.")
    var checkConfig = false

    @Flag(name: .long, help: "Print a configuration file with every setting, its meaning and its default, and end.")
    var printConfig = false

    @Option(name: .long, help: "Run on a clock that stands still at this RFC 3339 time until 'hearback clock set' moves it. For the demo and tests: such a file never runs on real time.")
    var simulatedClock: String?

    @Option(name: .long, help: .hidden)
    var crashAt: String?

    func run() async throws {
        if printConfig { return print(ExampleFile.text, terminator: "") }
        let environment = ProcessInfo.processInfo.environment
        // A check is no start: whoever waits for the service must hear nothing of it.
        let herald = Herald(Notifier(environment: checkConfig ? [:] : environment))
        do {
            let load = loader(environment)
            let configuration = try load()
            if checkConfig { return try check(configuration) }
            try await serve(configuration, environment, herald, load)
        } catch let errors as ConfigurationErrors {
            throw Self.leave(errors.text, 78, herald, errors.summary)
        } catch let error as StartError {
            throw Self.leave("error: \(error.problem)\nhint: \(error.hint)", error.exitCode, herald, error.problem)
        } catch {
            herald.failed("\(error)", code: EIO)
            throw error
        }
    }

    private var configurationFile: String? {
        let standard = ConfigurationValues.standardFile
        return config ?? (FileManager.default.fileExists(atPath: standard) ? standard : nil)
    }

    private func loader(_ environment: [String: String]) -> @Sendable () throws -> DaemonConfiguration {
        let file = configurationFile
        return { try DaemonConfiguration(file: file, environment: environment) }
    }

    private func check(_ configuration: DaemonConfiguration) throws {
        try Daemon.check(configuration, LogLevel(configuration.logLevel).logger())
        print("\(configurationFile ?? "the defaults"): ok")
    }

    private func serve(
        _ configuration: DaemonConfiguration, _ environment: [String: String], _ herald: Herald,
        _ load: @escaping @Sendable () throws -> DaemonConfiguration
    ) async throws {
        var start: Instant?
        if let simulatedClock {
            guard let instant = Instant(rfc3339: simulatedClock) else {
                throw ValidationError("--simulated-clock takes RFC 3339, such as 2025-09-01T08:00:00Z")
            }
            start = instant
        }
        // Files are the daemon's own; the admin socket's mode is widened to its group once it listens.
        umask(0o077)
        signal(SIGPIPE, SIG_IGN)
        // One that comes before anybody waits for it would end the process; what it asks for is about to happen.
        signal(SIGHUP, SIG_IGN)
        let level = LogLevel(configuration.logLevel)
        let logger = level.logger()
        let trap = try crashAt.map { try CrashTrap($0, environment: environment) }
        if let trap { logger.warning("a crash test: this process will kill itself", metadata: ["at": "\(trap.point)"]) }
        let surroundings = Surroundings(
            herald: herald, sockets: try InheritedSockets.take(environment: environment),
            watchdog: Watchdog.interval(environment: environment), reload: ReloadSource(level: level, load: load))
        let extending = StartExtension.begin(herald)
        defer { extending.end() }
        let daemon = try Daemon.build(configuration, simulatedStart: start, trap: trap, surroundings, logger: logger) { announcement in
            extending.end()
            herald.ready()
            Self.say(announcement, logger)
        }
        try await daemon.group.run()
    }

    private static func say(_ announcement: Announcement, _ logger: Logger) {
        do {
            try FileHandle.standardOutput.write(contentsOf: try JSONEncoder().encode(announcement) + Data("\n".utf8))
        } catch {
            logger.warning("nobody reads standard output")
        }
        logger.info("listening", metadata: [
            "url": "\(announcement.url)", "socket": "\(announcement.socket)", "admin_url": "\(announcement.adminURL ?? "-")",
        ])
    }

    /// - Parameter summary: one line for the service manager.
    private static func leave(_ text: String, _ code: Int32, _ herald: Herald, _ summary: String) -> ExitCode {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        herald.failed(summary, code: code == 75 ? EBUSY : code == 78 ? EINVAL : EIO)
        return ExitCode(code)
    }
}

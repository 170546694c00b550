import ArgumentParser
import Foundation
import Glibc
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
            Once it listens it prints one line of JSON on standard output: {"url","port","socket"}, "admin_url" where the desk takes tokens, and "metrics_url" where
            metrics are read without one.
            SIGTERM or SIGINT ends it gracefully: what was accepted is on disk before it goes.

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
        do {
            let configuration = try DaemonConfiguration(
                file: configurationFile, environment: ProcessInfo.processInfo.environment)
            if checkConfig { return try check(configuration) }
            try await serve(configuration)
        } catch let errors as ConfigurationErrors {
            throw Self.leave(errors.text, 78)
        } catch let error as StartError {
            throw Self.leave("error: \(error.problem)\nhint: \(error.hint)", error.exitCode)
        }
    }

    private var configurationFile: String? {
        let standard = "/etc/hearback/hearback.toml"
        return config ?? (FileManager.default.fileExists(atPath: standard) ? standard : nil)
    }

    /// Also loads what the configuration points at, short of the ledger.
    private func check(_ configuration: DaemonConfiguration) throws {
        let logger = Self.logger(configuration)
        _ = try Daemon.loadZone(configuration, logger)
        _ = try Daemon.loadCalendar(configuration)
        _ = try Daemon.loadScreener(configuration)
        _ = try Daemon.networks(configuration.allowedNetworks, "delivery.allowed_networks")
        _ = try Daemon.networks(configuration.trustedProxies, "server.trusted_proxies")
        _ = try MailSettings(configuration)
        _ = try configuration.signingKeyPath.map(Daemon.signingKey)
        try AdminSocket.check(configuration.adminSocket)
        _ = try AdminListener(configuration)
        _ = try AdminListener.metrics(configuration)
        _ = try OwnAddressSetting.read(configuration.ownAddresses)
        print("\(configurationFile ?? "the defaults"): ok")
    }

    private func serve(_ configuration: DaemonConfiguration) async throws {
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
        let logger = Self.logger(configuration)
        let trap = try crashAt.map { try CrashTrap($0, environment: ProcessInfo.processInfo.environment) }
        if let trap { logger.warning("a crash test: this process will kill itself", metadata: ["at": "\(trap.point)"]) }
        let daemon = try Daemon.build(configuration, simulatedStart: start, trap: trap, logger: logger) { announcement in
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

    private static func logger(_ configuration: DaemonConfiguration) -> Logger {
        var logger = Logger(label: "hearbackd", factory: {
            LogDestination.handler(label: $0, environment: ProcessInfo.processInfo.environment)
        })
        logger.logLevel = configuration.logLevel
        return logger
    }

    private static func leave(_ text: String, _ code: Int32) -> ExitCode {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        return ExitCode(code)
    }
}

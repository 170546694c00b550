import HearbackConfiguration
import Logging
import ServiceLifecycle
import UnixSignals

/// Where a configuration comes from, at the start and afterwards.
struct ReloadSource: Sendable {
    let level: LogLevel
    /// - Throws: `ConfigurationErrors`.
    let load: @Sendable () throws -> DaemonConfiguration
}

/// Reads the configuration again on SIGHUP: all of it, or nothing of it.
struct Reloader: Service {
    let start: DaemonConfiguration
    let source: ReloadSource
    let parts: ReloadableParts
    let herald: Herald
    let logger: Logger

    func run() async throws {
        var inForce = start
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { reload(&inForce) }
    }

    private func reload(_ inForce: inout DaemonConfiguration) {
        herald.reloading()
        do {
            let new = try source.load()
            let taken = try parts.take(new, insteadOf: inForce, logger)
            tell(taken)
            inForce = inForce.taking(taken.changed, from: new)
            herald.reloaded(isRefused: false)
        } catch {
            refuse(error)
            herald.reloaded(isRefused: true)
        }
    }

    private func tell(_ taken: ReloadableParts.Taken) {
        logger.notice(
            "configuration reloaded", metadata: ["changed": "\(taken.changed.isEmpty ? "nothing" : taken.changed.joined(separator: ", "))"])
        guard !taken.waiting.isEmpty else { return }
        logger.warning(
            "changed settings that need a restart: 'systemctl restart hearbackd'",
            metadata: ["settings": "\(taken.waiting.joined(separator: ", "))"])
    }

    private func refuse(_ error: any Error) {
        let words =
            switch error {
            case let errors as ConfigurationErrors: errors.errors.map(\.text)
            case let error as StartError: ["error: \(error.problem)\nhint: \(error.hint)"]
            default: ["error: \(error)"]
            }
        for text in words {
            logger.error(
                "configuration refused, the running one stays in force", metadata: ["cause": "\(text.replacing("\n", with: "; "))"])
        }
    }
}

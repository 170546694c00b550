import Foundation
import HearbackAPI
import HearbackClient
import HearbackConfiguration
import HearbackCore
import HearbackStore

/// What a running daemon says itself.
struct DaemonCheck {
    private let values: ConfigurationValues
    private let socket: String

    init(_ values: ConfigurationValues, _ console: Console) {
        self.values = values
        let told = console.environment[AdminClient.socketVariable].flatMap { $0.isEmpty ? nil : $0 }
        socket = told ?? values.path("admin.socket")
    }

    func findings() async -> [Finding] {
        let isHeld = LockFile.isHeld(ledger: values.storePath)
        guard isHeld != false else {
            return [.warn(.daemon, "no daemon holds the ledger", "start it with 'systemctl start hearbackd'; 'journalctl -u hearbackd' says why it stopped")]
        }
        do {
            return Self.findings(try await AdminClient(access: .socket(path: socket)).status())
        } catch {
            let words = ErrorWords.of(error) ?? CommandError("the daemon's answer was not understood")
            let subject = isHeld == true ? "a daemon holds the ledger, but " : "whether a daemon holds the ledger can't be told by this user, and "
            return [.fail(.daemon, subject + words.message, words.hint ?? "'journalctl -u hearbackd' says more")]
        }
    }

    static func findings(_ status: DaemonStatus) -> [Finding] {
        var found: [Finding] = []
        if status.version != HearbackVersion.current {
            found.append(.warn(.daemon, "the daemon is version \(status.version), this program \(HearbackVersion.current)", "restart the daemon after an upgrade"))
        }
        if status.queueDepth * 5 > status.queueLimit * 4 {
            found.append(.warn(
                .daemon, "\(Figures.grouped(status.queueDepth)) of \(Figures.grouped(status.queueLimit)) writes wait for the disk",
                "see whether the disk is slow or full; beyond the limit comments are answered 503"))
        }
        if status.deliveriesHeld == true {
            found.append(.fail(.daemon, "deliveries are held: the clock is not right", "set the clock, and run chrony or systemd-timesyncd"))
        }
        return found.isEmpty ? [.ok(.daemon, "version \(status.version) answers; \(Figures.count(status.queueDepth, "write")) waiting")] : found
    }
}

import Foundation
import HearbackConfiguration
import HearbackCore

/// Who may read and write what: the ledger and every secret are for the daemon's user alone.
struct FileCheck {
    private let values: ConfigurationValues
    private let console: Console

    init(_ values: ConfigurationValues, _ console: Console) {
        (self.values, self.console) = (values, console)
    }

    private struct Item {
        let path: String
        let what: String
        /// Whether it belongs to the daemon's user, as its folder does.
        let isOwn: Bool
    }

    var findings: [Finding] {
        let found = folderFinding + items.flatMap(findings(of:))
        return found.isEmpty ? [.ok(.files, "only their owner reads the ledger, its keys and the credentials")] : found
    }

    private var items: [Item] {
        let logKey = values.logKeyPath(credentials: console.environment["CREDENTIALS_DIRECTORY"])
        let own = [
            (values.storePath, "the ledger"), (values.storePath + "-wal", "the ledger's write-ahead log"), (values.keyPath, "the ledger's key"),
            (logKey, "the log's key"),
        ].map { Item(path: $0.0, what: $0.1, isOwn: true) }
        let named = [("delivery.signing_key", "the deliveries' key"), ("mail.credentials", "the mail relay's credentials")]
        return own + named.compactMap { name, what in values.optionalPath(name).map { Item(path: $0, what: what, isOwn: false) } }
            + [Item(path: values.highWaterMark, what: "the log's last published head", isOwn: true)]
    }

    private var folder: String { (values.storePath as NSString).deletingLastPathComponent }

    private var folderFinding: [Finding] {
        guard let facts = Self.facts(folder) else {
            return [.fail(.files, "the ledger's folder \(folder) is not there", "make it, mode 750, owned by the daemon's user")]
        }
        guard facts.st_mode & 0o022 == 0 else {
            return [.fail(.files, "others may write to the ledger's folder \(folder)", "chmod go-w \(folder)")]
        }
        return []
    }

    private func findings(of item: Item) -> [Finding] {
        guard let facts = Self.facts(item.path) else {
            guard errno == ENOENT else {
                return [.fail(.files, "\(item.what), \(item.path), can't be looked at by this user", "run this as root or as the daemon's user")]
            }
            guard !item.isOwn else { return [] }
            return [.fail(.files, "\(item.what), \(item.path), can't be seen", "put the file there, or see who may enter its folder")]
        }
        var found: [Finding] = []
        // The published head is public, and only its writing matters.
        let forbidden: mode_t = item.path == values.highWaterMark ? 0o022 : 0o077
        if facts.st_mode & forbidden != 0 {
            let mode = String(facts.st_mode & 0o777, radix: 8)
            found.append(.fail(.files, "\(item.what), \(item.path), is open to others (mode \(mode))", "chmod \(forbidden == 0o077 ? "600" : "go-w") \(item.path)"))
        }
        if item.isOwn, (item.path as NSString).deletingLastPathComponent == folder, let owner = Self.facts(folder)?.st_uid, owner != facts.st_uid {
            found.append(.fail(
                .files, "\(item.what), \(item.path), does not belong to the user whose folder it is in: the daemon can't open it",
                "chown --reference=\(folder) \(item.path)"))
        }
        return found
    }

    private static func facts(_ path: String) -> stat? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts : nil
    }
}

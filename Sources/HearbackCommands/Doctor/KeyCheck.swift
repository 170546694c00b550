import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackStore
import HearbackTransparency

/// Whether the keys are there, are keys, and are those of this ledger.
struct KeyCheck {
    private let values: ConfigurationValues
    private let ledger: StillLedger?
    private let logKeyPath: String

    init(_ values: ConfigurationValues, _ ledger: LedgerAtHand, _ console: Console) {
        (self.values, self.ledger) = (values, ledger.ledger)
        logKeyPath = values.logKeyPath(credentials: console.environment["CREDENTIALS_DIRECTORY"])
    }

    var findings: [Finding] { [ledgerKey, logKey] }

    private enum Secret {
        case missing
        case unreadable(String)
        case text(String)
    }

    private static func read(_ path: String) -> Secret {
        guard access(path, F_OK) == 0 || errno == EACCES else { return .missing }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return .unreadable(access(path, R_OK) == 0 ? "is no text" : "can't be read by this user")
        }
        return .text(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private var ledgerKey: Finding {
        let path = values.keyPath
        switch Self.read(path) {
        case .missing:
            guard ledger != nil else { return .ok(.keys, "\(path) is made on the first start") }
            return .fail(.keys, "the ledger's key \(path) is not there", "put back the copy that was kept apart from the backups")
        case .unreadable(let why):
            return .fail(.keys, "the ledger's key \(path) \(why)", "run this as root or as the daemon's user; else put back the copy that was kept")
        case .text(let text):
            guard let box = Hexadecimal.bytes(text).flatMap({ SecretBox(key: $0) }) else {
                return .fail(.keys, "\(path) does not hold 64 hexadecimal digits", "put back the copy that was kept apart from the backups")
            }
            do {
                guard try ledger?.isSealed(with: box) != false else {
                    return .fail(.keys, "\(path) is not the key of this ledger", "put back the one that belongs to it, see store.key")
                }
                return .ok(.keys, "\(path) is the key of this ledger")
            } catch {
                return .fail(.keys, "whether \(path) is the key of this ledger can't be told: \(error.problem)", error.hint)
            }
        }
    }

    private var logKey: Finding {
        let path = logKeyPath
        switch Self.read(path) {
        case .missing where path.hasPrefix("/run/credentials/"):
            return .warn(.keys, "the log's key \(path) can't be seen from here", "systemd shows it to the daemon alone; look at its file in /etc/hearback/credentials")
        case .missing:
            guard head != nil else { return .ok(.keys, "\(path) is made on the first start") }
            return .fail(.keys, "the log's key \(path) is not there", "put back the copy that was kept apart from the backups, see transparency.key")
        case .unreadable(let why):
            return .fail(.keys, "the log's key \(path) \(why)", "run this as root or as the daemon's user; else put back the copy that was kept")
        case .text(let text): return judge(text.split(separator: "\n").map { SigningKey(String($0)) }, path)
        }
    }

    private func judge(_ keys: [SigningKey?], _ path: String) -> Finding {
        let known = keys.compactMap(\.self)
        guard !known.isEmpty, known.count == keys.count else {
            return .fail(.keys, "\(path) does not hold the key of a log", "put back the copy that was kept: its lines look like PRIVATE+KEY+name+hash+key")
        }
        guard let head else { return .ok(.keys, "\(path) is a key of the log \(known[0].verifier.name), which has no leaf yet") }
        guard let note = SignedNote(head), known.contains(where: { note.isSigned(by: $0.verifier) }) else {
            return .fail(.keys, "\(path) is not the key that signed this ledger's log", "put back the one that belongs to it, see transparency.key")
        }
        return .ok(.keys, "\(path) signed the log \(known[0].verifier.name)")
    }

    private var head: [UInt8]? { (try? ledger?.logHead()) ?? nil }
}

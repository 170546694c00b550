package import HearbackStore
import HearbackAPI
import HearbackMetrics
import Hummingbird
import Synchronization

/// Whether the service can do its work now: what `GET /readyz` says, for whoever sends it requests.
package final class Readiness: Sendable {
    private let ledger: Ledger
    /// Bytes that must be free where the ledger is.
    private let reserve: Int
    private let isStopping = Atomic<Bool>(false)

    package init(ledger: Ledger, reserve: Int = 0) { (self.ledger, self.reserve) = (ledger, reserve) }

    package enum Check: String, CaseIterable, Sendable {
        case writer, disk, shutdown
        case logKey = "log_key"
    }

    package struct Fault: Hashable, Sendable {
        let check: Check
        let words: String
    }

    /// From now on it is not ready.
    package func stop() { isStopping.store(true, ordering: .releasing) }

    /// What keeps it from its work; nothing that takes a lock of the writer or a look at the ledger.
    var faults: [Fault] {
        var faults: [Fault] = []
        if isStopping.load(ordering: .acquiring) { faults.append(Fault(check: .shutdown, words: "the service ends")) }
        switch ledger.meters.health() {
        case .working: break
        case .stuck(let time):
            faults.append(Fault(check: .writer, words: "a write has been under way for \(time.components.seconds) s"))
        case .failing(let code): faults.append(Fault(check: .writer, words: "the last write failed: \(code.rawValue)"))
        }
        if let free = freeBytes, free < reserve {
            faults.append(Fault(check: .disk, words: "\(free >> 20) MiB are free, \(reserve >> 20) are to be kept free"))
        }
        if ledger.options.log == nil { faults.append(Fault(check: .logKey, words: "no key signs the log")) }
        return faults
    }

    /// For this user, on the file system of the ledger; nil where that can't be asked.
    private var freeBytes: Int? {
        (try? DiskRoom(at: ledger.options.path)).map { Int(clamping: $0.free) }
    }

    var families: [MetricFamily] {
        let failed = Set(faults.map(\.check))
        let checks = Dictionary(uniqueKeysWithValues: Check.allCases.map { ($0.rawValue, failed.contains($0) ? 0 : 1) })
        var families = [
            MetricFamily.by("check", .gauge, "hearback_ready", "1 where /readyz finds nothing wrong.", checks)
        ]
        if let freeBytes {
            families.append(.gauge("hearback_store_free_bytes", "Free on the file system of the ledger.", freeBytes))
        }
        return families
    }
}

extension PublicAPI {
    /// `GET /healthz`: the process answers. `GET /readyz`: it can do its work.
    func addHealth(to router: Router<HearbackContext>) {
        router.get("healthz") { _, _ in "ok" }
        router.get("readyz") { _, _ in
            let faults = readiness.faults
            guard faults.isEmpty else {
                throw Problem(.notReady, detail: faults.map { "\($0.check.rawValue): \($0.words)" }.joined(separator: "; "))
            }
            return "ready"
        }
    }
}

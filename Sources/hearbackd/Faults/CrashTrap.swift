import Glibc
import Synchronization

/// Kills this process, as SIGKILL would at that place, when a point is reached for the n-th time. For tests of crashes.
///
/// Two things must agree, so that no slip brings it about: the option `--crash-at`, which no help shows, and the
/// environment variable `HEARBACKD_CRASH_TESTS=1`.
final class CrashTrap: Sendable {
    static let permission = "HEARBACKD_CRASH_TESTS"

    let point: CrashPoint
    private let left: Mutex<Int>

    /// - Parameter text: `POINT` or `POINT:N`, N from 1.
    /// - Throws: `StartError` for another text, and without the permission.
    init(_ text: String, environment: [String: String]) throws {
        guard environment[Self.permission] == "1" else {
            throw StartError.configuration(
                "--crash-at kills the daemon while it delivers", hint: "leave it out; it is for Hearback's own tests")
        }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let point = parts.first.flatMap(CrashPoint.init), let count = parts.count < 2 ? 1 : Int(parts[1]), count > 0
        else {
            let points = CrashPoint.allCases.map(\.rawValue).joined(separator: ", ")
            throw StartError.configuration("--crash-at '\(text)' is no point", hint: "write one of \(points), and :N behind it")
        }
        self.point = point
        left = Mutex(count)
    }

    func reached(_ point: CrashPoint) {
        guard point == self.point else { return }
        let isTime = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isTime { kill(getpid(), SIGKILL) }
    }
}

import Foundation
import Glibc
import HearbackMetrics

/// What Prometheus' own clients say of a process, under the same names.
struct ProcessFigures: Sendable {
    /// Not from /proc, where a sandbox hides since when the machine runs.
    private let started = Date().timeIntervalSince1970

    var families: [MetricFamily] {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        let cpu = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        var families = [
            MetricFamily(.counter, "process_cpu_seconds", "Processor time, of the user and the system.", [.init(.number(cpu))]),
            .gauge("process_start_time_seconds", "When the process started, since 1970.", started),
        ]
        if let status = Status() {
            families += [
                .gauge("process_resident_memory_bytes", "Memory that is resident.", status.residentBytes),
                .gauge("process_virtual_memory_bytes", "Address space.", status.virtualBytes),
                .gauge("process_threads", "Threads.", status.threads),
            ]
        }
        if let open = Self.openDescriptors { families.append(.gauge("process_open_fds", "Open file descriptors.", open)) }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            families.append(.gauge("process_max_fds", "Most file descriptors that may be open.", Int(clamping: limit.rlim_cur)))
        }
        return families
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// The one that lists them is not counted.
    private static var openDescriptors: Int? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { max(0, $0.count - 1) }
    }

    /// Of proc_pid_stat(5).
    private struct Status {
        let residentBytes, virtualBytes, threads: Int

        init?() {
            // The name of the program may hold spaces and brackets; what follows its last bracket is numbers, from the third on.
            guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8), let end = text.lastIndex(of: ")") else { return nil }
            let fields = text[text.index(after: end)...].split(whereSeparator: \.isWhitespace)
            func field(_ number: Int) -> Int? { fields.indices.contains(number - 3) ? Int(fields[number - 3]) : nil }
            guard let threads = field(20), let size = field(23), let pages = field(24) else { return nil }
            (self.threads, virtualBytes, residentBytes) = (threads, size, pages * sysconf(Int32(_SC_PAGESIZE)))
        }
    }
}

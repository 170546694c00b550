import Glibc

/// Sends datagrams to the service manager (sd_notify(3)). Without one, or when it fails, nothing happens: what is told here
/// must never be the service's undoing.
struct Notifier: Sendable {
    /// Its first byte is NUL for a name that is in no file system (unix(7), "abstract"). Nil where nobody listens.
    private let name: [UInt8]?

    init(environment: [String: String]) {
        var name = Array((environment["NOTIFY_SOCKET"] ?? "").utf8)
        let isAbstract = name.first == UInt8(ascii: "@")
        // The kernel's limit (unix(7)).
        guard isAbstract || name.first == UInt8(ascii: "/"), name.count < 108 else {
            self.name = nil
            return
        }
        if isAbstract { name[0] = 0 }
        self.name = name
    }

    var isHeard: Bool { name != nil }

    /// - Parameter assignments: `READY=1`, `STATUS=…`, in one datagram.
    func send(_ assignments: [String]) {
        guard let name else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // A manager that does not read must not hold us up.
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t((MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2) + name.count)
        let bytes = Array(assignments.map(Self.line).joined(separator: "\n").utf8)
        withUnsafePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }

    /// A line break would begin another assignment.
    private static func line(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
}

import Glibc

/// Where the journal takes entries.
final class JournalSocket: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Nil where no socket can be made.
    init?(path: String) {
        guard path.utf8.count < 108 else { return nil }
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// By its name each time, so that a journal that was restarted is found again.
    ///
    /// - Returns: false when the entry did not get there: no journal, or it is too large.
    func send(_ bytes: [UInt8]) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                var sent = -1
                repeat {
                    sent = sendto(
                        descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), name, socklen_t(MemoryLayout<sockaddr_un>.size))
                } while sent < 0 && errno == EINTR
                return sent == bytes.count
            }
        }
    }
}

extension JournalSocket {
    /// Whether standard error is the journal: `JOURNAL_STREAM` names its device and inode (systemd.exec(5)).
    static func isStandardError(_ stream: String?) -> Bool {
        var status = stat()
        guard let stream, fstat(STDERR_FILENO, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }
}

import Foundation
import Glibc
import Synchronization

/// Hears what a daemon tells its service manager, a real datagram socket.
package final class NotifySocket: Sendable {
    /// What the daemon finds in `NOTIFY_SOCKET`.
    package let name: String
    private let heard = Heard()

    private final class Heard: Sendable {
        let datagrams = Mutex<[String]>([])
    }

    /// - Parameter name: a path, or `@` and a name that is in no file system.
    package init(_ name: String) throws {
        self.name = name
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw FixtureError("no socket: \(errno)") }
        var bytes = Array(name.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count)
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(descriptor, $0, length) }
        }
        guard code == 0 else { throw FixtureError("can't bind \(name): \(errno)") }
        // Ends with the test's process: a daemon that outlives its test has somebody to talk to.
        Thread { [heard] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count < 0, errno != EINTR { return }
                if count > 0 { heard.datagrams.withLock { $0.append(String(decoding: buffer[..<count], as: UTF8.self)) } }
            }
        }.start()
    }

    /// All datagrams so far.
    package var datagrams: [String] { heard.datagrams.withLock { $0 } }

    /// The assignments of all datagrams so far, in their order.
    package var lines: [String] { datagrams.flatMap { $0.split(separator: "\n").map(String.init) } }

    /// The last line of status.
    package var status: String? { lines.last { $0.hasPrefix("STATUS=") }.map { String($0.dropFirst(7)) } }

    package func count(_ line: String) -> Int { lines.count { $0 == line } }
}

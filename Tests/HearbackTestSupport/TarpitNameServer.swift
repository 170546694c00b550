import Foundation
import Glibc
import Synchronization

/// Takes DNS queries and never answers, at port 53 of a loopback address of its own: resolv.conf(5) knows no ports.
package final class TarpitNameServer: Sendable {
    package let address: String
    private let socket: Int32
    private let queries = Mutex(0)

    /// Only root may bind port 53.
    package init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw FixtureError("no socket: \(String(cString: strerror(errno)))") }
        var taken: String?
        for _ in 0..<16 where taken == nil {
            let host = UInt32(0x7F00_0000) | UInt32.random(in: 0x10_0000...0xFE_FFFE)
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            (name.sin_port, name.sin_addr.s_addr) = (UInt16(53).bigEndian, host.bigEndian)
            let code = withUnsafePointer(to: &name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if code == 0 { taken = [24, 16, 8, 0].map { String(host >> $0 & 0xFF) }.joined(separator: ".") }
        }
        guard let taken else {
            close(socket)
            throw FixtureError("no loopback address with a free port 53")
        }
        (address, self.socket) = (taken, socket)
        Thread { [self] in take() }.start()
    }

    /// Queries that came so far.
    package var count: Int { queries.withLock { $0 } }

    /// Ends the server.
    package func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func take() {
        var buffer = [UInt8](repeating: 0, count: 512)
        // Shut down, recv(2) of an unconnected socket gives 0 bytes; a query has more.
        while recv(socket, &buffer, buffer.count, 0) > 0 { queries.withLock { $0 += 1 } }
        close(socket)
    }

    /// What starts a program with its own resolv.conf(5) and hosts(5), in a mount namespace.
    package func launcher(_ scratch: Scratch, hosts: [(name: String, address: String)]) throws -> [String] {
        let script = """
            mount --bind "$1" /etc/resolv.conf && mount --bind "$2" /etc/hosts && shift 2 && exec "$@"
            """
        let lines = hosts.map { "\($0.address) \($0.name)\n" }.joined()
        return [
            "/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "sh",
            try scratch.write("nameserver \(address)\n", to: "resolv.conf"),
            try scratch.write("127.0.0.1 localhost\n" + lines, to: "hosts"),
        ]
    }

    /// Whether this process may have a mount namespace and port 53.
    package static let isPossible = getuid() == 0 && SmallDisk.isPossible && access("/usr/bin/unshare", X_OK) == 0
}

import Glibc

/// The two sockets that a service manager holds for a daemon, whatever becomes of the daemon.
package final class ListeningSockets: Sendable {
    package let http: Int32
    package let admin: Int32
    package let port: Int
    /// Of the admin socket.
    package let path: String

    /// - Parameter path: of the admin socket.
    package init(path: String) throws {
        let (http, admin) = (try Self.socket(AF_INET), try Self.socket(AF_UNIX))
        (self.http, self.admin, self.path) = (http, admin, path)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try Self.listen(http, &address)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(http, $0, &length) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        var local = sockaddr_un()
        local.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &local.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        try Self.listen(admin, &local)
    }

    deinit {
        close(http)
        close(admin)
    }

    /// A launcher that tells the daemon of them as a service manager does; the order of the names means nothing.
    package static let launcher = [
        "/bin/sh", "-c", "export LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=admin:http; exec \"$@\"", "sh",
    ]

    /// For descriptors 3 and 4.
    package var descriptors: [Int32] { [admin, http] }

    private static func socket(_ family: Int32) throws -> Int32 {
        let descriptor = Glibc.socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw FixtureError("no socket: \(errno)") }
        return descriptor
    }

    private static func listen<Address>(_ descriptor: Int32, _ address: inout Address) throws {
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard code == 0, Glibc.listen(descriptor, 1_024) == 0 else { throw FixtureError("can't listen: \(errno)") }
    }
}

import Foundation
import Glibc
import Synchronization

/// Takes one webhook completely and never answers: what a daemon sees that dies between sending and recording.
package final class WebhookTrap: Sendable {
    package let port: Int
    private let listener: Int32
    private let caught = Mutex<String?>(nil)

    package init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var reuse: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        let code = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
                guard bind(socket, address, length) == 0, listen(socket, 8) == 0 else { return -1 }
                return getsockname(socket, address, &length)
            }
        }
        (listener, port) = (socket, Int(UInt16(bigEndian: name.sin_port)))
        guard code == 0 else { throw FixtureError("no port for the trap: \(String(cString: strerror(errno)))") }
        Thread { [self] in catchOne() }.start()
    }

    deinit {
        Glibc.close(listener)
    }

    package var url: String { "http://127.0.0.1:\(port)/" }

    /// The whole request, once its last byte is here.
    package var request: String? { caught.withLock { $0 } }

    /// Its `webhook-id`.
    package var message: String? {
        request?.split(separator: "\r\n").first { $0.lowercased().hasPrefix("webhook-id:") }
            .map { $0.dropFirst("webhook-id:".count).trimmingCharacters(in: .whitespaces) }
    }

    /// Frees the port; the caught connection ends when its sender does.
    package func close() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func catchOne() {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        defer { Glibc.close(connection) }
        var bytes = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            bytes.append(contentsOf: buffer[..<count])
            if Self.isWhole(bytes) { caught.withLock { $0 = String(decoding: bytes, as: UTF8.self) } }
        }
    }

    private static func isWhole(_ bytes: Data) -> Bool {
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { return false }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).lowercased()
        guard let line = head.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") }),
            let length = Int(line.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces))
        else { return false }
        return bytes.count - end.upperBound >= length
    }
}

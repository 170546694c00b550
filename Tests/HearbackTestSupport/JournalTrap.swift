import Foundation
import Glibc
import Synchronization

/// Stands where the journal's socket is, and keeps the entries that come.
package final class JournalTrap: Sendable {
    package let path: String
    private let descriptor: Int32
    private let kept = Mutex<[[String: String]]>([])

    package init(_ scratch: Scratch) throws {
        path = scratch.file("journal")
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw FixtureError("no socket at \(path): \(String(cString: strerror(errno)))") }
        Thread { [self] in
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
                let entry = Self.fields(Array(buffer.prefix(count)))
                kept.withLock { $0.append(entry) }
            }
        }.start()
    }

    /// Fields by name; one that comes twice, or can't be read, is under `BROKEN`.
    package var entries: [[String: String]] { kept.withLock { $0 } }

    /// The text of everything that came.
    package var text: String { entries.flatMap { $0.map { "\($0.key)=\($0.value)" } }.joined(separator: "\n") }

    package func close() { shutdown(descriptor, Int32(SHUT_RD)) }

    /// `KEY=value\n`, or `KEY\n`, the length in eight bytes, the value and `\n` (systemd, JOURNAL_NATIVE_PROTOCOL).
    package static func fields(_ bytes: [UInt8]) -> [String: String] {
        var (fields, rest) = ([String: String](), bytes[...])
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            var (name, value) = (line, ArraySlice<UInt8>())
            if let sign = line.firstIndex(of: UInt8(ascii: "=")) {
                (name, value) = (line[..<sign], line[(sign + 1)...])
            } else {
                guard rest.count >= 8 else { return ["BROKEN": String(decoding: bytes, as: UTF8.self)] }
                let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(8)
                guard rest.count > length else { return ["BROKEN": String(decoding: bytes, as: UTF8.self)] }
                value = rest.prefix(length)
                rest = rest.dropFirst(length + 1)
            }
            let key = String(decoding: name, as: UTF8.self)
            fields[fields[key] == nil ? key : "BROKEN"] = String(decoding: value, as: UTF8.self)
        }
        return fields
    }
}

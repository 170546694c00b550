import Foundation
import Glibc

/// A file system of a few MiB in memory: one that can really be full.
package final class SmallDisk: Sendable {
    /// Whether this process may mount: root in a container without CAP_SYS_ADMIN may not.
    package static let isPossible: Bool = {
        guard getuid() == 0, let scratch = try? Scratch(named: "mount"), let disk = try? SmallDisk(scratch, bytes: 65_536)
        else { return false }
        disk.unmount()
        return (try? FileManager.default.removeItem(atPath: scratch.path)) != nil
    }()

    package let path: String
    private let ballast: String

    package init(_ scratch: Scratch, bytes: Int) throws {
        (path, ballast) = (scratch.file("disk"), scratch.file("disk") + "/ballast")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(bytes),mode=700") == 0 else {
            throw FixtureError("a tmpfs can't be mounted: \(String(cString: strerror(errno)))")
        }
    }

    /// Takes all the room that is left.
    package func fill() throws {
        let file = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FixtureError("no ballast: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let block = [UInt8](repeating: 7, count: 4_096)
        while write(file, block, block.count) > 0 {}
        guard errno == ENOSPC else { throw FixtureError("the disk did not fill: \(String(cString: strerror(errno)))") }
    }

    package func makeRoom() throws { try FileManager.default.removeItem(atPath: ballast) }

    package func unmount() { umount2(path, Int32(MNT_DETACH)) }
}

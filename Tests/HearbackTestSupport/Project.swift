package import Foundation
import Glibc

/// Where things are: the sources by this file's place, the programs beside the test bundle.
package enum Project {
    package static let root: String = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    package static func file(_ path: String) -> String { root + "/" + path }

    package static func contents(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: file(path)))
    }

    /// A built program: in `HEARBACK_BIN_DIR`, else in the folder of the running test bundle.
    ///
    /// - Throws: `FixtureError` when it is not there: a missing daemon fails the test.
    package static func program(_ name: String) throws(FixtureError) -> String {
        let path = binaries + "/" + name
        guard access(path, X_OK) == 0 else {
            throw FixtureError("\(path) is not there; run swift build first, or set HEARBACK_BIN_DIR")
        }
        return path
    }

    package static func hasProgram(_ name: String) -> Bool { access(binaries + "/" + name, X_OK) == 0 }

    private static let binaries: String = {
        let environment = ProcessInfo.processInfo.environment
        if let told = environment["HEARBACK_BIN_DIR"], !told.isEmpty { return told }
        return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    }()

    /// `HEARBACK_PYTHON`, else the project's `.venv`, else the system's.
    package static let python: String = {
        if let told = ProcessInfo.processInfo.environment["HEARBACK_PYTHON"], !told.isEmpty { return told }
        let own = file(".venv/bin/python")
        return access(own, X_OK) == 0 ? own : "/usr/bin/python3"
    }()

    /// The account that runs the tests.
    package static let user: String =
        getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "uid-\(getuid())"
}

/// A test's surroundings are not as they must be.
package struct FixtureError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

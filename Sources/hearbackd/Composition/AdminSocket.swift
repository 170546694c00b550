import Glibc
import Logging

/// The admin socket's file.
enum AdminSocket {
    /// The kernel's limit for the path of a socket (unix(7)).
    static func check(_ path: String) throws {
        guard path.utf8.count < 108 else {
            throw StartError.configuration("admin.socket is longer than 107 bytes", hint: "use a shorter path")
        }
    }

    /// Removes what a crashed daemon left behind; refuses to take a living one's place.
    static func clear(_ path: String) throws {
        try check(path)
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw StartError.configuration("\(path) exists and is no socket", hint: "check admin.socket in the configuration")
        }
        guard !answers(path) else {
            throw StartError(
                problem: "another hearbackd answers at \(path)", hint: "stop it first; 'systemctl status hearbackd' shows it",
                exitCode: 75)
        }
        unlink(path)
    }

    /// For owner and group only: who may do what is then decided by the caller's account.
    static func open(_ path: String, logger: Logger) {
        if chmod(path, 0o660) != 0 {
            logger.error("the admin socket's mode could not be set", metadata: ["path": "\(path)"])
        }
    }

    private static func answers(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}

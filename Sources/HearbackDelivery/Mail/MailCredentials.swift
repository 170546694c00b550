import Glibc

/// Who we are at the relay. Printed without its password.
package struct MailCredentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let user: String
    let password: String

    package var description: String { "MailCredentials(user: \(user))" }
    package var debugDescription: String { description }

    private static let sizeLimit = 4_096

    /// Reads a file with the user on its first line and the password on its second.
    ///
    /// - Throws: when it can't be read, is not a plain file, may be read by every user of the machine, or holds
    ///   anything but two lines of UTF-8 without control characters.
    package init(file path: String) throws(MailStartError) {
        let text = try Self.read(path)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.count == 2, lines.allSatisfy({ line in
            !line.isEmpty && line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
        }) else {
            throw MailStartError(
                problem: "\(path) does not hold a user and a password",
                hint: "write the user on line 1 and the password on line 2, in UTF-8, and nothing else")
        }
        (user, password) = (String(lines[0]), String(lines[1]))
    }

    private static func read(_ path: String) throws(MailStartError) -> String {
        // Without O_NONBLOCK a named pipe would stop the daemon here.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw MailStartError(
                problem: "\(path) can't be read: \(String(cString: strerror(errno)))",
                hint: "check the path, and that the service's user may read it")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw MailStartError(problem: "\(path) is not a plain file", hint: "name a file with two lines")
        }
        guard status.st_mode & (S_IROTH | S_IWOTH) == 0 else {
            throw MailStartError(
                problem: "\(path) may be read or written by every user of this machine", hint: "chmod o-rwx \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: sizeLimit + 1)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard (0...sizeLimit).contains(count), let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw MailStartError(
                problem: "\(path) can't be read, is longer than \(sizeLimit) bytes or not UTF-8",
                hint: "write the user on line 1 and the password on line 2")
        }
        return text
    }
}

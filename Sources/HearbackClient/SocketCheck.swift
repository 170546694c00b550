import Foundation

/// What a failed connection to a unix socket means to people.
struct SocketCheck {
    let path: String

    /// `sun_path` holds 108 bytes with its NUL (unix(7)).
    private static let pathLimit = 107

    func lengthIsPossible() throws(ClientError) {
        guard path.utf8.count <= Self.pathLimit, !path.isEmpty else {
            throw .daemonUnreachable(
                socket: path, path.isEmpty ? .missing : .pathTooLong(limit: Self.pathLimit))
        }
    }

    func kind(of number: Int32) -> ClientError.Unreachable {
        switch number {
        case ENOENT, ENOTDIR: return .missing
        case EACCES, EPERM: return .permission(group: groupInTheWay())
        case ECONNREFUSED: return isSocket ? .refused : .notASocket
        default: return .system(number)
        }
    }

    private var isSocket: Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFSOCK
    }

    /// The group of the socket, or of the nearest folder above it that can be looked at.
    private func groupInTheWay() -> String? {
        var place = path
        while place.count > 1 {
            var facts = stat()
            if stat(place, &facts) == 0 { return Self.name(ofGroup: facts.st_gid) }
            place = (place as NSString).deletingLastPathComponent
        }
        return nil
    }

    private static func name(ofGroup id: gid_t) -> String? {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getgrgid_r(id, &entry, &buffer, buffer.count, &found) == 0, let found, let name = found.pointee.gr_name
        else { return nil }
        return String(cString: name)
    }
}

import Glibc

/// Sockets that whoever started the daemon listens on for it (sd_listen_fds(3)), by the names of their units' `FileDescriptorName=`.
struct InheritedSockets: Sendable {
    /// Of the public API.
    private(set) var http: [Int32] = []
    /// Of the desk.
    private(set) var admin: [Int32] = []

    static let none = InheritedSockets()

    private init() {}

    /// Takes them over: no child gets them, or is told of them.
    ///
    /// - Throws: `StartError` for sockets that the daemon has no use for. Order says nothing: systemd passes them in any.
    static func take(environment: [String: String]) throws -> InheritedSockets {
        defer { for name in ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"] { unsetenv(name) } }
        guard environment["LISTEN_PID"].flatMap(Int32.init) == getpid(),
            let count = environment["LISTEN_FDS"].flatMap(Int32.init), count > 0
        else { return none }
        let names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var sockets = InheritedSockets()
        for index in 0..<count {
            let descriptor = first + index
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            try sockets.add(descriptor, named: Int(index) < names.count ? names[Int(index)] : "")
        }
        return sockets
    }

    /// `SD_LISTEN_FDS_START`.
    private static let first: Int32 = 3

    private mutating func add(_ descriptor: Int32, named name: String) throws {
        guard Self.option(SO_ACCEPTCONN, of: descriptor) == 1, Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue) else {
            throw Self.refusal("the socket '\(name)' does not listen for streams", hint: "its unit needs ListenStream=, and no Accept=")
        }
        let isLocal = Self.option(SO_DOMAIN, of: descriptor) == AF_UNIX
        switch name {
        case "http" where !isLocal: http.append(descriptor)
        // Who calls is known by their account, which only a unix socket tells.
        case "admin" where isLocal: admin.append(descriptor)
        case "http", "admin":
            throw Self.refusal(
                "the socket '\(name)' is \(isLocal ? "a" : "no") unix socket", hint: "http takes an address and a port, admin a path")
        default:
            throw Self.refusal("a socket is named '\(name)'", hint: "its unit needs FileDescriptorName=http or FileDescriptorName=admin")
        }
    }

    private static func refusal(_ problem: String, hint: String) -> StartError {
        .configuration("socket activation: \(problem)", hint: hint)
    }

    private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }
}

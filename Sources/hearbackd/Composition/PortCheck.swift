import Glibc

/// Whether an address and port can be listened at, asked before anything starts: afterwards the failure would come from
/// among many services, without the name of the setting.
enum PortCheck {
    /// - Parameters:
    ///   - setting: what the error names.
    ///   - port: 0 for any.
    /// - Throws: `StartError`.
    static func check(_ setting: String, host: String, port: Int) throws {
        var hints = addrinfo()
        (hints.ai_socktype, hints.ai_flags) = (Int32(SOCK_STREAM.rawValue), AI_PASSIVE)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            throw StartError.configuration("\(setting): \(host) is no address of this machine", hint: "write one, such as 127.0.0.1")
        }
        defer { freeaddrinfo(first) }
        let number = failure(to: first.pointee)
        guard number != 0 else { return }
        let reason = String(cString: strerror(number)).lowercased()
        throw StartError(
            problem: "\(setting): \(host):\(port) can't be listened at: \(reason)",
            hint: number == EADDRINUSE
                ? "stop what listens there ('ss -ltnp' shows it), or choose another port" : "check the address and the port",
            exitCode: number == EADDRINUSE ? 75 : 78)
    }

    /// The errno of taking the place for a moment; 0 for none.
    private static func failure(to address: addrinfo) -> Int32 {
        let descriptor = socket(address.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        // As the server itself will: connections of a former daemon that linger are no obstacle.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno
    }
}

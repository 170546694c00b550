import CCurl
import Glibc
import Synchronization

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// A server on loopback that does with each connection what a script says, however hostile. One thread a connection.
final class RawServer: Sendable {
    typealias Script = @Sendable (RawConnection) -> Void

    let port: UInt16
    private let listener: Int32
    private let log = ServerLog()
    private let thread: Mutex<NamedThread?>

    enum ServerError: Error { case system(Int32) }

    /// Listens on every loopback address, 127.0.0.1 to 127.255.255.254, or on the one that is given.
    init(on host: UInt32 = 0, port wanted: UInt16 = 0, _ script: @escaping Script) throws {
        _ = hb_library_init()
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = host.bigEndian
        address.sin_port = wanted.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 4_096) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard bound else {
            defer { close(listener) }
            throw ServerError.system(errno)
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        // The threads hold the log, never the server: its end is what ends them.
        thread = Mutex(
            NamedThread("raw-server") { [log] in
                while true {
                    let descriptor = accept(listener, nil, nil)
                    // Inherited by another test's child, a connection would stay open after we closed it.
                    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                    guard descriptor >= 0 else { return }
                    log.serve(descriptor, script)
                }
            })
    }

    deinit { stop() }

    var accepted: Int { log.counters.withLock { $0.accepted } }
    /// Connections that neither side has ended yet.
    var open: Int { log.openCount }
    var requests: [RawRequest] { log.counters.withLock { $0.requests } }

    /// Returns once so many requests came.
    func waitForRequests(_ count: Int) async {
        while requests.count < count { await log.arrivals.wait(atMost: .seconds(1)) }
    }

    func stop() {
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let thread else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        thread.join()
        close(listener)
        log.interrupt()
    }
}

private final class ServerLog: Sendable {
    let counters = Mutex((accepted: 0, requests: [RawRequest]()))
    let arrivals = Doorbell()
    private let open = Mutex<[ObjectIdentifier: RawConnection]>([:])

    func serve(_ descriptor: Int32, _ script: @escaping RawServer.Script) {
        let connection = RawConnection(descriptor) { [weak self] request in
            self?.counters.withLock { $0.requests.append(request) }
            self?.arrivals.ring()
        }
        counters.withLock { $0.accepted += 1 }
        open.withLock { $0[ObjectIdentifier(connection)] = connection }
        let thread = NamedThread("raw-connection") { [weak self] in
            script(connection)
            self?.open.withLock { $0[ObjectIdentifier(connection)] = nil }
            connection.end()
        }
        thread?.detach()
    }

    var openCount: Int { open.withLock { $0.count } }

    func interrupt() {
        for connection in open.withLock({ Array($0.values) }) { connection.interrupt() }
    }
}

struct RawRequest: Sendable {
    var line: String
    var headers: [String: String]
    var body: [UInt8]
}

final class RawConnection: Sendable {
    private let descriptor: Mutex<Int32>
    private let onRequest: @Sendable (RawRequest) -> Void

    init(_ descriptor: Int32, onRequest: @escaping @Sendable (RawRequest) -> Void) {
        self.descriptor = Mutex(descriptor)
        self.onRequest = onRequest
    }

    private var number: Int32 { descriptor.withLock { $0 } }

    /// Reads one request to its end; nil when the peer closed.
    @discardableResult
    func readRequest() -> RawRequest? {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard let byte = read(atMost: 1) else { return nil }
            bytes += byte
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        var body: [UInt8] = []
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while body.count < length {
            guard let more = read(atMost: length - body.count) else { return nil }
            body += more
        }
        let request = RawRequest(line: lines.first ?? "", headers: headers, body: body)
        onRequest(request)
        return request
    }

    /// False once the peer is gone.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Blocks until the peer closes.
    func waitForClose() { while read(atMost: 4_096) != nil {} }

    /// Reads nothing, and returns when the connection is gone.
    func waitSilently() {
        // POLLRDHUP, which the Glibc module shows only under _GNU_SOURCE.
        var gone = pollfd(fd: number, events: 0x2000, revents: 0)
        while poll(&gone, 1, -1) < 0, errno == EINTR {}
    }

    /// Closes with a RST.
    func reset() {
        var hard = linger(l_onoff: 1, l_linger: 0)
        setsockopt(number, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        end()
    }

    func interrupt() {
        descriptor.withLock { if $0 >= 0 { shutdown($0, Int32(SHUT_RDWR)) } }
    }

    func end() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// What the peer sent next, at most `count` bytes; nil when it closed.
    func read(atMost count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: min(count, 65_536))
        let got = recv(number, &bytes, bytes.count, 0)
        return got > 0 ? Array(bytes.prefix(got)) : nil
    }
}

extension RawServer {
    /// Answers every request on a connection with the same bytes.
    static func answering(_ response: String) throws -> RawServer {
        try RawServer { connection in
            while connection.readRequest() != nil { guard connection.write(response) else { return } }
        }
    }

    /// Must not be connected to; also what the proxy variables of the environment point to in these tests.
    static func sentinel() throws -> RawServer {
        try answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }

    /// One server on 127.0.0.1 and one on 127.0.0.2, with one port.
    static func pair(_ first: @escaping Script, _ second: @escaping Script) throws -> (RawServer, RawServer) {
        for _ in 0..<20 {
            let one = try RawServer(on: 0x7f00_0001, first)
            if let two = try? RawServer(on: 0x7f00_0002, port: one.port, second) { return (one, two) }
        }
        throw ServerError.system(EADDRINUSE)
    }

    /// Reads each request and answers 204.
    static let accepting: Script = { connection in
        while connection.readRequest() != nil { guard connection.write(noContent) else { return } }
    }

    static let noContent = "HTTP/1.1 204 No Content\r\n\r\n"
}

/// A proxy named by the environment, which no test's traffic may reach.
enum ProxyTrap {
    static let server: RawServer? = {
        guard let server = try? RawServer.sentinel() else { return nil }
        for name in ["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
            setenv(name, "http://127.0.0.1:\(server.port)", 1)
        }
        return server
    }()
}

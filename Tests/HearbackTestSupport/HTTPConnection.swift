package import Foundation
import Glibc

/// A blocking HTTP/1.1 connection for one thread: raw enough to misbehave, strict about what comes back.
package final class HTTPConnection {
    private let descriptor: Int32
    private var received = Data()

    /// - Throws: `HTTPFailure.notConnected`.
    package init(_ address: ServerAddress, timeoutSeconds: Int = 30) throws(HTTPFailure) {
        let family = switch address { case .tcp: AF_INET; case .unix: AF_UNIX }
        descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .notConnected(code: errno) }
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        // A throw runs `deinit` here, which closes: closing twice would hit another's descriptor.
        guard Self.connect(descriptor, to: address) == 0 else { throw .notConnected(code: errno) }
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    /// Sends a request and reads its response, also when the server answers and hangs up before it has read everything.
    package func request(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
        _ = send(request.bytes)
        return try readResponse(hasBody: request.method != "HEAD")
    }

    /// - Returns: false when the other side hung up.
    package func send(_ bytes: Data) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    package func readResponse(hasBody: Bool = true) throws(HTTPFailure) -> HTTPResponse {
        let end = Data("\r\n\r\n".utf8)
        var head: Range<Data.Index>?
        while head == nil {
            head = received.range(of: end)
            if head == nil { guard try fill() else { throw received.isEmpty ? .noResponse : .responseCutShort } }
        }
        guard let head else { throw .malformed("no head") }
        var response = try Self.parse(Data(received[received.startIndex..<head.lowerBound]))
        received = Data(received[head.upperBound...])
        if hasBody, response.status >= 200, response.status != 204, response.status != 304 {
            response.body = try readBody(response)
        }
        return response
    }

    /// Whether the server has hung up, without anything more to read. Waits for it as long as the timeout.
    package func isClosedByServer() throws(HTTPFailure) -> Bool {
        try !fill()
    }

    private func readBody(_ response: HTTPResponse) throws(HTTPFailure) -> Data {
        if response.headers["transfer-encoding"] == "chunked" { return try readChunks() }
        guard let length = response.headers["content-length"].flatMap(Int.init), length >= 0 else {
            throw .malformed("no usable Content-Length: \(response.headers)")
        }
        while received.count < length { guard try fill() else { throw .responseCutShort } }
        defer { received = Data(received.dropFirst(length)) }
        return Data(received.prefix(length))
    }

    /// RFC 9112, section 7.1; extensions and trailers are not expected.
    private func readChunks() throws(HTTPFailure) -> Data {
        var body = Data()
        while true {
            let line = String(decoding: try take(through: Data("\r\n".utf8)), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard let length = Int(line, radix: 16) else { throw .malformed("a chunk of '\(line)' bytes") }
            while received.count < length + 2 { guard try fill() else { throw .responseCutShort } }
            body += received.prefix(length)
            received = Data(received.dropFirst(length + 2))
            if length == 0 { return body }
        }
    }

    private func take(through end: Data) throws(HTTPFailure) -> Data {
        while true {
            if let range = received.firstRange(of: end) {
                defer { received = Data(received[range.upperBound...]) }
                return Data(received[..<range.upperBound])
            }
            guard try fill() else { throw .responseCutShort }
        }
    }

    /// - Returns: false at the end of the stream, or when the connection was reset.
    private func fill() throws(HTTPFailure) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 {
                received.append(contentsOf: buffer[..<count])
                return true
            }
            if count == 0 || errno == ECONNRESET || errno == EPIPE { return false }
            if errno == EINTR { continue }
            throw .timedOut
        }
    }

    private static func parse(_ head: Data) throws(HTTPFailure) -> HTTPResponse {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let first = lines[0].split(separator: " ", maxSplits: 2)
        guard first.count >= 2, first[0].hasPrefix("HTTP/1."), let status = Int(first[1]) else {
            throw .malformed("\(lines[0])")
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw .malformed("\(line)") }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].lowercased()] = value
        }
        return HTTPResponse(status: status, headers: headers, body: Data())
    }

    private static func connect(_ descriptor: Int32, to address: ServerAddress) -> Int32 {
        switch address {
        case .tcp(let port):
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
            name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return connect(descriptor, &name)
        case .unix(let path):
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
            return connect(descriptor, &name)
        }
    }

    private static func connect<Name>(_ descriptor: Int32, _ name: inout Name) -> Int32 {
        withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Name>.size))
            }
        }
    }
}

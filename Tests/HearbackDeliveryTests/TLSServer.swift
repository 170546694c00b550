import Foundation
import HearbackTestSupport

/// HTTPS servers with different faults in one Python process, each on a port of its own; answers one request a connection.
final class TLSServer: Sendable {
    /// What happened to one connection.
    struct Record: Decodable, Sendable {
        var name: String
        /// False when the handshake failed, and then the rest is nil.
        var handshake: Bool
        var reused: Bool?
        var sni: String?
        var host: String?
        var version: String?
    }

    struct Site: Sendable {
        var name: String
        /// The certificate's name in the shop.
        var certificate: String
        /// `serve`, `tls1_1`, `truncate` (a close without close_notify within the body).
        var behaviour = "serve"
    }

    private let scratch: Scratch
    private let process: ChildProcess
    let ports: [String: UInt16]

    init(_ sites: [Site], in shop: CertificateShop) async throws {
        scratch = shop.scratch
        let script = try scratch.write(Self.script, to: "server.py")
        let arguments = sites.flatMap {
            [$0.name, shop.file($0.certificate, "pem"), shop.file($0.certificate, "key"), $0.behaviour]
        }
        let process = try ChildProcess(
            Project.python, [script] + arguments, output: scratch.file("server.out"), errors: scratch.file("server.err"))
        self.process = process
        let (scratch, count) = (scratch, sites.count)
        ports = try await waitFor("the ports of the TLS server") {
            if process.hasExited != nil { throw FixtureError(scratch.text(of: "server.err")) }
            let lines = scratch.text(of: "server.out").split(separator: "\n").filter { $0.hasPrefix("port ") }
            guard lines.count == count else { return nil }
            let pairs = lines.map { $0.split(separator: " ") }
            return Dictionary(uniqueKeysWithValues: pairs.compactMap { pair in
                UInt16(pair[2]).map { (String(pair[1]), $0) }
            })
        }
    }

    deinit { process.send(signal: 9) }

    /// Ends the server; what it saw is complete then.
    func stop() async throws -> [Record] {
        process.send(signal: 15)
        _ = try await process.waitForExit()
        return try scratch.text(of: "server.out").split(separator: "\n").filter { $0.hasPrefix("{") }.map {
            try JSONDecoder().decode(Record.self, from: Data($0.utf8))
        }
    }

    private static let script = """
        import json, os, signal, socket, ssl, sys, threading

        lock = threading.Lock()

        def note(**record):
            with lock:
                print(json.dumps(record), flush=True)

        def serve(plain, context, name, behaviour):
            try:
                tls = context.wrap_socket(plain, server_side=True)
            except (ssl.SSLError, OSError):
                plain.close()
                return note(name=name, handshake=False)
            data = b""
            while b"\\r\\n\\r\\n" not in data:
                piece = tls.recv(4096)
                if not piece:
                    return note(name=name, handshake=True, reused=tls.session_reused, sni=tls.sni, version=tls.version())
                data += piece
            head, body = data.split(b"\\r\\n\\r\\n", 1)
            fields = dict(line.lower().split(": ", 1) for line in head.decode().split("\\r\\n")[1:])
            while len(body) < int(fields.get("content-length", 0)):
                body += tls.recv(4096)
            note(name=name, handshake=True, reused=tls.session_reused, sni=tls.sni, host=fields["host"],
                 version=tls.version())
            if behaviour == "truncate":
                tls.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nabc")
                return os.close(tls.detach())
            tls.sendall(b"HTTP/1.1 204 No Content\\r\\nConnection: close\\r\\n\\r\\n")
            tls.close()

        def listen(name, certificate, key, behaviour):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_ciphers("DEFAULT@SECLEVEL=0")  # or OpenSSL would not even load the weak ones
            if behaviour == "tls1_1":
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
            context.load_cert_chain(certificate, key)

            def named(tls, host, _):
                tls.sni = host
            context.sni_callback = named
            listener = socket.create_server(("127.0.0.1", 0), backlog=512)

            def accept():
                while True:
                    plain, _ = listener.accept()
                    threading.Thread(target=serve, args=(plain, context, name, behaviour), daemon=True).start()
            threading.Thread(target=accept, daemon=True).start()
            print("port", name, listener.getsockname()[1], flush=True)

        for at in range(1, len(sys.argv), 4):
            listen(*sys.argv[at:at + 4])
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        while True:
            signal.pause()

        """
}

import Foundation
import HearbackTestSupport

/// What nginx or Caddy is in front of a daemon: a server with TLS that hands on what it gets.
final class TLSFront: Sendable {
    /// `https://localhost:…`; its certificate is for that name.
    let url: String
    /// The certificate, which is its own authority.
    let authority: String
    private let process: ChildProcess

    private static let script = """
        import select, socket, ssl, sys, threading
        certificate, key, target = sys.argv[1], sys.argv[2], int(sys.argv[3])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        def serve(raw):
            try: near = context.wrap_socket(raw, server_side=True)
            except OSError: return
            far = socket.create_connection(("127.0.0.1", target))
            # One thread for both directions: a TLS connection is not for two at once.
            with near, far:
                try:
                    while True:
                        ready = [near] if near.pending() else select.select([near, far], [], [])[0]
                        for source, sink in ((near, far), (far, near)):
                            if source not in ready: continue
                            data = source.recv(65536)
                            if not data: return
                            sink.sendall(data)
                except OSError: pass
        while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """

    /// Runs one in front of a port of this machine for the time of `body`.
    static func with<Value: Sendable>(
        port: Int, in scratch: Scratch, _ body: (TLSFront) async throws -> Value
    ) async throws -> Value {
        let front = try await TLSFront(port, scratch)
        defer { front.process.send(signal: SIGKILL) }
        return try await body(front)
    }

    private init(_ port: Int, _ scratch: Scratch) async throws {
        authority = scratch.file("front.pem")
        let openssl = CommandLineTool(program: "/usr/bin/openssl", scratch: scratch)
        _ = try await openssl.run(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            scratch.file("front.key"), "-out", authority, "-subj", "/CN=localhost", "-days", "2", "-addext",
            "subjectAltName=DNS:localhost"
        ).check()
        process = try ChildProcess(
            Project.python, ["-c", Self.script, authority, scratch.file("front.key"), "\(port)"],
            output: scratch.file("front.out"), errors: scratch.file("front.err"))
        let chosen = try await waitFor("the front to listen") {
            Int(scratch.text(of: "front.out").trimmingCharacters(in: .newlines))
        }
        url = "https://localhost:\(chosen)"
    }
}

import HearbackTestSupport

/// Makes certificates with openssl(1) in a test's folder.
struct CertificateShop: Sendable {
    let scratch: Scratch

    private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    /// A certificate authority, `name.pem` and `name.key`.
    func makeAuthority(_ name: String) async throws {
        try await openssl(
            ["req", "-x509"] + Self.key
                + ["-keyout", file(name, "key"), "-out", file(name, "pem"), "-subj", "/CN=\(name)", "-days", "30"])
    }

    /// A server's certificate, signed by itself.
    func makeSelfSigned(_ name: String, for host: String) async throws {
        try await openssl(
            ["req", "-x509"] + Self.key
                + ["-keyout", file(name, "key"), "-out", file(name, "pem"), "-subj", "/CN=\(host)", "-days", "30"]
                + ["-addext", "subjectAltName=DNS:\(host)"])
    }

    /// A server's certificate, good from now for `days`: already expired with a negative number.
    func makeCertificate(
        _ name: String, for host: String, by authority: String, days: Int = 30, digest: String = "-sha256"
    ) async throws {
        let request = scratch.file("\(name).csr")
        try await openssl(
            ["req"] + Self.key + ["-keyout", file(name, "key"), "-out", request, "-subj", "/CN=\(host)"])
        let names = try scratch.write("subjectAltName=DNS:\(host)\n", to: "\(name).ext")
        try await openssl([
            "x509", "-req", "-in", request, "-CA", file(authority, "pem"), "-CAkey", file(authority, "key"),
            "-CAcreateserial", digest, "-days", "\(days)", "-extfile", names, "-out", file(name, "pem"),
        ])
    }

    func file(_ name: String, _ kind: String) -> String { scratch.file("\(name).\(kind)") }

    private func openssl(_ arguments: [String]) async throws {
        let errors = scratch.file("openssl.err")
        let child = try ChildProcess(
            "/usr/bin/openssl", arguments, output: scratch.file("openssl.out"), errors: errors)
        guard try await child.waitForExit() == .code(0) else {
            throw FixtureError("openssl \(arguments[0]) failed: \(scratch.text(of: "openssl.err"))")
        }
    }
}

import Foundation
import Glibc
import HearbackTestSupport
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

@Suite("Transfers over TLS", .keepingFailures)
struct TLSTests {
    private static let host = "no-such-host.internal"

    private func request(
        _ host: String, _ port: UInt16, milliseconds: Int = 20_000, connectMilliseconds: Int = 10_000
    ) throws -> TransferRequest {
        let policy = URLPolicy(allowedPorts: [port], allowedHosts: [Self.host, "localhost"])
        return TransferRequest(
            url: try policy.vet("https://\(host):\(port)/"), address: .v4(0x7f00_0001), body: Array("{}".utf8),
            connectTimeoutMilliseconds: connectMilliseconds, totalTimeoutMilliseconds: milliseconds)
    }

    private func options(_ shop: CertificateShop) -> CurlLoopOptions {
        CurlLoopOptions(
            addressPolicy: .loopback, certificateAuthorityFile: shop.file("ours", "pem"), connectionsPerAddress: 100)
    }

    /// The faults, and what a moderator is to read of each.
    private static let faults = [
        "expired": "certificate has expired",
        "wrong-host": "no alternative certificate subject name matches target host name",
        "unknown-issuer": "unable to get local issuer certificate",
        "self-signed": "self-signed certificate",
        "old-protocol": "protocol version",
        "weak-digest": "digest algorithm too weak",
        "long-chain": "excessive message size",
    ]

    private func makeFaults(_ shop: CertificateShop) async throws -> [TLSServer.Site] {
        for authority in ["ours", "theirs"] { try await shop.makeAuthority(authority) }
        try await shop.makeCertificate("good", for: Self.host, by: "ours")
        try await shop.makeCertificate("expired", for: Self.host, by: "ours", days: -1)
        try await shop.makeCertificate("wrong-host", for: "other.internal", by: "ours")
        try await shop.makeCertificate("unknown-issuer", for: Self.host, by: "theirs")
        try await shop.makeSelfSigned("self-signed", for: Self.host)
        try await shop.makeCertificate("weak-digest", for: Self.host, by: "ours", digest: "-sha1")
        let chain = shop.scratch.text(of: "good.pem") + String(repeating: shop.scratch.text(of: "ours.pem"), count: 400)
        _ = try shop.scratch.write(chain, to: "long-chain.pem")
        _ = try shop.scratch.write(shop.scratch.text(of: "good.key"), to: "long-chain.key")
        let plain = ["good", "expired", "wrong-host", "unknown-issuer", "self-signed", "weak-digest", "long-chain"]
        return plain.map { TLSServer.Site(name: $0, certificate: $0) } + [
            TLSServer.Site(name: "old-protocol", certificate: "good", behaviour: "tls1_1"),
            TLSServer.Site(name: "truncated", certificate: "good", behaviour: "truncate"),
        ]
    }

    @Test("each fault of a server's TLS fails as tls, sends nothing, and says precisely what is wrong")
    func faults() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let shop = CertificateShop(scratch: scratch)
            let server = try await TLSServer(try await makeFaults(shop), in: shop)
            try await withLoop(options(shop)) { loop in
                for (name, cause) in Self.faults {
                    let result = await loop.perform(try request(Self.host, try #require(server.ports[name])))
                    #expect(result.outcome == .failed(.tls), "\(name): \(result)")
                    #expect(result.detail?.contains(cause) == true, "\(name): \(result.detail ?? "no detail")")
                    #expect(result.requestsSent == 0)
                }
                for (name, status) in [("good", 204), ("truncated", 200)] {
                    let result = await loop.perform(try request(Self.host, try #require(server.ports[name])))
                    #expect(result.outcome == .delivered(status: status), "\(name): \(result)")
                    #expect(result.detail == nil)
                }
            }
            let seen = try await server.stop().filter { $0.host != nil }
            #expect(Set(seen.map(\.name)) == ["good", "truncated"])
            #expect(seen.allSatisfy { $0.sni == Self.host && $0.host?.hasPrefix("\(Self.host):") == true })
            #expect(seen.allSatisfy { $0.version == "TLSv1.3" })
        }
    }

    @Test("with the system's authorities a private one is unknown")
    func systemAuthorities() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let shop = CertificateShop(scratch: scratch)
            try await shop.makeAuthority("ours")
            try await shop.makeCertificate("good", for: Self.host, by: "ours")
            let server = try await TLSServer([TLSServer.Site(name: "good", certificate: "good")], in: shop)
            try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
                let result = await loop.perform(try request(Self.host, try #require(server.ports["good"])))
                #expect(result.outcome == .failed(.tls))
            }
        }
    }

    @Test("a second connection to a host resumes its TLS session, with many others in between")
    func resumption() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let shop = CertificateShop(scratch: scratch)
            try await shop.makeAuthority("ours")
            try await shop.makeCertificate("good", for: Self.host, by: "ours")
            let names = (0..<20).map { "site\($0)" }
            let server = try await TLSServer(
                names.map { TLSServer.Site(name: $0, certificate: "good") }, in: shop)
            try await withLoop(options(shop)) { loop in
                for _ in 0..<3 {
                    for name in names {
                        let result = await loop.perform(try request(Self.host, try #require(server.ports[name])))
                        #expect(result.outcome == .delivered(status: 204), "\(result)")
                    }
                }
            }
            let seen = try await server.stop()
            #expect(seen.count == 60)
            // Sixty connections, since the server ends each: twenty full handshakes and forty resumed ones.
            #expect(seen.prefix(20).filter { $0.reused == true }.isEmpty)
            #expect(seen.dropFirst(20).filter { $0.reused == true }.count == 40)
        }
    }

    @Test("a handshake that comes byte by byte runs out of time, one that breaks off is a fault of TLS")
    func badHandshakes() async throws {
        // A ServerHello's record header and the beginning of it.
        let start: [UInt8] = [0x16, 3, 3, 0, 0x7a, 2, 0, 0, 0x76, 3, 3] + [UInt8](repeating: 7, count: 60)
        let scripts: [(DeliveryFailure, RawServer.Script)] = [
            (.timeout, { connection in
                for byte in start {
                    guard connection.write([byte]) else { return }
                    usleep(100_000)
                }
            }),
            (.timeout, { $0.waitSilently() }),
            (.tls, { $0.write(start) }),
            (.tls, { connection in
                connection.write([0x15, 3, 3, 0, 2, 2, 40])
                connection.waitForClose()
            }),
            (.tls, { connection in
                connection.write("HTTP/1.1 204 No Content\r\n\r\n")
                connection.waitForClose()
            }),
        ]
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            for (failure, script) in scripts {
                let server = try RawServer(script)
                let result = await loop.perform(try request("localhost", server.port, connectMilliseconds: 4_000))
                #expect(result.outcome == .failed(failure), "\(result)")
                #expect(result.detail?.isEmpty == false)
                #expect(result.requestsSent == 0)
            }
        }
    }
}

import Foundation
import Glibc
import HearbackTestSupport
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// The addresses of Fixtures/webhooks/ssrf_vectors.json.
enum AddressVectors {
    struct Vector: Decodable, Sendable, CustomTestStringConvertible {
        var address: String
        var deny: Bool
        var note: String
        var testDescription: String { address }
    }

    private struct Contents: Decodable { var addresses: [Vector] }

    static func load() throws -> [Vector] {
        let bytes = try Project.contents("Tests/Fixtures/webhooks/ssrf_vectors.json")
        return try JSONDecoder().decode(Contents.self, from: bytes).addresses
    }
}

extension IPAddress {
    /// The socket address of port 443 there, with a scope that must not count.
    var socketAddress: [UInt8] {
        switch self {
        case .v4(let bits):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = bits.bigEndian
            return withUnsafeBytes(of: address) { Array($0) }
        case .v6(let high, let low):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_scope_id = 1
            withUnsafeMutableBytes(of: &address.sin6_addr) {
                $0.storeBytes(of: high.bigEndian, as: UInt64.self)
                $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            return withUnsafeBytes(of: address) { Array($0) }
        }
    }
}

extension AddressPolicy {
    /// Loopback stands for the Internet in these tests.
    static let loopback = AddressPolicy(allowed: ["127.0.0.0/8"].compactMap { AddressBlock($0) })
}

extension URLPolicy {
    static func loopback(_ ports: UInt16...) -> URLPolicy {
        URLPolicy(
            allowsHTTP: true, allowedPorts: Set(ports), allowsAddressLiterals: true,
            allowedHosts: ["no-such-host.internal", "other-host.internal", "localhost"])
    }
}

extension TransferRequest {
    /// A small message for `url`, pinned to `address`.
    init(_ url: String, port: UInt16, to address: UInt32 = 0x7f00_0001, milliseconds: Int = 20_000) throws {
        self.init(
            url: try URLPolicy.loopback(port).vet(url), address: .v4(address), body: Array("{}".utf8),
            totalTimeoutMilliseconds: milliseconds)
    }
}

/// Makes one loop for `body` and ends it.
func withLoop<Value: Sendable>(
    _ options: CurlLoopOptions, _ body: (CurlLoop) async throws -> Value
) async throws -> Value {
    let loop = try CurlLoop(options)
    do {
        let value = try await body(loop)
        await loop.shutDown()
        return value
    } catch {
        await loop.shutDown()
        throw error
    }
}

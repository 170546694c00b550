import Foundation
import HearbackCore
import HearbackTestSupport
import Logging
import Synchronization
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// Names by a closure; what it looked up is kept.
private struct ClosureResolver: NameResolver {
    let answer: @Sendable (String) throws(NameResolutionError) -> [IPAddress]

    func addresses(of host: String, priority: LookupPriority) async throws(NameResolutionError) -> [IPAddress] {
        try answer(host)
    }
}

@Suite("One attempt at a webhook")
struct SenderTests {
    private static let secret = WebhookSecret.generate()
    private static let start = Instant(milliseconds: 1_700_000_000_000)

    private func message(
        _ host: String, _ port: UInt16, row: Int64 = 1, endpoint: String? = nil, challenge: String? = nil,
        networks: Set<String>? = nil
    ) -> OutboundMessage {
        let target = WebhookTarget(
            url: "http://\(host):\(port)/", secrets: [Self.secret], challenge: challenge.map { EndpointChallenge($0) },
            networks: networks)
        return OutboundMessage(
            row: row, lease: row, messageID: "msg_\(row)", endpointID: endpoint ?? "ep_\(row)", channel: .webhook(target),
            body: Array("{}".utf8), attempt: 1)
    }

    private func with(
        _ port: UInt16, rules: DestinationLimits.Rules = DestinationLimits.Rules(),
        resolving answer: @escaping @Sendable (String) throws(NameResolutionError) -> [IPAddress] = { _ in [.v4(0x7f00_0001)] },
        clock: @escaping HearbackCore.Clock = { SenderTests.start }, _ body: (WebhookSender) async throws -> Void
    ) async throws {
        let options = WebhookOptions(
            urlPolicy: .loopback(port), addressPolicy: .loopback, totalTimeoutMilliseconds: 600_000, destinations: rules)
        let sender = try WebhookSender(
            options: options, resolver: ClosureResolver(answer: answer), clock: clock, logger: Logger(label: "test"))
        try await body(sender)
        await sender.shutDown()
    }

    /// Answers a challenge as `answer` makes of the request's headers and body.
    private func receiver(_ answer: @escaping @Sendable (RawRequest) -> String) throws -> RawServer {
        let last = Mutex<RawRequest?>(nil)
        return try RawServer { connection in
            while let request = connection.readRequest() {
                last.withLock { $0 = request }
                let text = answer(request)
                let head = "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
                guard connection.write(head + text) else { return }
            }
        }
    }

    private static func signed(_ challenge: String, _ request: RawRequest, by secret: WebhookSecret) -> String {
        SignedMessage(
            id: request.headers["webhook-id"] ?? "", timestamp: Int64(request.headers["webhook-timestamp"] ?? "") ?? 0,
            body: Array(challenge.utf8)
        ).signature(with: secret)
    }

    @Test("Only the signature of the challenge proves anything: not an echo, not another's secret, not an empty 200", arguments: [
        ("proof", true), ("echo", false), ("stranger", false), ("empty", false), ("padded", true),
    ])
    func challenge(how: String, isProof: Bool) async throws {
        let challenge = String(repeating: "c", count: 32)
        let server = try receiver { request in
            switch how {
            case "proof": Self.signed(challenge, request, by: Self.secret)
            case "padded": "\r\n  " + Self.signed(challenge, request, by: Self.secret) + " \n"
            case "echo": String(decoding: request.body, as: UTF8.self)
            case "stranger": Self.signed(challenge, request, by: .generate())
            default: ""
            }
        }
        try await with(server.port) { sender in
            let report = await sender.send(message("hook.example.org", server.port, challenge: challenge))
            #expect(report.outcome == (isProof ? .delivered(status: 200) : .failed(.challengeUnanswered)))
            #expect(report.network == "127.0.0.0/24")
        }
    }

    @Test("Nothing goes to a network where the endpoint has proved nothing, whatever the name says now")
    func moved() async throws {
        let server = try RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n")
        try await with(server.port) { sender in
            let away = await sender.send(message("hook.example.org", server.port, networks: ["192.0.2.0/24"]))
            #expect(away.outcome == .moved && server.requests.isEmpty)
            let home = await sender.send(message("hook.example.org", server.port, networks: ["127.0.0.0/24"]))
            #expect(home.outcome == .delivered(status: 204))
        }
    }

    @Test("10,000 wildcard names on one address get two challenges an hour, and twenty a day in their network")
    func wildcardNames() async throws {
        let server = try RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let clock = ManualClock("2026-01-01T00:00:00Z")
        let rules = DestinationLimits.Rules(challengesPerMinuteInAll: 0)
        try await with(server.port, rules: rules, clock: clock.clock) { sender in
            let begin = clock.now
            var sent: [Int] = []
            for hour in 0..<24 {
                clock.now = begin.advanced(byMilliseconds: Int64(hour) * 3_600_000)
                var count = 0
                for index in 0..<417 {
                    let row = Int64(hour * 417 + index + 1)
                    let report = await sender.send(message("x\(row).evil.example.org", server.port, row: row, challenge: "c"))
                    if case .deferred(let until) = report.outcome { #expect(until > clock.now) } else { count += 1 }
                }
                sent.append(count)
            }
            #expect(sent == Array(repeating: 2, count: 10) + Array(repeating: 0, count: 14))
            #expect(server.requests.count == 20)
        }
    }

    @Test("One address behind 500 names gets four at a time; the rest is put off, not queued up here")
    func oneAddress() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.waitForClose()
        }
        try await with(server.port) { sender in
            async let hanging: Void = withTaskGroup(of: Void.self) { group in
                for row in 1...4 as ClosedRange<Int64> {
                    group.addTask { _ = await sender.send(message("a\(row).example.org", server.port, row: row)) }
                }
            }
            await server.waitForRequests(4)
            for row in 5...500 as ClosedRange<Int64> {
                let report = await sender.send(message("a\(row).example.org", server.port, row: row))
                #expect(report.outcome == .deferred(until: Self.start.advanced(byMilliseconds: 1_000)))
            }
            #expect(server.requests.count == 4)
            await sender.shutDown()
            await hanging
        }
    }

    @Test("A name that leads inside, or nowhere, fails before anything is connected to")
    func nowhere() async throws {
        let server = try RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n")
        let answers: [(@Sendable (String) throws(NameResolutionError) -> [IPAddress], DeliveryFailure)] = [
            ({ _ in [.v4(0x0a00_0001)] }, .addressNotAllowed), ({ _ in [.v4(0x7f00_0001), .v4(0xa9fe_a9fe)] }, .addressNotAllowed),
            ({ _ throws(NameResolutionError) in throw .timedOut }, .dns), ({ _ in [] }, .dns),
        ]
        for (answer, failure) in answers {
            try await with(server.port, resolving: answer) { sender in
                #expect(await sender.send(message("hook.example.org", server.port)).outcome == .failed(failure))
            }
        }
        #expect(server.accepted == 0)
    }

    /// Ten messages to one endpoint, all handed over at once; two may be on the wire.
    private func sendTen(
        to server: RawServer, _ sender: WebhookSender, meanwhile: () async -> Void = {}
    ) async -> [AttemptReport] {
        let reports = Mutex<[AttemptReport]>([])
        let all = OneShot<Void>()
        await sender.send((1...10).map { message("hook.example.org", server.port, row: $0, endpoint: "ep") }) { report in
            let count = reports.withLock { $0.append(report); return $0.count }
            if count == 10 { all.succeed(()) }
        }
        await meanwhile()
        await all.value()
        return reports.withLock { $0.sorted { $0.row < $1.row } }
    }

    @Test("What was leased ahead starts when one before it ends: all arrive, each once")
    func ahead() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                guard connection.write("HTTP/1.1 204 No Content\r\n\r\n") else { return }
            }
        }
        try await with(server.port) { sender in
            let reports = await sendTen(to: server, sender)
            #expect(reports.allSatisfy { $0.outcome == .delivered(status: 204) })
        }
        #expect(server.requests.count == 10)
        #expect(Set(server.requests.compactMap { $0.headers["webhook-id"] }).count == 10)
    }

    @Test("When the endpoint does not take a message, those that wait behind it go back untried")
    func aheadOfFailure() async throws {
        // Not before all ten are in line: one that enters after the failure finds a free place, and is tried.
        let areInLine = DispatchSemaphore(value: 0)
        let server = try RawServer { connection in
            connection.readRequest()
            areInLine.wait()
            _ = connection.write("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
        }
        try await with(server.port) { sender in
            let reports = await sendTen(to: server, sender) { for _ in 1...2 { areInLine.signal() } }
            // Which two goes by whose address is looked up first.
            #expect(reports.count { $0.outcome == .failed(.http(status: 500)) } == 2)
            #expect(reports.count { $0.outcome == .deferred(until: Self.start) } == 8)
        }
        #expect(server.requests.count == 2)
    }

    @Test("When the endpoint says nothing, or the service stops, those that wait behind it go back untried", arguments: [false, true])
    func aheadOfSilence(isClosing: Bool) async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.waitForClose()
        }
        try await with(server.port) { sender in
            let reports = await sendTen(to: server, sender) {
                await server.waitForRequests(2)
                if isClosing { await sender.close() } else { sender.giveBackStalled(for: .zero) }
                await sender.shutDown()
            }
            #expect(reports.count { $0.outcome == .failed(.internalError) } == 2)
            #expect(reports.count { $0.outcome == .deferred(until: Self.start) } == 8)
        }
        #expect(server.requests.count == 2)
    }

    @Test("v1a beside v1, for whoever has the public key")
    func publicKey() async throws {
        let server = try RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n")
        let key = WebhookPrivateKey()
        var options = WebhookOptions(urlPolicy: .loopback(server.port), addressPolicy: .loopback, publicKeySigner: key)
        options.totalTimeoutMilliseconds = 10_000
        let sender = try WebhookSender(
            options: options, resolver: ClosureResolver { _ in [.v4(0x7f00_0001)] }, clock: { Self.start },
            logger: Logger(label: "test"))
        _ = await sender.send(message("hook.example.org", server.port))
        let request = try #require(server.requests.first)
        try WebhookVerifier(publicKeys: [key.publicKey]).verify(
            headers: request.headers, body: request.body, now: Self.start.seconds)
        try WebhookVerifier(secrets: [Self.secret]).verify(
            headers: request.headers, body: request.body, now: Self.start.seconds)
        await sender.shutDown()
    }
}

@Suite("The deliverer")
struct DelivererTests {
    /// An outbox in memory whose disk can be full.
    private final class ScriptedOutbox: Outbox {
        struct State {
            var waiting: [OutboundMessage]
            var kept: [AttemptReport] = []
            var isFull = false
            var refusals = 0
        }

        let state: Mutex<State>
        let changes = Doorbell()

        init(_ count: Int64) {
            state = Mutex(State(waiting: (1...count).map { row in
                OutboundMessage(
                    row: row, lease: row, messageID: "msg_\(row)", endpointID: "ep", channel: .unusable, body: [], attempt: 1)
            }))
        }

        struct DiskFull: Error {}

        func exchange(_ reports: [AttemptReport], claimingAtMost count: Int) async throws -> [OutboundMessage] {
            defer { changes.ring() }
            return try state.withLock { state in
                guard !state.isFull else {
                    state.refusals += 1
                    throw DiskFull()
                }
                state.kept += reports
                let claimed = Array(state.waiting.prefix(count))
                state.waiting.removeFirst(claimed.count)
                return claimed
            }
        }

        func nextDue() async throws -> Instant? { nil }
    }

    /// Sends into the void; the disk fills up as the first message goes out.
    private struct FillingSender: MessageSender {
        let outbox: ScriptedOutbox
        let sent = Box()

        final class Box: Sendable {
            let rows = Mutex<[Int64]>([])
        }

        func send(_ message: OutboundMessage) async -> AttemptReport {
            sent.rows.withLock { $0.append(message.row) }
            outbox.state.withLock { if $0.refusals == 0 { $0.isFull = true } }
            return AttemptReport(message, startedAt: Instant(milliseconds: 0), outcome: .delivered(status: 204))
        }

        func close() async {}
        func shutDown() async {}
    }

    @Test("While results can't be kept nothing more is sent; once they can, each is kept, once, and the rest goes out")
    func diskFull() async throws {
        let outbox = ScriptedOutbox(600)
        let sender = FillingSender(outbox: outbox)
        let deliverer = Deliverer(
            outbox: outbox, clock: { Instant(milliseconds: 0) }, limits: DeliveryLimits(prompt: 100, inFlight: 100),
            logger: Logger(label: "test"), makeSender: { sender })
        let running = Task { try await deliverer.run() }
        while outbox.state.withLock({ $0.refusals }) == 0 { await outbox.changes.wait(atMost: .seconds(1)) }
        let before = sender.sent.rows.withLock { $0.count }
        #expect(before <= 100)
        outbox.state.withLock { $0.isFull = false }
        while outbox.state.withLock({ $0.kept.count }) < 600 {
            deliverer.wake()
            await outbox.changes.wait(atMost: .seconds(1))
        }
        running.cancel()
        try await running.value
        let rows = sender.sent.rows.withLock { $0 }
        #expect(rows.count == 600 && Set(rows).count == 600)
        #expect(Set(outbox.state.withLock { $0.kept.map(\.row) }).count == 600)
    }
}

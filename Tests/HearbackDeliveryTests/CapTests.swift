import Glibc
import HearbackTestSupport
import Synchronization
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// Counts what threads do.
final class Counter: Sendable {
    private let state = Mutex((count: 0, now: 0, peak: 0))

    var count: Int { state.withLock { $0.count } }
    var peak: Int { state.withLock { $0.peak } }

    @discardableResult
    func next() -> Int {
        state.withLock { state in
            state.count += 1
            state.now += 1
            state.peak = max(state.peak, state.now)
            return state.count
        }
    }

    func done() { state.withLock { $0.now -= 1 } }
}

@Suite("Limits of the transfer loop")
struct CapTests {
    /// Raises the soft limit of descriptors to what a test needs; false when the system forbids it.
    private static func mayOpen(_ count: UInt) -> Bool {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_max >= count else {
            return false
        }
        guard limit.rlim_cur < count else { return true }
        limit.rlim_cur = count
        return setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    }

    private func jobs(_ hosts: [String], _ address: (Int) -> IPAddress) throws -> [TransferJob] {
        let policy = URLPolicy(allowsHTTP: true, allowedPorts: [80])
        return try hosts.enumerated().map { index, host in
            let url = try policy.vet("http://\(host)/")
            return TransferJob(request: TransferRequest(url: url, address: address(index), body: [])) { _ in }
        }
    }

    private func start(_ line: inout TransferLine) -> [TransferJob] {
        var started: [TransferJob] = []
        while let job = line.next() { started.append(job) }
        return started
    }

    @Test("one host gets its share and no more, and the next is let in as one leaves")
    func perHost() throws {
        var line = TransferLine(limit: 100, perHost: 3, perAddress: 100)
        for job in try jobs(Array(repeating: "a.org", count: 10) + ["b.org"], { .v4(UInt32($0)) }) { line.enter(job) }
        let first = start(&line)
        #expect(first.map(\.request.url.host) == ["a.org", "a.org", "a.org", "b.org"])
        line.leave(first[0])
        line.leave(first[3])
        let next = start(&line)
        #expect(next.map(\.request.address) == [.v4(3)])
        #expect(line.removeWaiting().count == 6)
    }

    @Test("one address gets its share whatever the hosts are called; an IPv6 /64 counts as one")
    func perAddress() throws {
        var line = TransferLine(limit: 100, perHost: 100, perAddress: 4)
        for job in try jobs((0..<10).map { "h\($0).org" }, { _ in .v4(1) }) { line.enter(job) }
        for job in try jobs((0..<10).map { "s\($0).org" }, { .v6(high: 7, low: UInt64($0)) }) { line.enter(job) }
        let first = start(&line)
        #expect(first.count == 8)
        for job in first { line.leave(job) }
        #expect(start(&line).count == 8)
        #expect(line.removeWaiting().count == 4)
    }

    @Test("who waits for an address holds up nobody else, and the total holds")
    func total() throws {
        var line = TransferLine(limit: 5, perHost: 100, perAddress: 2)
        let crowd = try jobs((0..<1_000).map { "h\($0).org" }, { _ in .v4(1) })
        for job in crowd + (try jobs((0..<10).map { "g\($0).org" }, { .v4(UInt32($0) + 10) })) { line.enter(job) }
        var running = start(&line)
        #expect(running.count == 5)
        #expect(running.map(\.request.address).filter { $0 == .v4(1) }.count == 2)
        var finished = 0
        while let job = running.popLast() {
            finished += 1
            line.leave(job)
            running = start(&line) + running
            #expect(running.count <= 5)
            #expect(running.filter { $0.request.address == .v4(1) }.count <= 2)
        }
        #expect(finished == 1_010)
    }

    @Test("a ring gives back what was put in, in order, over many turns", arguments: [3, 99] as [UInt64])
    func fifoProperty(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var (ring, model) = (Fifo<Int>(), [Int]())
        for value in 0..<20_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                ring.append(value)
                model.append(value)
            case 6..<9: #expect(ring.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
            default:
                let divisor = Int.random(in: 2...50, using: &random)
                ring.removeAll { $0 % divisor == 0 }
                model.removeAll { $0 % divisor == 0 }
            }
            if model.count > 200 { (ring, model) = (Fifo(), []) }
            #expect(ring.count == model.count)
        }
    }

    @Test("connections to one address are never more than allowed, and waiting uses up no time")
    func perAddressOnSockets() async throws {
        let counter = Counter()
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                counter.next()
                usleep(200_000)
                counter.done()
                guard connection.write(RawServer.noContent) else { return }
            }
        }
        let options = CurlLoopOptions(addressPolicy: .loopback, connectionsPerAddress: 2, connectionsPerHost: 100)
        try await withLoop(options) { loop in
            // Ten rounds of 200 ms for each of the two, and 1,500 ms for each transfer.
            let request = try TransferRequest("http://localhost:\(server.port)/", port: server.port, milliseconds: 1_500)
            await withTaskGroup(of: TransferResult.Outcome.self) { group in
                for _ in 0..<20 { group.addTask { await loop.perform(request).outcome } }
                for await outcome in group { #expect(outcome == .delivered(status: 204)) }
            }
        }
        #expect(counter.count == 20)
        #expect(counter.peak == 2)
        #expect(server.accepted == 2)
    }

    @Test("kept connections give way to new ones, the oldest first")
    func eviction() async throws {
        let server = try RawServer(RawServer.accepting)
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback, transfersAtMost: 4)) { loop in
            for host in 1...20 as ClosedRange<UInt32> {
                let request = try TransferRequest(
                    "http://localhost:\(server.port)/", port: server.port, to: 0x7f00_0000 + host)
                #expect(await loop.perform(request).outcome == .delivered(status: 204))
            }
            #expect(server.accepted == 20)
            try await waitUntil("the oldest connections are closed") { server.open <= 4 }
            let last = try TransferRequest("http://localhost:\(server.port)/", port: server.port, to: 0x7f00_0014)
            #expect(await loop.perform(last).outcome == .delivered(status: 204))
            #expect(server.accepted == 20)
            let oldest = try TransferRequest("http://localhost:\(server.port)/", port: server.port, to: 0x7f00_0001)
            #expect(await loop.perform(oldest).outcome == .delivered(status: 204))
            #expect(server.accepted == 21)
        }
    }

    @Test("a thousand hanging peers keep nobody waiting", .enabled(if: mayOpen(4_096)))
    func hangingPeers() async throws {
        let tarpit = try RawServer { $0.waitSilently() }
        let server = try RawServer(RawServer.accepting)
        let options = CurlLoopOptions(
            addressPolicy: .loopback, transfersAtMost: 1_100, connectionsPerAddress: 4, connectionsPerHost: 2_000)
        let good = try TransferRequest("http://localhost:\(server.port)/", port: server.port)
        let loop = try CurlLoop(options)
        try await withThrowingTaskGroup(of: TransferResult.Outcome.self) { group in
            for index in 0..<1_000 as Range<UInt32> {
                // 250 addresses, since four connections to one are the limit.
                let slow = try TransferRequest(
                    "http://localhost:\(tarpit.port)/", port: tarpit.port, to: 0x7f00_0100 + index % 250,
                    milliseconds: 600_000)
                group.addTask { await loop.perform(slow).outcome }
            }
            do {
                try await waitUntil("all thousand hang", timeout: .seconds(120)) { tarpit.accepted == 1_000 }
            } catch {
                // Or the group waits for their timeouts.
                await loop.shutDown()
                throw error
            }
            for _ in 0..<200 { #expect(await loop.perform(good).outcome == .delivered(status: 204)) }
            #expect(tarpit.open == 1_000)
            await loop.shutDown()
            for try await outcome in group { #expect(outcome == .stopped) }
        }
        #expect(server.requests.count == 200)
        #expect(server.accepted == 1)
    }

    @Test("ten thousand that wait are all answered when the loop ends")
    func manyWaiting() async throws {
        let tarpit = try RawServer { $0.waitSilently() }
        let loop = try CurlLoop(CurlLoopOptions(addressPolicy: .loopback))
        let request = try TransferRequest("http://localhost:\(tarpit.port)/", port: tarpit.port)
        await withTaskGroup(of: TransferResult.Outcome.self) { group in
            for _ in 0..<10_000 { group.addTask { await loop.perform(request).outcome } }
            while tarpit.accepted < 4 { await Task.yield() }
            await loop.shutDown()
            for await outcome in group { #expect(outcome == .stopped) }
        }
        #expect(tarpit.accepted == 4)
    }
}

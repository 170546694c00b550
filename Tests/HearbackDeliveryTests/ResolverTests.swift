import Dispatch
import HearbackTestSupport
import Synchronization
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

@Suite("Name look-ups")
struct ResolverTests {
    private static let answer = [IPAddress.v4(0x0102_0304)]

    /// Name servers of which those of `tarpit` hosts do not answer until they are let go.
    private final class NameServers: Sendable {
        private let lookups = Mutex<[String]>([])
        private let gate = DispatchSemaphore(value: 0)

        var asked: [String] { lookups.withLock { $0 } }

        @Sendable func lookup(_ host: String) throws(NameResolutionError) -> [IPAddress] {
            lookups.withLock { $0.append(host) }
            if host.hasPrefix("tarpit") { gate.wait() }
            if host.hasPrefix("missing") { throw .noAddress("no such name") }
            return ResolverTests.answer
        }

        func letGo(_ count: Int) {
            for _ in 0..<count { gate.signal() }
        }
    }

    private func outcome(_ pool: ResolverPool, _ host: String, _ priority: LookupPriority) async -> LookupAnswer {
        do throws(NameResolutionError) {
            return .success(try await pool.addresses(of: host, priority: priority))
        } catch { return .failure(error) }
    }

    @Test("a thousand names whose servers hang do not keep a hundred hosts of verified endpoints waiting")
    func tarpits() async throws {
        let servers = NameServers()
        let pool = ResolverPool(budget: .seconds(600), lookup: servers.lookup)
        await withTaskGroup(of: LookupAnswer.self) { group in
            for index in 0..<1_000 { group.addTask { await outcome(pool, "tarpit\(index).org", .unverified) } }
            while servers.asked.count < 6 { await Task.yield() }
            for index in 0..<100 {
                #expect(await outcome(pool, "good\(index).org", .verified) == .success(Self.answer))
            }
            #expect(servers.asked.filter { $0.hasPrefix("tarpit") }.count == 6)
            #expect((6...8).contains(pool.threadCount))
            servers.letGo(1_000)
            for await answer in group { #expect(answer == .success(Self.answer)) }
        }
        #expect(servers.asked.count == 1_100)
        try await waitUntil("the threads have ended") { pool.threadCount == 0 }
    }

    @Test("a host is looked up once for all who ask at the same time, then from the cache")
    func coalescing() async {
        let servers = NameServers()
        let pool = ResolverPool(budget: .seconds(600), lookup: servers.lookup)
        await withTaskGroup(of: LookupAnswer.self) { group in
            for index in 0..<50 {
                group.addTask { await outcome(pool, "tarpit.org", index % 2 == 0 ? .verified : .unverified) }
            }
            while servers.asked.isEmpty { await Task.yield() }
            servers.letGo(50)
            for await answer in group { #expect(answer == .success(Self.answer)) }
        }
        #expect(servers.asked == ["tarpit.org"])
        #expect(await outcome(pool, "tarpit.org", .verified) == .success(Self.answer))
        #expect(servers.asked == ["tarpit.org"])
    }

    @Test("addresses are kept for 60 seconds, and that there are none for 30")
    func cacheLives() async {
        let (servers, time) = (NameServers(), ManualTime())
        let pool = ResolverPool(now: time.now, lookup: servers.lookup)
        for host in ["good.org", "missing.org"] {
            let first = await outcome(pool, host, .verified)
            let life = Duration.seconds(host == "good.org" ? 60 : 30)
            #expect(first == (host == "good.org" ? .success(Self.answer) : .failure(.noAddress("no such name"))))
            time.advance(life - .milliseconds(1))
            #expect(await outcome(pool, host, .verified) == first)
            #expect(servers.asked.filter { $0 == host }.count == 1)
            time.advance(.milliseconds(1))
            #expect(await outcome(pool, host, .verified) == first)
            #expect(servers.asked.filter { $0 == host }.count == 2)
        }
    }

    @Test("a lookup ends with its budget, and while its thread still hangs no one waits for that host again")
    func budget() async {
        let (servers, time) = (NameServers(), ManualTime())
        let pool = ResolverPool(threadsAtMost: 1, budget: .milliseconds(20), now: time.now, lookup: servers.lookup)
        #expect(await outcome(pool, "tarpit.org", .verified) == .failure(.timedOut))
        while servers.asked.isEmpty { await Task.yield() }
        time.advance(.milliseconds(20))
        #expect(await outcome(pool, "tarpit.org", .verified) == .failure(.timedOut))
        // Waits in line behind it for its whole budget, and is never begun.
        #expect(await outcome(pool, "late.org", .verified) == .failure(.timedOut))
        servers.letGo(1)
        while pool.threadCount > 0 { await Task.yield() }
        #expect(servers.asked == ["tarpit.org"])
        #expect(await outcome(pool, "tarpit.org", .verified) == .success(Self.answer))
    }

    @Test("lines are bounded, each by itself, and those who left make room")
    func bounds() throws {
        var queue = LookupQueue(LookupQueue.Limits(threads: 2, reserved: 1, waiting: 3, budget: .seconds(5)))
        let now = ContinuousClock.now
        let places = try (0..<3).map { try queue.enter("u\($0)", .unverified, OneShot(), at: now) }
        #expect(throws: NameResolutionError.overloaded) { try queue.enter("u3", .unverified, OneShot(), at: now) }
        _ = try queue.enter("u0", .unverified, OneShot(), at: now)
        for index in 0..<3 { _ = try queue.enter("v\(index)", .verified, OneShot(), at: now) }
        #expect(throws: NameResolutionError.overloaded) { try queue.enter("v3", .verified, OneShot(), at: now) }
        queue.leave(places[1])
        _ = try queue.enter("u4", .unverified, OneShot(), at: now)
        // Many come and go while nothing is taken.
        for round in 0..<10_000 {
            queue.leave(try queue.enter("v0", .verified, OneShot(), at: now))
            if round % 2 == 0 { queue.leave(places[2]) }
        }
        let order = (0..<4).compactMap { _ in queue.next(at: now)?.host }
        #expect(order == ["v0", "v1", "v2", "u0"])
        // The only thread that may is at one unverified host.
        #expect(queue.next(at: now) == nil)
        #expect(!queue.hasWork)
    }

    @Test("a host that a verified endpoint asks for too leaves the line of the others")
    func promotion() throws {
        var queue = LookupQueue(LookupQueue.Limits(threads: 4, reserved: 2, waiting: 10, budget: .seconds(5)))
        let now = ContinuousClock.now
        for host in ["a", "b", "c"] { _ = try queue.enter(host, .unverified, OneShot(), at: now) }
        _ = try queue.enter("c", .verified, OneShot(), at: now)
        let tasks = (0..<3).compactMap { _ in queue.next(at: now) }
        #expect(tasks.map(\.host) == ["c", "a", "b"])
        #expect(tasks.map { queue.finish($0, at: now).count } == [2, 1, 1])
        #expect(queue.next(at: now) == nil)
    }

    @Test("a verified host that hung has no claim to the reserved threads until it answers in time again")
    func demotion() throws {
        var queue = LookupQueue(LookupQueue.Limits(threads: 2, reserved: 1, waiting: 10, budget: .seconds(5)))
        let now = ContinuousClock.now
        func lookUp(_ hosts: [String], at now: ContinuousClock.Instant) throws -> [LookupQueue.Task] {
            for host in hosts { _ = try queue.enter(host, .verified, OneShot(), at: now) }
            return (0..<2).compactMap { _ in queue.next(at: now) }
        }
        let first = try lookUp(["slow1", "slow2"], at: now)
        #expect(first.count == 2)
        for task in first { _ = queue.finish(task, at: now + .seconds(5)) }
        // Both together take the one thread that strangers may have.
        let second = try lookUp(["slow1", "slow2", "good"], at: now + .seconds(40))
        #expect(second.map(\.host) == ["good", "slow1"])
        for task in second { _ = queue.finish(task, at: now + .seconds(41)) }
        let third = try lookUp(["slow1"], at: now + .seconds(80))
        #expect(third.map(\.host) == ["slow1", "slow2"])
    }

    @Test("a full cache lets go of what nobody used, one for one")
    func eviction() {
        let now = ContinuousClock.now
        var cache = AnswerCache(capacity: 100)
        for index in 0..<100 { cache.keep(.success(Self.answer), for: "h\(index)", until: now + .seconds(60), at: now) }
        for index in 0..<50 { #expect(cache.answer(for: "h\(index)", at: now) != nil) }
        // A flood of half the size takes the unused half.
        for index in 0..<50 { cache.keep(.failure(.timedOut), for: "f\(index)", until: now + .seconds(60), at: now) }
        #expect(cache.count == 100)
        for index in 0..<50 { #expect(cache.answer(for: "h\(index)", at: now) != nil) }
        for index in 50..<100 { #expect(cache.answer(for: "h\(index)", at: now) == nil) }
        for index in 0..<5_000 { cache.keep(.success(Self.answer), for: "g\(index)", until: now, at: now) }
        #expect(cache.count == 100)
    }

    @Test("what a search domain made of a name does not count as that name's address")
    func searchDomains() throws {
        typealias Names = [String: SystemLookup.Entry]
        func addresses(_ host: String, _ names: Names) throws -> [IPAddress] {
            try SystemLookup.addresses(of: host) { name throws(NameResolutionError) in
                guard let entry = names[name] else { throw .noAddress("no such name") }
                return entry
            }
        }
        let inside = SystemLookup.Entry(canonicalName: "hooks.org.corp.lan", addresses: [.v4(1)])
        #expect(throws: NameResolutionError.self) { try addresses("hooks.org", ["hooks.org": inside]) }
        let alias = SystemLookup.Entry(canonicalName: "edge.cdn.net", addresses: [.v4(2)])
        #expect(try addresses("hooks.org", ["hooks.org": alias, "hooks.org.": alias]) == [.v4(2)])
        let plain = SystemLookup.Entry(canonicalName: "Hooks.org", addresses: [.v4(3)])
        #expect(try addresses("hooks.org", ["hooks.org": plain]) == [.v4(3)])
    }

    @Test("the system's resolver finds localhost and not what does not exist")
    func system() async throws {
        #expect(try SystemLookup.addresses(of: "localhost").contains(.v4(0x7f00_0001)))
        #expect(throws: NameResolutionError.self) { try SystemLookup.addresses(of: "no such name") }
    }
}

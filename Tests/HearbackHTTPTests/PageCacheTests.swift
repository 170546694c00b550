import HearbackAPI
import HearbackCore
import NIOCore
import Synchronization
import Testing

@testable import HearbackHTTP

@Suite("Pages that are kept")
struct PageCacheTests {
    private final class Maker: Sendable {
        let made = Mutex(0)
        let sequence = Mutex<Int64>(1)

        func state() async throws -> PageCache.State { .init(sequence: sequence.withLock { $0 }, minute: 0) }

        func make() async throws -> String {
            await Task.yield()
            return made.withLock { made in
                made += 1
                return "page \(made)"
            }
        }
    }

    private func text(_ cache: PageCache, _ maker: Maker, _ key: String = "a") async throws -> String {
        String(decoding: try await cache.entry(key, state: maker.state, make: maker.make).body.readableBytesView, as: UTF8.self)
    }

    @Test("A page is made again once something has been recorded, and not before")
    func remade() async throws {
        let (cache, maker) = (PageCache(freshness: .zero), Maker())
        #expect(try await text(cache, maker) == "page 1")
        #expect(try await text(cache, maker) == "page 1")
        maker.sequence.withLock { $0 += 1 }
        #expect(try await text(cache, maker) == "page 2")
        #expect(try await text(cache, maker, "b") == "page 3")
    }

    @Test("Within its freshness nothing is asked at all")
    func fresh() async throws {
        let (cache, maker) = (PageCache(freshness: .seconds(3_600)), Maker())
        _ = try await text(cache, maker)
        maker.sequence.withLock { $0 += 1 }
        #expect(try await text(cache, maker) == "page 1")
    }

    @Test("Many who ask at once are given one page that is made once; the same bytes have the same tag")
    func together() async throws {
        let (cache, maker) = (PageCache(freshness: .zero), Maker())
        let tags = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await cache.entry("a", state: maker.state, make: maker.make).tag } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tags.count == 1 && maker.made.withLock { $0 } == 1)
    }

    @Test("What could not be made is tried again by the next")
    func failing() async throws {
        struct Broken: Error {}
        let (cache, maker) = (PageCache(freshness: .zero), Maker())
        await #expect(throws: Broken.self) { try await cache.entry("a", state: maker.state) { throw Broken() } }
        #expect(try await text(cache, maker) == "page 1")
    }

    @Test("More pages than are kept push the others out, and come back")
    func full() async throws {
        let (cache, maker) = (PageCache(freshness: .seconds(3_600)), Maker())
        for number in 0..<900 { _ = try await text(cache, maker, "\(number)") }
        #expect(try await text(cache, maker, "899") == "page 900")
        #expect(try await text(cache, maker, "0") == "page 901")
    }

    @Test("What is too large is made, and not kept")
    func large() async throws {
        let (cache, maker) = (PageCache(freshness: .seconds(3_600)), Maker())
        for _ in 0..<2 {
            let entry = try await cache.entry("a", state: maker.state) { try await maker.make() + String(repeating: "x", count: 200_000) }
            #expect(entry.body.readableBytes > 200_000)
        }
        #expect(maker.made.withLock { $0 } == 2)
    }

    @Test("Only so many long answers go out at once; one that ended, in whatever way, makes room")
    func slots() throws {
        let slots = StreamSlots(2)
        var held = [try slots.take(), try slots.take()]
        #expect(throws: Problem.self) { try slots.take() }
        held.removeLast()
        let next = try slots.take()
        #expect(throws: Problem.self) { try slots.take() }
        withExtendedLifetime((held, next)) {}
    }
}

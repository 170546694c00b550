import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Pages that are the same for everyone, made once for all who ask at about the same time.
///
/// Within `freshness` a page is served as it is. After that it is served on if nothing has been recorded since and the minute is
/// the same, which costs one look at the ledger's last number, and otherwise made anew.
final class PageCache: Sendable {
    struct Entry: Sendable {
        let body: ByteBuffer
        /// Strong: the same tag means the same bytes.
        let tag: String
        /// Until when it is served as it is.
        var until: ContinuousClock.Instant
    }

    private struct Kept {
        var entry: Entry
        let state: State
    }

    /// What a page was made from.
    struct State: Hashable, Sendable {
        var sequence: Int64
        /// Of the ledger's clock: how long somebody has waited changes by itself.
        var minute: Int64
    }

    /// Whoever asks for every page of every list fills no more than this: what is larger, or one too many, is made anew.
    private static let (most, bytesAtMost) = (200, 128 << 10)
    private let freshness: Duration
    private let kept = Mutex<[String: Kept]>([:])
    private let making = Making()
    /// What may be given again before a request is even looked at.
    let ready = ReadyAnswers()

    init(freshness: Duration) { self.freshness = freshness }

    /// - Parameters:
    ///   - state: of the ledger now.
    ///   - make: the page's markup.
    func entry(
        _ key: String, state: @escaping @Sendable () async throws -> State, make: @escaping @Sendable () async throws -> String
    ) async throws -> Entry {
        if let kept = kept.withLock({ $0[key] }), ContinuousClock.now < kept.entry.until { return kept.entry }
        return try await making.one(key) { [self] in
            let state = try await state()
            if let entry = extended(key, state) { return entry }
            return keep(try await make(), key, state)
        }
    }

    private func extended(_ key: String, _ state: State) -> Entry? {
        kept.withLock { kept in
            guard kept[key]?.state == state else { return nil }
            kept[key]?.entry.until = .now + freshness
            return kept[key]?.entry
        }
    }

    private func keep(_ html: String, _ key: String, _ state: State) -> Entry {
        let entry = Entry(body: ByteBuffer(string: html), tag: Response.tag(of: Data(html.utf8)), until: .now + freshness)
        guard entry.body.readableBytes <= Self.bytesAtMost else { return entry }
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeAll() }
            kept[key] = Kept(entry: entry, state: state)
        }
        return entry
    }

    /// One maker a page at a time; the others wait for it.
    private actor Making {
        private var tasks: [String: Task<Entry, any Error>] = [:]

        func one(_ key: String, _ make: @escaping @Sendable () async throws -> Entry) async throws -> Entry {
            if let task = tasks[key] { return try await task.value }
            // A task of its own: whoever asked first may go away.
            let task = Task { try await make() }
            tasks[key] = task
            defer { tasks[key] = nil }
            return try await task.value
        }
    }
}

extension PageCache {
    /// Answers with a page, and lets the same request be answered at once for as long as the page is fresh.
    ///
    /// - Parameter headers: all but the tag; the same whoever asks.
    func answer(_ request: Request, with entry: Entry, _ headers: HTTPFields) -> Response {
        var headers = headers
        headers[.eTag] = entry.tag
        if freshness > .zero, request.method == .get, entry.body.readableBytes <= Self.bytesAtMost {
            var full = headers
            full[.contentLength] = String(entry.body.readableBytes)
            ready.keep(
                .init(
                    head: HTTPResponse(status: .ok, headerFields: full), notModified: HTTPResponse(status: .notModified, headerFields: headers),
                    tag: entry.tag, body: entry.body, until: entry.until, series: RouteSeries.current), target: request.uri.string)
        }
        if request.isFresh(entry.tag) { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: entry.body))
    }
}

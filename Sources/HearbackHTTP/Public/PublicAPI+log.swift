import HTTPTypes
import HearbackAPI
import HearbackStore
import HearbackTransparency
import Hummingbird
import NIOCore

/// The transparency log as C2SP tlog-tiles wants it, at the root of the site.
extension PublicAPI {
    func addLog(to router: Router<HearbackContext>) {
        router.get("checkpoint") { _, _ in
            guard let head = try await ledger.publishedHead() else { throw Problem(.notFound) }
            return Self.answer(head, type: "text/plain; charset=utf-8", cache: "public, max-age=2")
        }
        router.get("log.vkey") { _, _ in
            guard let log = ledger.options.log else { throw Problem(.notFound) }
            let keys = log.verifiers.map { $0.text + "\n" }.joined()
            return Self.answer(Array(keys.utf8), type: "text/plain; charset=utf-8", cache: "public, max-age=3600")
        }
        router.get("anchors/:leaf") { _, context in
            guard let leaf = context.parameters.get("leaf").flatMap({ Int64($0) }), let note = try await ledger.logAnchor(leaf) else {
                throw Problem(.notFound)
            }
            return Self.answer(note, type: "text/plain; charset=utf-8", cache: "public, max-age=31536000, immutable")
        }
        router.get("tile/**") { request, _ in
            guard let path = TilePath(String(request.uri.path.dropFirst())), let bytes = try await ledger.logTile(path) else {
                throw Problem(.notFound)
            }
            return Self.answer(bytes, type: "application/octet-stream", cache: "public, max-age=31536000, immutable")
        }
    }

    private static func answer(_ bytes: [UInt8], type: String, cache: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: cache],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

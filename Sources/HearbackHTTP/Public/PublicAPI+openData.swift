import HearbackAPI
import HearbackCore
import HearbackStore
import HTTPTypes
import Hummingbird
import NIOCore

/// Everything that is public, to be computed with. Streamed: as long as the ledger is, and never in memory as a whole.
extension PublicAPI {
    func addOpenData(to group: RouterGroup<HearbackContext>) {
        group.get("open-data/dictionary.json") { request, _ in
            try Response.publicJSON(OpenDataDictionary(licence: licence.isEmpty ? nil : licence), request)
        }
        for format in OpenDataFormat.allCases {
            group.get(RouterPath("open-data/comments.\(format.rawValue)")) { _, _ in try stream(format, bill: nil) }
            group.get(RouterPath("bills/:bill/open-data/comments.\(format.rawValue)")) { _, context in
                guard let id = context.parameters.get("bill"), try await ledger.bill(id) != nil else { throw Problem(.notFound) }
                return try stream(format, bill: id)
            }
        }
    }

    private func stream(_ format: OpenDataFormat, bill: String?) throws -> Response {
        let slot = try streams.take()
        var headers: HTTPFields = [
            .contentType: format.mediaType, .cacheControl: "public, max-age=60",
            .contentDisposition: "attachment; filename=\"comments\(bill.map { "-" + $0 } ?? "").\(format.rawValue)\"",
        ]
        var links = ["</v1/open-data/dictionary.json>; rel=\"describedby\""]
        if licence.hasPrefix("https://") { links.append("<\(licence)>; rel=\"license\"") }
        if let name = HTTPField.Name("Link") { headers[name] = links.joined(separator: ", ") }
        let ledger = ledger
        let body = ResponseBody { writer in
            defer { withExtendedLifetime(slot) {} }
            if let header = format.header { try await writer.write(ByteBuffer(string: header)) }
            var after: CommentNumber?
            repeat {
                let page = try await ledger.loggedDossiers(bill: bill, after: after, limit: 200)
                guard !page.isEmpty else { break }
                let lines = try page.map { try format.line(OpenRecord($0, ledger.options.box)) }.joined()
                try await writer.write(ByteBuffer(string: lines))
                after = page.last?.dossier.comment.number
            } while true
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}

enum OpenDataFormat: String, CaseIterable, Sendable {
    case csv, jsonl

    var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8; header=present"
        case .jsonl: "application/jsonl; charset=utf-8"
        }
    }

    var header: String? { self == .csv ? OpenRecord.csvHeader : nil }

    func line(_ record: OpenRecord) throws -> String {
        switch self {
        case .csv: record.csvLine
        case .jsonl: String(decoding: try WireJSON.encode(record), as: UTF8.self) + "\n"
        }
    }
}

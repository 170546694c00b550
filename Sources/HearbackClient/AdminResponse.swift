import Foundation
import HearbackAPI

/// What came back, before anything is believed of it.
struct AdminResponse: Sendable {
    var status: Int
    /// The media type without parameters, in lower case.
    var mediaType: String?
    var body: Data

    func value<Value: Decodable>(as type: Value.Type) throws -> Value {
        let document = try document()
        do {
            return try WireJSON.decode(type, from: document)
        } catch {
            throw ClientError.notUnderstood(member: error.field)
        }
    }

    /// The JSON as it came.
    func document() throws -> Data {
        switch (status, mediaType) {
        case (200...299, "application/json"):
            return body
        case (400..., "application/problem+json"):
            throw problem()
        default:
            throw ClientError.notHearback(.answer(status: status, mediaType: mediaType))
        }
    }

    /// A newer daemon may know problems that this client does not: those still keep their words.
    private func problem() -> any Error {
        if let problem = try? WireJSON.decode(Problem.self, from: body) { return problem }
        if let foreign = try? WireJSON.decode(ForeignProblem.self, from: body) {
            return ClientError.unknownProblem(
                code: foreign.code, status: status, message: foreign.detail ?? foreign.title, hint: foreign.hint)
        }
        return ClientError.notHearback(.answer(status: status, mediaType: mediaType))
    }
}

/// As much of RFC 9457 as every problem has.
private struct ForeignProblem: Decodable {
    var title: String
    var detail: String?
    var code: String?
    var hint: String?
}

import Foundation

extension DecodingError {
    /// Where in the document, and what is wrong there: `entries.3.date: '2026-13-01' is not a date`.
    var explanation: String {
        let context: Context
        let what: String
        switch self {
        case .typeMismatch(_, let at): (context, what) = (at, "has the wrong type")
        case .valueNotFound(_, let at): (context, what) = (at, "is empty")
        case .keyNotFound(let key, let at): (context, what) = (at, "lacks '\(key.stringValue)'")
        case .dataCorrupted(let at): (context, what) = (at, Self.words(of: at))
        @unknown default: return "\(self)"
        }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? what : "\(path): \(what)"
    }

    /// Of a text that is no JSON, Foundation's own error says the line and column.
    private static func words(of context: Context) -> String {
        guard let place = (context.underlyingError as? NSError)?.userInfo["NSDebugDescription"] as? String else {
            return context.debugDescription
        }
        return "not valid JSON: \(place)"
    }
}

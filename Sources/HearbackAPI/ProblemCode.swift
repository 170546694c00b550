/// Every error that Hearback's interfaces can answer: the one table from which HTTP status, exit code, texts and docs follow.
///
/// Raw values are stable. They end the problem's `type`: `urn:hearback:problem:text_empty`.
package enum ProblemCode: String, CaseIterable, Codable, Sendable {
    // The request itself.
    case malformedJSON = "malformed_json"
    case invalidUTF8 = "invalid_utf8"
    case unsupportedMediaType = "unsupported_media_type"
    case bodyTooLarge = "body_too_large"
    case missingField = "missing_field"
    case invalidField = "invalid_field"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case idempotencyKeyInvalid = "idempotency_key_invalid"
    case idempotencyConflict = "idempotency_conflict"

    // A submission.
    case unknownBill = "unknown_bill"
    case unknownArticle = "unknown_article"
    case unknownLanguage = "unknown_language"
    case unknownEndpoint = "unknown_endpoint"
    case windowClosed = "window_closed"
    case textEmpty = "text_empty"
    case textTooLong = "text_too_long"
    case textControlCharacter = "text_control_character"
    case textUnpairedBidi = "text_unpaired_bidi"

    // The desk.
    case illegalTransition = "illegal_transition"
    case conflict
    case forbidden
    case unauthorized
    case tooManyFailures = "too_many_failures"
    case ownComment = "own_comment"
    case billExists = "bill_exists"
    case billInvalid = "bill_invalid"
    case endpointRefused = "endpoint_refused"
    case endpointExists = "endpoint_exists"
    case endpointInactive = "endpoint_inactive"
    case registrationLimited = "registration_limited"
    case tooManyRequests = "too_many_requests"
    case clockNotSimulated = "clock_not_simulated"
    case commentChanged = "comment_changed"

    // The service.
    case queueFull = "queue_full"
    case storageFull = "storage_full"
    case shuttingDown = "shutting_down"
    case notReady = "not_ready"
    case internalError = "internal_error"
}

extension ProblemCode {
    /// The HTTP status (RFC 9110, section 15).
    package var status: Int {
        switch self {
        case .malformedJSON, .invalidUTF8, .idempotencyKeyInvalid: 400
        case .unauthorized: 401
        case .forbidden, .ownComment: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .idempotencyConflict, .illegalTransition, .conflict, .billExists, .windowClosed, .clockNotSimulated,
            .endpointExists, .endpointInactive:
            409
        case .commentChanged: 412
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .missingField, .invalidField, .unknownBill, .unknownArticle, .unknownLanguage, .unknownEndpoint,
            .textEmpty, .textTooLong, .textControlCharacter, .textUnpairedBidi, .billInvalid, .endpointRefused:
            422
        case .registrationLimited, .tooManyFailures, .tooManyRequests: 429
        case .internalError: 500
        case .queueFull, .shuttingDown, .notReady: 503
        case .storageFull: 507
        }
    }

    /// What `hearback` exits with, after sysexits.h: 65 bad data, 66 no such thing, 70 fault, 75 try again, 77 not permitted.
    package var exitCode: Int32 {
        switch self {
        case .malformedJSON, .invalidUTF8, .methodNotAllowed, .unsupportedMediaType, .bodyTooLarge, .missingField, .invalidField,
            .idempotencyKeyInvalid, .unknownBill, .unknownArticle, .unknownLanguage, .unknownEndpoint, .textEmpty,
            .textTooLong, .textControlCharacter, .textUnpairedBidi, .billInvalid, .endpointRefused:
            65
        case .notFound: 66
        case .internalError: 70
        case .queueFull, .storageFull, .shuttingDown, .notReady, .registrationLimited, .tooManyFailures, .tooManyRequests: 75
        case .forbidden, .unauthorized, .ownComment: 77
        case .idempotencyConflict, .illegalTransition, .conflict, .billExists, .windowClosed, .clockNotSimulated,
            .endpointExists, .endpointInactive, .commentChanged:
            1
        }
    }

    /// The stable `type` of the problem.
    package var type: String { "urn:hearback:problem:\(rawValue)" }
}

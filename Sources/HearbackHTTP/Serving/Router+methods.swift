import HTTPTypes
import HearbackAPI
import Hummingbird

extension Router where Context == HearbackContext {
    private static var known: [HTTPRequest.Method] {
        [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect] + [HTTPRequest.Method("QUERY")].compactMap { $0 }
    }

    /// An address that exists answers methods that it does not have with 405 and those that it has (RFC 9110, section 15.5.6),
    /// instead of pretending not to be there. To be called when all routes are set.
    func refuseOtherMethods() {
        let paths = Dictionary(grouping: routes, by: { "\($0.path)" })
        for (path, routes) in paths where !path.hasSuffix("**") {
            var allowed = Set(routes.map(\.method))
            if allowed.contains(.get) { allowed.insert(.head) }
            let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.known where !allowed.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in throw MethodRefusal(allowed: names) }
            }
        }
    }
}

/// Becomes a problem with the header `Allow`.
struct MethodRefusal: Error {
    let allowed: String
}

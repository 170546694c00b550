package import HearbackCore

/// How a client reaches the admin API.
package enum AdminAccess: Sendable {
    /// The daemon's unix socket: the kernel says who calls.
    case socket(path: String)
    case server(AdminServer, AccessToken)

    /// As errors name it.
    var place: String {
        switch self {
        case .socket(let path): path
        case .server(let server, _): server.text
        }
    }
}

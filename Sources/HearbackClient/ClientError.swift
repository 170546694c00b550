/// Why a call to the daemon brought no answer, or none that can be used.
package enum ClientError: Error, Hashable, Sendable {
    case daemonUnreachable(socket: String, Unreachable)
    /// No connection to a server that takes tokens; libcurl's words.
    case serverUnreachable(server: String, String)
    /// Something answers at the socket, but it does not speak the admin API.
    case notHearback(Evidence)
    /// An answer of the daemon that this program can't read, and the member at fault: their versions differ.
    case notUnderstood(member: String?)
    /// A refusal for a reason that this version does not know.
    case unknownProblem(code: String?, status: Int, message: String, hint: String?)
    /// The connection broke before the answer was complete: what was asked may have been done.
    case interrupted
    /// No answer within this many seconds: what was asked may have been done.
    case timedOut(seconds: Int)
    case responseTooLarge(limit: Int)
    /// libcurl refuses or fails for another reason; its own words.
    case transfer(String)

    package enum Unreachable: Hashable, Sendable {
        /// Nothing is at the path.
        case missing
        /// The socket, or a folder above it, is not for this user; the group that it belongs to.
        case permission(group: String?)
        /// A socket is there and nobody listens.
        case refused
        case notASocket
        /// A unix socket's path is limited to 107 bytes (`sun_path` of unix(7)).
        case pathTooLong(limit: Int)
        /// Another errno.
        case system(Int32)
    }

    package enum Evidence: Hashable, Sendable {
        case notHTTP
        case answer(status: Int, mediaType: String?)
    }
}

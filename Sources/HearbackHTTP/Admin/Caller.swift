import Glibc
import HearbackAPI
package import HearbackCore
import Hummingbird
import NIOCore
import Synchronization

/// Who calls the admin API.
struct Caller: Sendable {
    /// The actor of what they do: an account, or the name of a token.
    let user: String
    let roles: Set<Role>
    var scope = BillScope.all
    /// Nil for an account.
    var token: TokenNumber?
    var tokenExpires: Instant?
}

/// Which users and groups have which role. A group is written `@name`.
package final class RoleMap: Sendable {
    private let members: Mutex<[Role: Set<String>]>

    package init(_ members: [Role: Set<String>]) { self.members = Mutex(members) }

    /// From the next request on.
    package func replace(by other: RoleMap) {
        let new = other.members.withLock { $0 }
        members.withLock { $0 = new }
    }

    /// The roles of a user; root is always an administrator.
    func roles(user: String, uid: UInt32, groups: [String]) -> Set<Role> {
        var roles = Set(
            members.withLock { $0 }.filter { _, names in
                names.contains(user) || groups.contains { names.contains("@" + $0) }
            }.keys)
        if uid == 0 { roles.insert(.administrator) }
        return roles
    }
}

/// Looks the caller up before anything else happens: by what the kernel says of the other end of the admin socket (unix(7),
/// SO_PEERCRED), or by a token.
struct CallerMiddleware: RouterMiddleware {
    typealias Context = HearbackContext
    let roles: RoleMap
    let door: AdminDoor

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller =
            switch door {
            case .socket: try await caller(on: context.channel)
            case .tokens(let door): try await door.caller(request, context)
            }
        return try await next(request, context)
    }

    private func caller(on channel: any Channel) async throws -> Caller {
        guard let socket = channel as? any SocketOptionProvider else { throw Problem(.forbidden) }
        let peer: PeerCredentials = try await socket.unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_PEERCRED)).get()
        let account = Account(uid: peer.uid, gid: peer.gid)
        return Caller(
            user: account.name, roles: roles.roles(user: account.name, uid: peer.uid, groups: account.groups))
    }
}

/// `struct ucred` of unix(7), which Glibc's module does not show.
private struct PeerCredentials {
    let pid: pid_t
    let uid: uid_t
    let gid: gid_t
}

/// A user of the system with its groups.
private struct Account {
    let name: String
    let groups: [String]

    init(uid: uid_t, gid: gid_t) {
        let user = Self.name(ofUser: uid)
        name = user ?? "uid-\(uid)"
        var ids = [gid_t](repeating: 0, count: 256)
        var count = Int32(ids.count)
        if let user, getgrouplist(user, gid, &ids, &count) >= 0 {
            groups = ids.prefix(Int(count)).compactMap(Self.name(ofGroup:))
        } else {
            groups = [Self.name(ofGroup: gid)].compactMap { $0 }
        }
    }

    private static func name(ofUser uid: uid_t) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.pw_name.map { String(cString: $0) }
    }

    private static func name(ofGroup gid: gid_t) -> String? {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 65_536)
        guard getgrgid_r(gid, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return entry.gr_name.map { String(cString: $0) }
    }
}

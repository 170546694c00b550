import HearbackAPI
import HearbackCore
package import Hummingbird
import HTTPTypes
import Logging
import NIOCore

/// What belongs to one request: its connection, who is on the other side, which language they read.
package struct HearbackContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// Who called, on the admin socket.
    var caller: Caller?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// - Throws: a `forbidden` problem unless the caller has the role; then the actor to record.
    func actor(_ role: Role) throws(Problem) -> Actor {
        guard let caller, caller.roles.contains(role) else {
            throw Problem(
                .forbidden, detail: "\(caller?.user ?? "the caller") does not have the role \(role.rawValue)",
                hint: "an administrator grants it in the [roles] section of the configuration")
        }
        return Actor(role, caller.user)
    }

    /// - Throws: a `forbidden` problem unless the caller has one of the roles; then the actor to record, in the first of them.
    func actor(anyOf roles: Role...) throws(Problem) -> Actor {
        try actor(roles.first { caller?.roles.contains($0) ?? false } ?? roles.last ?? .administrator)
    }

    /// - Throws: a `forbidden` problem unless the caller has one of the roles.
    func require(_ roles: Role...) throws(Problem) {
        guard let caller, !caller.roles.isDisjoint(with: roles) else {
            throw Problem(
                .forbidden,
                detail: "\(caller?.user ?? "the caller") needs one of the roles "
                    + roles.map(\.rawValue).joined(separator: ", "),
                hint: "an administrator grants them in the [roles] section of the configuration")
        }
    }
}

extension Request {
    /// The reader's language, English when none of ours is asked for.
    var language: Language {
        headers[.acceptLanguage].flatMap(Language.init(acceptLanguage:)) ?? .english
    }

    /// A query member, or nil when it is missing or empty.
    func query(_ name: String) -> String? {
        uri.queryParameters[Substring(name)].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }
}

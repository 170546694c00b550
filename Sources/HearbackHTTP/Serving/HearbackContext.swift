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
    /// Who called, on the admin API.
    var caller: Caller?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

extension Request {
    /// The reader's language, English when none of ours is asked for.
    var language: Language {
        headers[.acceptLanguage].flatMap(Language.init(acceptLanguage:)) ?? .english
    }

    /// A query member as it was given, even empty; nil when it is missing.
    func given(_ name: String) -> String? { uri.queryParameters[Substring(name)].map(String.init) }

    /// A query member, or nil when it is missing or empty.
    func query(_ name: String) -> String? {
        uri.queryParameters[Substring(name)].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }
}

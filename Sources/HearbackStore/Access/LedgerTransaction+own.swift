import GRDB
import HearbackCore

/// Nobody decides their own comment, and no appeal comes before who rejected.
///
/// A comment is somebody's own when it came with one of their e-mail addresses: those that the configuration names for
/// their account, and those that any token of their name was made with.
extension LedgerTransaction {
    /// - Throws: `Refusal.ownComment`.
    func refuseOwn(_ kind: CommentEventKind, _ comment: CommentRecord, by actor: Actor) throws {
        guard kind.isJudgement, try isOwn(comment, of: actor) else { return }
        throw Refusal.ownComment
    }

    func isOwn(_ comment: CommentRecord, of actor: Actor) throws -> Bool {
        guard let name = actor.name, let addresses = try addresses(of: name) else { return false }
        let statement = try db.cachedStatement(sql: "SELECT \(Self.isOwn("?1", "?2"))")
        return try Bool.fetchOne(statement, arguments: [comment.event, addresses]) ?? false
    }

    /// On the columns of `comment`: what a moderator may be given.
    func fitFor(_ moderator: String) throws -> (sql: String, arguments: StatementArguments) {
        let noAppeal = "(has_appealed = 0 OR last_rejecter IS NOT ?)"
        guard let addresses = try addresses(of: moderator) else { return (noAppeal, [moderator]) }
        return ("\(noAppeal) AND NOT \(Self.isOwn("comment.event", "?"))", [moderator, addresses])
    }

    private static func isOwn(_ event: String, _ addresses: String) -> String {
        """
        EXISTS (SELECT 1 FROM content c WHERE c.event = \(event) AND lower(c.email) IN (SELECT value FROM json_each(\(addresses))))
        """
    }

    /// As a JSON list; nil for none.
    private func addresses(of name: String) throws -> String? {
        let statement = try db.cachedStatement(
            sql: "SELECT addresses FROM access_token WHERE name = ? AND addresses <> '[]'")
        let ofTokens = try String.fetchAll(statement, arguments: [name]).flatMap {
            try StoredJSON.decode([String].self, from: $0)
        }
        let all = options.ownAddresses[name, default: []].union(ofTokens)
        return all.isEmpty ? nil : try StoredJSON.encode(all.sorted())
    }
}

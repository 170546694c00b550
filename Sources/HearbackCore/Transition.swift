/// One legal step of a comment, as approved by the state machine.
///
/// Only `CommentState.apply` makes one, and the store takes nothing else to change a comment: what was not
/// approved can't be written.
package struct Transition: Hashable, Sendable {
    package let from: CommentState
    package let to: CommentState
    package let action: CommentAction
    package let actor: Actor
    /// When it happened; for an import, as the source says.
    package let occurred: Instant

    init(from: CommentState, to: CommentState, action: CommentAction, actor: Actor, occurred: Instant) {
        (self.from, self.to, self.action, self.actor, self.occurred) = (from, to, action, actor, occurred)
    }
}

/// How the daemon knows of an event.
package enum Provenance: String, CaseIterable, Codable, Sendable {
    /// The daemon saw it happen: its instant is the daemon's own clock.
    case observed
    /// Taken over from another system, whose instant is believed but not proved.
    case imported
}

import ArgumentParser

struct CommentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment",
        abstract: "Read, decide and answer a comment.",
        subcommands: [
            CommentShow.self, CommentSearch.self, CommentClaim.self, CommentRelease.self, CommentPublish.self,
            CommentReject.self, CommentClarify.self, CommentUnpublish.self, CommentUndo.self, CommentNote.self,
            CommentAnswer.self, CommentAmendAnswer.self, CommentOutcome.self, CommentRedact.self, CommentErase.self,
        ])
}

/// Which comment.
struct CommentName: ParsableArguments {
    @Argument(help: "The comment's reference (HB-X3TM-0PQK) or identifier (cmt_42).")
    var comment: Name

    var id: String { comment.text }
}

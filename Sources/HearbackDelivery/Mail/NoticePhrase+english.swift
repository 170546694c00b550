/// What notices say in English.
extension NoticePhrase {
    var english: String {
        switch self {
        case .subjectReceived: "{reference}: your comment was received"
        case .subjectClarificationAsked: "{reference}: a question about your comment"
        case .subjectPublished: "{reference}: your comment is published"
        case .subjectRejected: "{reference}: your comment was not published"
        case .subjectLapsed: "{reference}: your comment can no longer be decided"
        case .subjectUnpublished: "{reference}: your comment was taken down"
        case .subjectAnswered: "{reference}: your comment was answered"
        case .subjectDecisionUndone: "{reference}: your comment is being looked at again"
        case .subjectAnswerAmended: "{reference}: the answer to your comment was changed"
        case .subjectOutcomeRecorded: "{reference}: what became of your comment"
        case .subjectStillWaiting: "{reference}: your comment is still waiting"
        case .subjectOverdue: "{reference}: the decision on your comment is overdue"
        case .subjectConfirmation: "Please confirm your e-mail address"
        case .subjectDigest: "Waiting comments: {count}; overdue: {overdue}"
        case .bodyReceived:
            "Your comment {reference} on “{bill}” was received and recorded. It now awaits a decision on its publication."
        case .bodyClarificationAsked: "Before a decision on your comment {reference} on “{bill}”, the moderators ask you:"
        case .bodyPublished: "Your comment {reference} on “{bill}” is published."
        case .bodyRejected: "Your comment {reference} on “{bill}” was not published."
        case .bodyLapsed: "Your comment {reference} on “{bill}” can no longer be decided."
        case .bodyUnpublished: "Your comment {reference} on “{bill}” was published and has now been taken down."
        case .bodyAnswered: "Your comment {reference} on “{bill}” was answered. The answer is public."
        case .bodyDecisionUndone:
            "The decision on your comment {reference} on “{bill}” was taken back. The comment awaits approval again; you will be told of the new decision."
        case .bodyAnswerAmended:
            "The answer to your comment {reference} on “{bill}” was changed. The earlier answer stays visible."
        case .bodyOutcomeRecorded: "It was recorded what became of your comment {reference} on “{bill}”."
        case .bodyStillWaiting:
            "Your comment {reference} on “{bill}” is still waiting. We tell you so that the silence does not go unnoticed."
        case .bodyOverdue:
            """
            A decision on your comment {reference} on “{bill}” was due, and none was taken in time. It is \
            still owed to you; this delay stays on record.
            """
        case .bodyConfirmation:
            """
            Somebody, probably you, gave this address to {institution} for news about a comment. No news is sent \
            before you open this link and confirm:
            """
        case .decisionDue: "Day by which a decision is due: {date}"
        case .ownTarget: "{institution} set this day for itself as a target."
        case .lawTarget: "This day follows from the law: {citation}"
        case .answerBy: "Please answer by: {date}"
        case .daysWaiting: "Days waited so far: {days}"
        case .citation: "Place in the text: {citation}"
        case .ignore: "If that was not you, please ignore this message."
        case .footer: "Sent automatically for {institution}. Replies are not read."
        case .bodyDigest: "Comments that wait for a decision at {institution}: {count}"
        case .digestOverdue: "Past the day by which a decision was due: {overdue}"
        case .digestOldest: "Waiting longest: {reference}, on {bill}; days: {days}"
        case .digestList: "The overdue ones first, then the oldest:"
        case .digestLine: "{reference} · {bill} · days waited: {days} · due: {date}"
        case .digestLateLine: "{reference} · {bill} · days waited: {days} · overdue since: {date}"
        case .digestCommand: "To decide them: {command}"
        case .reasonLabel: "Reason:"
        case .outcomeLabel: "Outcome:"
        case .statusLink: "Where your comment stands:"
        case .confirmLink: "Confirm this address:"
        case .unsubscribeLink: "No more messages to this address:"
        case .reasonSpam: "spam or advertising"
        case .reasonDuplicate: "a repetition of another comment"
        case .reasonOffTopic: "not about this text"
        case .reasonAbusive: "insulting or hateful"
        case .reasonPersonalData: "reveals personal data"
        case .reasonUnlawful: "unlawful"
        case .reasonUnintelligible: "not intelligible"
        case .reasonOther: "another reason"
        case .outcomeAdopted: "adopted"
        case .outcomePartlyAdopted: "partly adopted"
        case .outcomeNoted: "noted"
        case .outcomeNotAdopted: "not adopted"
        case .lapsedVoted: "The vote on the text came before a decision on the comment."
        case .lapsedWithdrawn: "The text was withdrawn before a decision on the comment."
        }
    }
}

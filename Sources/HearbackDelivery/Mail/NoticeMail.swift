package import HearbackCore

/// A notice before it is written: all that its subject, text and HTML are made from.
package struct NoticeMail: Sendable {
    /// Unicode scalars of an explanation, a question or a reason that are sent; the rest is behind the link.
    package static let explanationLimit = 1_000

    package var topic: NoticeTopic
    package var language: Language
    /// `HB-ZE76-GW3X`; not shown in a confirmation, whose reader may be a stranger to the comment.
    package var reference: String
    package var billTitle: String
    /// Who answers for this Hearback, as the reader knows it.
    package var institution: String
    /// The law that sets the day by which a decision is due; nil where the institution set it for itself.
    package var lawCitation: String?
    /// The comment's page, by its receipt link.
    package var statusLink: MailLink?
    package var unsubscribeLink: MailLink?

    package init(
        topic: NoticeTopic, language: Language, reference: String, billTitle: String, institution: String,
        lawCitation: String? = nil, statusLink: MailLink? = nil, unsubscribeLink: MailLink? = nil
    ) {
        (self.topic, self.language, self.reference) = (topic, language, reference)
        (self.billTitle, self.institution) = (billTitle, institution)
        (self.lawCitation, self.statusLink, self.unsubscribeLink) = (lawCitation, statusLink, unsubscribeLink)
    }

    package var subject: String {
        NoticeTemplate(phrase: topic.kind.subject, language: language)
            .fill(values, with: NoticeText(isRightToLeft: language.isRightToLeft).value)
    }

    /// The plain form, lines ended by LF.
    package var text: String { NoticeText(isRightToLeft: language.isRightToLeft).render(self, blocks) }

    package var html: String { NoticeHTML.render(self, blocks) }

    /// The message for the wire.
    ///
    /// - Parameter identifier: of the message owed, stable over retries.
    package func message(
        from: Mailbox, to recipient: EmailAddress, date: Instant, identifier: String
    ) throws(MailMessageError) -> MailMessage {
        try MailMessage(
            from: from, to: Mailbox(address: recipient), date: date, identifier: identifier, subject: subject, text: text,
            html: html, language: language, unsubscribe: unsubscribeLink)
    }

    // MARK: The content

    var values: [NoticeValue: String] {
        var values: [NoticeValue: String] = [
            .reference: reference, .bill: billTitle, .institution: institution,
        ]
        if let lawCitation { values[.citation] = lawCitation }
        switch topic {
        case .received(let due): values[.date] = due
        case .clarificationAsked(_, let date): values[.date] = date
        case .stillWaiting(let days, let due), .overdue(let days, let due):
            values[.days] = String(max(days, 0))
            values[.date] = due
        case .outcomeRecorded(let outcome): values[.citation] = outcome.citation
        case .digest(let digest):
            (values[.count], values[.overdue]) = (String(digest.waiting), String(digest.overdue))
            values[.command] = "hearback review"
            if let oldest = digest.oldest { values.merge(NoticeBlock.values(of: oldest)) { $1 } }
        case .published, .rejected, .lapsed, .unpublished, .decisionUndone, .answered, .answerAmended, .confirmation: break
        }
        // A title may be set in lines; a sentence is one.
        return values.mapValues { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
    }

    /// What stands in the message, in its order.
    var blocks: [NoticeBlock] {
        var blocks = [NoticeBlock.sentence(topic.kind.body)] + details
        if case .confirmation(let link) = topic {
            blocks += [.link(.confirmLink, link), .sentence(.ignore)]
        } else if let statusLink {
            blocks.append(.link(.statusLink, statusLink))
        }
        blocks += [.rule, .sentence(.footer)]
        if let unsubscribeLink { blocks.append(.link(.unsubscribeLink, unsubscribeLink)) }
        return blocks
    }

    private var details: [NoticeBlock] {
        switch topic {
        case .published, .decisionUndone, .answered, .answerAmended, .confirmation: []
        case .received(let due): decisionDue(due)
        case .clarificationAsked(let question, let date):
            [.quote(Self.cut(question))] + (date == nil ? [] : [.sentence(.answerBy)])
        case .rejected(let reason, let explanation), .unpublished(let reason, let explanation):
            [.labelled(.reasonLabel, reason.phrase), .quote(Self.cut(explanation))]
        case .lapsed(let cause): [.sentence(cause.phrase)]
        case .outcomeRecorded(let outcome):
            [.labelled(.outcomeLabel, outcome.kind.phrase), .quote(Self.cut(outcome.reason))]
                + (outcome.citation == nil ? [] : [.sentence(.citation)])
        case .stillWaiting(_, let due), .overdue(_, let due):
            [.sentence(.daysWaiting)] + decisionDue(due)
        case .digest(let digest):
            [.sentence(.digestOverdue)] + (digest.oldest == nil ? [] : [.sentence(.digestOldest)])
                + (digest.lines.isEmpty ? [] : [.list(.digestList, digest.lines)]) + [.sentence(.digestCommand)]
        }
    }

    /// No day is called a legal one unless the law is cited.
    private func decisionDue(_ due: String?) -> [NoticeBlock] {
        due == nil ? [] : [.sentence(.decisionDue), .sentence(lawCitation == nil ? .ownTarget : .lawTarget)]
    }

    /// The first characters, cut where a reader sees one end.
    static func cut(_ text: String) -> String {
        guard text.unicodeScalars.count > explanationLimit else { return text }
        var (kept, scalars) = ("", 0)
        for character in text {
            scalars += character.unicodeScalars.count
            guard scalars < explanationLimit else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}

/// A piece of a notice, for both of its forms.
enum NoticeBlock: Hashable, Sendable {
    case sentence(NoticePhrase)
    /// A label and what it labels, both ours.
    case labelled(NoticePhrase, NoticePhrase)
    /// Text by a moderator or responder; empty shows nothing.
    case quote(String)
    case link(NoticePhrase, MailLink)
    /// A label, and a line for each comment.
    case list(NoticePhrase, [QueueDigest.Line])
    /// A line between what is told and who tells it.
    case rule

    static func phrase(of line: QueueDigest.Line) -> NoticePhrase { line.isOverdue ? .digestLateLine : .digestLine }

    static func values(of line: QueueDigest.Line) -> [NoticeValue: String] {
        [
            .reference: CommentReference.text(of: line.number), .bill: line.bill, .days: String(line.days),
            .date: line.due,
        ]
    }
}

import HearbackLatency

/// What the report says in plain words, before any table.
struct Headline: Sendable {
    /// How many were received, and how many were decided.
    let first: Prose
    let sentences: [Prose]
    /// What others would publish, and whom it leaves out; nothing when nobody was decided.
    let naive: Prose?

    init(_ audit: LatencyAudit, _ voice: Voice) {
        let words = HeadlineWords(headline: audit.headline, header: audit.header, voice: voice)
        first = words.opening
        sentences = audit.headline.received == 0 ? [] : words.sentences
        naive = words.naive
    }
}

/// Makes the sentences.
struct HeadlineWords: Sendable {
    let headline: AuditHeadline
    let header: AuditHeader
    let voice: Voice

    /// `received from 5 January 2026 to 24 November 2026`.
    var span: Prose {
        let to = voice.date(header.lastDay)
        let from = header.firstDay.map { voice.date($0) } ?? to
        if header.population == .period { return voice.say(.waitedBetween, ["from": from, "to": to]) }
        if from == to { return voice.say(.receivedOn, ["from": from]) }
        return voice.say(.receivedBetween, ["from": from, "to": to])
    }

    var opening: Prose {
        let span = ["span": self.span]
        if headline.received == 0 { return voice.say(.nobody, span) }
        if headline.received == 1 {
            return voice.say(.single, span).joined(to: singleEnd, by: " ")
        }
        let comments = ["comments": voice.counted(headline.received, .comment)].merging(span) { $1 }
        if headline.decided == 0 { return voice.say(.noneDecided, comments) }
        return voice.say(
            .decidedOf, count: headline.decided,
            comments.merging(share(headline.decidedShare, headline.decided, as: "decided")) { $1 })
    }

    private var singleEnd: Prose {
        voice.say(headline.decided == 1 ? .singleDecided : .singleUndecided)
    }

    var sentences: [Prose] {
        let rest = [heardNothing, unseen, median, decidedBy, answered, silent, inTime, stillPossible]
        return ([waiting, endedOtherwise] + rest).compactMap { $0 }
    }

    private func share(_ share: AuditShare?, _ count: Int, as name: String = "n") -> [String: Prose] {
        [name: voice.number(count), "share": share.map { voice.percent($0.share) } ?? .words(voice[.none])]
    }

    private var waiting: Prose? {
        guard headline.undecided > 0 else { return headline.received > 1 ? voice.say(.noneWaits) : nil }
        let age = voice.age(headline.oldestUndecided ?? 0)
        return voice.say(
            .waiting, count: headline.undecided, ["n": voice.number(headline.undecided), "age": age])
    }

    private var endedOtherwise: Prose? {
        let count = headline.withdrawn + headline.lapsed
        guard count > 0 else { return nil }
        return voice.say(
            .endedOtherwise, count: count,
            [
                "n": voice.number(count), "withdrawn": voice.number(headline.withdrawn),
                "lapsed": voice.number(headline.lapsed),
            ])
    }

    private var heardNothing: Prose? {
        guard let heard = headline.heardNothing else { return nil }
        if heard.count == 0 { return voice.say(.allHeard) }
        return voice.say(.heardNothing, count: heard.count, share(heard, heard.count))
    }

    /// Those whose waits nobody here saw are in the counts, but in no time.
    private var unseen: Prose? {
        guard headline.unseen > 0 else { return nil }
        return voice.say(
            .unseen, ["n": voice.number(headline.unseen), "rest": voice.number(headline.received - headline.unseen)])
    }

    private var median: Prose? {
        let median = headline.medianDecision
        // "Less than half" would deny the decisions that were imported.
        if headline.unseen > 0, median.seconds == nil { return nil }
        if let seconds = median.seconds {
            let span = voice.span(Double(seconds))
            guard let range = voice.interval(of: median, long: true) else {
                return voice.say(.medianBare, ["median": span])
            }
            return voice.say(.median, ["median": span, "range": range])
        }
        guard let lower = median.lower else { return voice.say(.medianNotReachedBare) }
        return voice.say(.medianNotReached, ["lower": voice.span(Double(lower))])
    }

    private var decidedBy: Prose? {
        guard headline.decided > headline.unseen, !headline.decidedBy.isEmpty else { return nil }
        let list = headline.decidedBy.map { at in
            voice.say(.daysAndShare, ["days": voice.counted(at.days, .day), "share": voice.percent(at.share)])
        }
        return voice.say(.decidedBy, ["list": list.joined(by: voice[.separator])])
    }

    private var answered: Prose? {
        guard let answered = headline.answered else { return nil }
        if answered.count == 0 { return voice.say(.noneAnswered) }
        return voice.say(.answered, count: answered.count, share(answered, answered.count))
    }

    private var silent: Prose? {
        guard let silent = headline.silentOverThirtyDays, silent.count > 0 else { return nil }
        return voice.say(.silent30, count: silent.count, share(silent, silent.count))
    }

    private var inTime: Prose? {
        guard let inTime = headline.inTimeToMatter else { return nil }
        let values = share(inTime, inTime.count).merging(["of": voice.number(inTime.of)]) { $1 }
        return voice.say(.inTime, count: inTime.count, values)
    }

    private var stillPossible: Prose? {
        guard headline.stillPossible > 0 else { return nil }
        return voice.say(
            .stillPossible, count: headline.stillPossible, ["n": voice.number(headline.stillPossible)])
    }

    var naive: Prose? {
        guard let naive = headline.naive else { return nil }
        return voice.say(
            naive.leftOut == 0 ? .naiveComplete : .naive,
            [
                "mean": voice.span(naive.meanSeconds), "median": voice.span(naive.medianSeconds),
                "leftOut": voice.number(naive.leftOut), "received": voice.number(headline.received),
            ])
    }
}

import HearbackCore
import HearbackLatency

extension HTMLReport {
    /// The first screen: what a reader takes away who reads nothing else.
    func inShort() -> String {
        let headline = document.headline
        let sentences = headline.sentences.map { "<li>\(Markup.prose($0))</li>" }.joined()
        let list = sentences.isEmpty ? "" : "<ul class=\"sentences\">\(sentences)</ul>\n"
        return "<section id=\"short\" aria-label=\"\(Markup.escaped(voice[.sectionHeadline]))\">\n"
            + "<p class=\"first\">\(Markup.prose(headline.first))</p>\n" + tiles() + list + comparison()
            + (document.audit.headline.received == 0
                ? "" : folded(document.headlineTable, as: document.headlineTable.title)) + "</section>\n"
    }

    private var median: Prose {
        document.audit.headline.medianDecision.seconds.map { voice.span(Double($0)) } ?? .words(voice[.notReached])
    }

    private func tiles() -> String {
        let headline = document.audit.headline
        guard headline.received > 0 else { return "" }
        let tiles: [(Prose?, Term)] = [
            (headline.decidedShare.map { voice.percent($0.share) }, .tileDecided),
            (voice.number(headline.undecided), .tileWaiting),
            (headline.heardNothing.map { voice.number($0.count) }, .tileSilent),
            (median, .tileMedian),
        ]
        let items = tiles.compactMap { value, label in
            value.map { (Markup.prose($0), label) }
        }.map { value, label in
            "<div><dd>\(value)</dd><dt>\(Markup.escaped(voice[label]))</dt></div>"
        }
        return "<dl class=\"tiles\">\(items.joined())</dl>\n"
    }

    /// The usual figure beside the honest one, and never without it.
    private func comparison() -> String {
        let headline = document.audit.headline
        guard let naive = headline.naive, let sentence = document.headline.naive else { return "" }
        guard naive.leftOut > 0 else { return "<p>\(Markup.prose(sentence))</p>\n" }
        let leftOut = voice.say(
            .naiveLeftOutOf, ["leftOut": voice.number(naive.leftOut), "received": voice.number(headline.received)])
        let interval = voice.interval(of: headline.medianDecision, long: true)
        let bounds = interval.map { " <small>\(Markup.prose($0))</small>" } ?? ""
        let sides = [
            ("naive", Term.naiveTitle, Markup.prose(voice.span(naive.medianSeconds)), Markup.prose(leftOut)),
            ("honest", .honestTitle, Markup.prose(median) + bounds, Markup.escaped(voice[.tileMedian])),
        ]
        let halves = sides.map { name, title, value, below in
            "<div class=\"\(name)\"><p class=\"side\">\(Markup.escaped(voice[title]))</p><p class=\"big\">\(value)</p><p>\(below)</p></div>"
        }
        return "<aside class=\"compare\">\(halves.joined())<p class=\"said\">\(Markup.prose(sentence))</p></aside>\n"
    }
}

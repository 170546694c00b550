import HearbackCore
import HearbackLatency
import HearbackTime

/// What a cell says, and the interval that goes with it.
struct Told: Hashable, Sendable {
    let main: Prose
    var bounds: Prose?
}

extension Voice {
    func tell(_ figure: Figure) -> Told {
        switch figure {
        case .nothing: Told(main: .words(self[.none]))
        case .tooFew: Told(main: .words(self[.tooFew]))
        case .count(let count): Told(main: number(count))
        case .share(let share): Told(main: percent(share.share), bounds: bounds(share.lower, share.upper))
        case .portion(let share): portion(share)
        case .part(let share): Told(main: percent(share))
        case .level(let share, let lower, let upper): Told(main: percent(share), bounds: bounds(lower, upper))
        case .quantile(let quantile): tell(quantile)
        case .age(let seconds): Told(main: shortAge(seconds))
        case .duration(let seconds): Told(main: shortSpan(seconds))
        case .mean(let mean): tell(mean)
        case .days(let days): Told(main: shortSpan(Double(days) * 86_400))
        case .number(let number, let places): Told(main: decimal(number, places))
        case .rate(let rate, let lower, let upper):
            Told(main: decimal(rate, 2), bounds: range(lower.map { decimal($0, 2) }, upper.map { decimal($0, 2) }))
        case .day(let day): Told(main: .figure(day.description))
        case .moment(let instant): Told(main: .figure(String(instant.rfc3339.prefix(10))))
        case .name(let name): Told(main: .outside(name))
        case .code(let text): Told(main: .figure(text))
        case .term(let term, _): Told(main: .words(self[term]))
        }
    }

    private func portion(_ share: AuditShare) -> Told {
        let values = ["share": percent(share.share), "n": number(share.count), "of": number(share.of)]
        return Told(main: say(.shareOf, count: share.count, values), bounds: bounds(share.lower, share.upper))
    }

    private func tell(_ quantile: AuditQuantile) -> Told {
        let main = quantile.seconds.map { shortSpan(Double($0)) } ?? .words(self[.notReached])
        return Told(main: main, bounds: interval(of: quantile))
    }

    /// An upper end that was not reached stays open.
    func interval(of quantile: AuditQuantile, long: Bool = false) -> Prose? {
        spans(quantile.lower.map { Double($0) }, quantile.upper.map { Double($0) }, long: long)
    }

    /// Of seconds; the unit once where both ends have the same.
    private func spans(_ lower: Double?, _ upper: Double?, long: Bool = false) -> Prose? {
        let tell = { (seconds: Double) in long ? span(seconds) : shortSpan(seconds) }
        if let lower, let upper, Self.unit(lower).noun == Self.unit(upper).noun {
            return range(.figure(grammar.numbers.short(lower / Self.unit(lower).seconds)), tell(upper))
        }
        return range(lower.map(tell), upper.map(tell))
    }

    private func range(_ lower: Prose?, _ upper: Prose?) -> Prose? {
        guard let lower else { return nil }
        guard let upper else { return say(.atLeast, ["low": lower]) }
        return say(.range, ["low": lower, "high": upper])
    }

    /// `22–41 %`: the sign once.
    private func bounds(_ lower: Double?, _ upper: Double?) -> Prose? {
        guard let lower, let upper else { return nil }
        return range(.figure(percentNumber(lower)), percent(upper))
    }

    /// The standard error, as an interval of 95 % of the normal distribution, never below zero.
    private func tell(_ mean: AuditMean) -> Told {
        let half = 1.959963984540054 * mean.standardError
        return Told(
            main: shortSpan(mean.seconds),
            bounds: spans(max(0, mean.seconds - half), mean.seconds + half))
    }

    private func shortAge(_ seconds: Int64) -> Prose {
        seconds >= 86_400 ? shortSpan(Double(seconds / 86_400 * 86_400)) : shortSpan(Double(seconds))
    }

    func decimal(_ number: Double, _ places: Int) -> Prose {
        .figure(grammar.numbers.fixed(number, places: places))
    }
}

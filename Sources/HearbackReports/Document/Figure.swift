import HearbackCore
import HearbackLatency
import HearbackTime

/// One figure of a table, told to people by a `Voice` and to programs by `CSVReport`.
enum Figure: Hashable, Sendable {
    /// Nobody was counted, or it does not apply.
    case nothing
    /// Left out since too few were counted.
    case tooFew
    case count(Int)
    case share(AuditShare)
    /// A share with its counts, where there is room for them.
    case portion(AuditShare)
    /// A bare share without an interval.
    case part(Double)
    /// A share read from a curve.
    case level(Double, lower: Double?, upper: Double?)
    case quantile(AuditQuantile)
    /// Seconds that somebody waited, told in whole days.
    case age(Int64)
    /// Seconds, told with a decimal.
    case duration(Double)
    case mean(AuditMean)
    case days(Int)
    case number(Double, places: Int)
    /// Events by 100 days of waiting.
    case rate(Double, lower: Double?, upper: Double?)
    case day(CivilDate)
    case moment(Instant)
    case name(String)
    /// A text of our own that runs from left to right, such as an instant.
    case code(String)
    /// A word of the catalogue, and what programs read instead; nothing where they are told by absence.
    case term(Term, code: String?)
}

extension Figure {
    static func count(_ number: Int?) -> Figure { number.map { .count($0) } ?? .nothing }
    static func share(_ share: AuditShare?) -> Figure { share.map { .share($0) } ?? .nothing }
    static func portion(_ share: AuditShare?) -> Figure { share.map { .portion($0) } ?? .nothing }
    static func incidence(_ at: AuditHorizon) -> Figure { .level(at.share, lower: at.lower, upper: at.upper) }
    static func age(_ seconds: Int64?) -> Figure { seconds.map { .age($0) } ?? .nothing }
    static func mean(_ mean: AuditMean?) -> Figure { mean.map { .mean($0) } ?? .nothing }
    static func days(_ days: Int?) -> Figure { days.map { .days($0) } ?? .nothing }
    static func day(_ day: CivilDate?) -> Figure { day.map { .day($0) } ?? .nothing }
    static func moment(_ instant: Instant?) -> Figure { instant.map { .moment($0) } ?? .nothing }
    static func name(_ name: String?) -> Figure { name.map { .name($0) } ?? .nothing }

    /// A quantile of a clock that nobody is on is no figure, not one that was not reached.
    static func quantile(_ quantile: AuditQuantile, of count: Int) -> Figure {
        count > 0 ? .quantile(quantile) : .nothing
    }

    /// Whether the figure stands at the end of its column, as numbers do.
    var isNumber: Bool {
        switch self {
        case .name, .code, .term: false
        default: true
        }
    }
}

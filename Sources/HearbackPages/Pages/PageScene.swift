package import HearbackCore
import HearbackReports
package import HearbackTime

/// Where and when a page is shown.
package struct PageScene: Sendable {
    package let wording: Wording
    package let institution: String
    let zone: Zone
    package let now: Instant

    package init(wording: Wording, institution: String, zone: Zone, now: Instant) {
        (self.wording, self.institution, self.zone, self.now) = (wording, institution, zone, now)
    }

    var language: Language { wording.language }

    func date(_ instant: Instant) -> Prose { wording.grammar.date(zone.civilDate(at: instant)) }

    /// Of a day `YYYY-MM-DD`; what is no day is shown as it is.
    func date(_ day: String) -> Prose { CivilDate(day).map { wording.grammar.date($0) } ?? .outside(day) }

    /// Days, or hours and minutes below one.
    func age(since instant: Instant) -> Prose { wording.grammar.age(now.milliseconds(since: instant) / 1_000) }

    /// Local days that a day `YYYY-MM-DD` has been over; 0 while it is not.
    func daysPast(_ day: String) -> Int {
        CivilDate(day).map { max(0, zone.civilDate(at: now).days(since: $0)) } ?? 0
    }

    /// The path of a page in this language.
    func path(_ parts: String...) -> SafeHTML { SafeHTML(own: PagePath.path(language, parts)) }

    func titled(_ titles: LocalizedText) -> PageValue { .members(title(titles)) }

    /// A title in the reader's language or, marked as such, in another that exists.
    func title(_ titles: LocalizedText) -> [String: PageValue] {
        let text = titles.best(for: language) ?? ""
        let written = titles.texts.first { $0.value == text && $0.key == language } ?? titles.texts.first { $0.value == text }
        let own = written?.key ?? language
        return [
            "text": .outside(text), "lang": .outside(own.rawValue),
            "dir": .outside(TextDirection.of(text, in: own)),
        ]
    }
}

/// The addresses of the pages: the language first, then the parts, each escaped (RFC 3986).
package enum PagePath {
    package static func path(_ language: Language, _ parts: [String]) -> String {
        "/" + language.rawValue + "/" + parts.map(escaped).joined(separator: "/")
    }

    static func escaped(_ part: String) -> String {
        var output = ""
        for byte in part.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: output.append(Character(Unicode.Scalar(byte)))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                output += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return output
    }
}

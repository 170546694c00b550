import Foundation
import HearbackCore
import HearbackLatency
import HearbackTestSupport
import HearbackTime
import Testing

@testable import HearbackReports

extension ReportSuites {
    @Suite("The headline")
    struct HeadlineTests {
        private func told(_ audit: LatencyAudit, _ language: Language = .english) -> String {
            let headline = Headline(audit, Voice(language))
            let all = [headline.first] + headline.sentences + (headline.naive.map { [$0] } ?? [])
            return all.map { $0.line(rightToLeft: false) }.joined(separator: "\n")
        }

        @Test("says how many were decided, who waits, and what the usual figure would have hidden")
        func usual() throws {
            let audit = try Sample.usual.audit()
            let text = told(audit)
            let headline = audit.headline
            let naive = try #require(headline.naive)
            #expect(text.hasPrefix("Of 1,204 comments received from 30 September 2025 to 24 November 2026, \(headline.decided) ("))
            #expect(text.contains("\n\(headline.undecided) still wait, the oldest for "))
            #expect(text.contains("heard nothing but the automatic receipt."))
            #expect(text.contains("leaving out \(naive.leftOut) of 1,204."))
            #expect(naive.leftOut == headline.received - headline.decided)
        }

        @Test("never gives a median that the curve does not reach", arguments: languages)
        func notReached(language: Language) throws {
            let audit = try Population(count: 200, decided: 50).audit()
            #expect(audit.headline.medianDecision.seconds == nil)
            let voice = Voice(language)
            let text = told(audit, language)
            let lower = try #require(audit.headline.medianDecision.lower)
            let bound = voice.span(Double(lower)).line(rightToLeft: false)
            let sentence = voice.say(.medianNotReached, ["lower": .words(bound)]).line(rightToLeft: false)
            #expect(text.contains(sentence))
            #expect(!text.contains(String(voice.catalogue[.median].text(.other).prefix(20))))
        }

        @Test("of nobody, of one and of none decided makes whole sentences")
        func few() throws {
            #expect(told(try Sample.nobody.audit()).hasPrefix("There were no comments received on 24 November 2026."))
            var one = try Sample.single.audit()
            #expect(told(one).hasPrefix("One comment was received"))
            one.headline.decided = 0
            #expect(told(one).contains("It has not had a decision."))
            let undecided = told(try Sample.undecided.audit())
            #expect(undecided.contains("40 comments") && undecided.contains("none has had a decision"))
            #expect(!undecided.contains("Averaging"))
        }

        @Test("tells the plain average only with those whom it leaves out", arguments: languages)
        func naive(language: Language) throws {
            let audit = try Sample.usual.audit()
            let naive = try #require(audit.headline.naive)
            let leftOut = Voice(language).number(naive.leftOut).line(rightToLeft: false)
            for format in [ReportFormat.text, .html, .md] {
                let text = try audit.rendered(as: format, options: ReportOptions(language: language))
                for line in text.split(separator: "\n") where line.contains(Voice(language)[.naiveMean]) {
                    #expect(line.contains(leftOut), "\(format): \(line)")
                }
            }
        }

        @Test("does not deny decisions that were imported: their waits are in no time, and it says so", arguments: languages)
        func imported(language: Language) throws {
            let start = Population.asOf.advanced(byMilliseconds: -100 * 86_400_000)
            let scope = AuditScope(
                asOf: Population.asOf, zone: .utc,
                calendar: try WorkingCalendar(
                    name: "none", version: "1", weekend: [.sunday], coverage: .earliest ... .latest, entries: []))
            var auditor = LatencyAuditor(scope)
            for number in 0..<26 {
                let decided = start.advanced(byMilliseconds: 86_400_000)
                let events: [CommentTimeline.Event] = number == 0 ? [] : [.init(.published, at: decided)]
                auditor.add(
                    AuditCase(
                        reference: "\(number)",
                        timeline: CommentTimeline(
                            received: start, imported: start.advanced(byMilliseconds: 50 * 86_400_000), events: events)))
            }
            let audit = auditor.report(AuditProvenance(source: "ledger", generator: "hearback"))
            #expect(audit.headline.decided == 25 && audit.headline.unseen == 25)
            let voice = Voice(language)
            let text = told(audit, language)
            let expected = voice.say(.unseen, ["n": voice.number(25), "rest": voice.number(1)]).line(rightToLeft: false)
            #expect(text.contains(expected), "\(text)")
            let denial = voice.say(.medianNotReachedBare).line(rightToLeft: false)
            #expect(!text.contains(denial))
        }

        @Test("at midnight ends on the day before")
        func midnight() throws {
            let zones = ZoneDirectory(path: Project.file("Tests/Fixtures/time/zoneinfo-2026f"))
            let midnight = try #require(Instant(rfc3339: "2026-11-24T00:00:00Z"))
            var auditor = LatencyAuditor(
                AuditScope(
                    asOf: midnight, zone: try zones.zone(named: "Africa/Casablanca"),
                    calendar: try WorkingCalendar(json: try Project.contents("config/calendars/MA.json"))))
            let received = midnight.advanced(byMilliseconds: -3_600_000)
            auditor.add(AuditCase(reference: "HB-1", timeline: CommentTimeline(received: received, events: [])))
            let audit = auditor.report(AuditProvenance(source: "ledger", generator: "hearback"))
            #expect(told(audit).hasPrefix("One comment was received on 23 November 2026. It has not had a decision."))
        }

        @Test("of those who waited in a window says so")
        func period() throws {
            #expect(told(try Sample.period.audit()).contains("that waited at some time from 26 August 2026 to 24 November 2026"))
        }
    }
}

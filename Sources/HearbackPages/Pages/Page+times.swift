package import HearbackCore
package import HearbackReports

extension Page {
    /// How long people wait, from the latency report.
    ///
    /// - Parameter bill: the one that the figures are of; nil for all.
    package static func times(_ report: ReportFragment, of bill: Bill?, _ scene: PageScene) -> Page {
        let parts = bill.map { ["bills", $0.id, "statistics"] } ?? ["statistics"]
        let name = bill.map { Prose.outside($0.titles.best(for: scene.language) ?? $0.reference) }
        return Page(
            .times, title: name.map { scene.wording.say(.timesTitle) + .words(" · ") + $0 } ?? scene.wording.say(.timesTitle),
            section: .times, parts: parts,
            [
                "of": bill.map { scene.titled($0.titles) } ?? .flag(false), "report": .markup(SafeHTML(own: report.html)),
                "otherLanguage": .flag(report.language != scene.language), "reportLang": .outside(report.language.rawValue),
                "reportDir": .outside(report.language.direction),
                "back": .optional(bill.map { scene.path("bills", $0.id) }),
                "all": .optional(bill.map { _ in scene.path("statistics") }),
                "data": .outside(bill.map { "/v1/bills/\($0.id)/statistics" } ?? "/v1/statistics"),
            ])
    }
}

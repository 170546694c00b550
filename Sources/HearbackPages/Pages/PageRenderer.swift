package import HearbackCore
import HearbackReports
import HearbackTime
import Mustache

/// Writes pages down. One for the whole program.
package struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    private let wordings: [Language: Wording]
    private let assets: [String: PageValue]

    /// - Parameter assets: the addresses under which they are served.
    /// - Throws: `PageAssetError` when a part of the program itself is broken.
    package init(assets: [PageAsset: String]) throws(PageAssetError) {
        library = try PageTemplate.library()
        var wordings: [Language: Wording] = [:]
        for language in Language.allCases { wordings[language] = Wording(try PhraseBook(language, json: Self.catalogue(language))) }
        self.wordings = wordings
        var addresses: [String: PageValue] = [:]
        for asset in PageAsset.allCases { addresses["\(asset)"] = .markup(SafeHTML(own: assets[asset] ?? "")) }
        self.assets = addresses
    }

    /// - Returns: nil never, as `init` has read all of them.
    package func wording(_ language: Language) -> Wording? { wordings[language] }

    package func html(_ page: Page, _ scene: PageScene) -> String {
        library.render(PageValue.members(root(page, scene)), withTemplate: page.template.rawValue) ?? ""
    }

    private func root(_ page: Page, _ scene: PageScene) -> [String: PageValue] {
        let language = scene.language
        let frame: [String: PageValue] = [
            "t": .phrases(scene.wording), "assets": .members(assets), "lang": .outside(language.rawValue),
            "dir": .outside(language.direction), "home": .markup(scene.path()),
            "institution": .outside(scene.institution),
            "title": .markup(SafeHTML(plain: page.title, in: language)), "heading": .markup(SafeHTML(page.title)),
            "sections": .list(Page.Section.allCases.map { section($0, page, scene) }),
            "languages": .list(Language.allCases.map { self.language($0, page, scene) }),
            "zone": .markup(scene.wording.html(.footerZone, ["zone": .outside(scene.zone.name)])),
            "feed": .optional(page.feed.map { SafeHTML(value: $0) }), "script": .flag(page.hasScript),
        ]
        return frame.merging(page.members) { _, member in member }
    }

    private func section(_ section: Page.Section, _ page: Page, _ scene: PageScene) -> PageValue {
        .members([
            "href": .markup(SafeHTML(own: PagePath.path(scene.language, section.parts))),
            "name": .markup(scene.wording.html(section.phrase)), "current": .flag(page.section == section),
        ])
    }

    private func language(_ language: Language, _ page: Page, _ scene: PageScene) -> PageValue {
        .members([
            "href": .markup(SafeHTML(own: PagePath.path(language, page.parts ?? []))),
            "code": .outside(language.rawValue), "name": .outside(language.ownName), "way": .outside(language.direction),
            "current": .flag(language == scene.language),
        ])
    }

    private static func catalogue(_ language: Language) -> [UInt8] {
        switch language {
        case .arabic: PackageResources.ar_json
        case .tamazight: PackageResources.zgh_json
        case .french: PackageResources.fr_json
        case .english: PackageResources.en_json
        case .spanish: PackageResources.es_json
        }
    }
}

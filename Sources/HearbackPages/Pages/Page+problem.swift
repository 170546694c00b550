import HearbackReports

extension Page {
    package static func notFound(_ scene: PageScene) -> Page {
        Page(.problem, title: scene.wording.say(.notFound), ["hint": .markup(scene.wording.html(.notFoundHint))])
    }

    /// - Parameter sentence: what happened, in the reader's language.
    package static func problem(_ sentence: String, _ scene: PageScene) -> Page {
        Page(
            .problem, title: scene.wording.say(.problem),
            ["told": .outside(sentence), "hint": .markup(scene.wording.html(.problemHint))])
    }
}

import Foundation
import HearbackCore
import Testing

@testable import HearbackCommands

@Suite("What is written in an editor")
struct DraftTests {
    @Test("A heading begins a translation; empty ones are none, and what is no heading is text")
    func parts() throws {
        #expect(try Draft.parts(of: "Un.\n\nDeux.") == WrittenText(text: "Un.\n\nDeux."))
        #expect(try Draft.parts(of: "") == WrittenText(text: ""))
        let both = try Draft.parts(of: "Un.\n\n== ar ==\n\nواحد\n\n==  zgh ==\n  \n== de ==\n")
        #expect(both.text == "Un." && both.translations.texts == [.arabic: "واحد", .tamazight: "== de =="])
        #expect(try Draft.parts(of: "Un.\n== fr ==\n \n") == WrittenText(text: "Un."))
        #expect(throws: CommandError.self) { try Draft.parts(of: "Un.\n== fr ==\na\n== fr ==\nb") }
        #expect(throws: CommandError.self) { try Draft.parts(of: "== fr ==\na") }
    }

    @Test("Below the line stands what it is about, and nothing of it can pose as text")
    func page() throws {
        let draft = Draft(name: "HB-1", subject: ["a\n" + Draft.scissors, "\u{1B}[2Jb"])
        let page = draft.page("Un.\n== fr ==\nOne.")
        #expect(Draft.text(of: page) == "Un.\n== fr ==\nOne.")
        #expect(page.components(separatedBy: "\n" + Draft.scissors).count == 2 && !page.contains("\u{1B}"))
    }
}

import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Word lists")
struct WordListTests {
    @Test("Comments describe the list, blank lines separate, entries are words and phrases")
    func format() throws {
        let list = try WordList(name: "ours-1", text: "\u{FEFF}# Title\n# languages: fr ar\n#version: 7\r\n\n  gros mot  \n# note: no header\nmot\n")
        #expect(list.languages == [.french, .arabic])
        #expect(list.version == "7")
        #expect(list.entries == ["gros mot", "mot"])
        #expect(try WordList(name: "a", text: "x").languages == Set(Language.allCases))
        #expect(try WordList(name: "a", text: "# languages: all\nx").languages == Set(Language.allCases))
    }

    @Test("What is wrong is told by its line, without repeating it", arguments: [
        ("a", "# languages: fr de\nx", 1), ("a", "mot\n…\n", 2), ("a", "# nothing", nil as Int?),
        ("Bad Name", "x", nil), ("a", "a b c d e f g h i", 1), ("a", String(repeating: "a", count: 65), 1),
    ])
    func faults(name: String, text: String, line: Int?) {
        let problem = #expect(throws: WordListProblem.self) { try WordList(name: name, text: text) }
        #expect(problem?.line == line)
        #expect(problem?.cause.contains("mot") != true)
    }

    @Test("Every list that ships says its languages, version, source and licence, and each of its entries is found")
    func shipped() throws {
        let folder = Project.file("config/screening")
        let files = WordList.files(among: try FileManager.default.contentsOfDirectory(atPath: folder))
        #expect(files.count >= 10)
        for file in files {
            let text = try String(contentsOfFile: folder + "/" + file.name, encoding: .utf8)
            let list = try WordList(name: file.list, text: text)
            for key in ["languages", "version", "source", "licence"] { #expect(text.contains("\n# \(key): "), "\(file.name)") }
            let screener = Screener([.words], lists: [list])
            let language = try #require(list.languages.first)
            for entry in list.entries {
                #expect(try screener.screen("— \(entry) —", language).findings.count == 1, "\(file.name): \(entry)")
            }
        }
    }

    @Test("Only visible text files of a folder are lists")
    func files() {
        let names = WordList.files(among: ["b.txt", "README.md", ".hidden.txt", "a.txt"]).map(\.list)
        #expect(names == ["a", "b"])
    }
}

import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackReports

@Suite("Plural rules beside Babel's")
struct PluralOracleTests {
    @Test("Every language has the category that Babel reads in CLDR, for small numbers and large")
    func babel() async throws {
        let numbers = Array(0...1_200) + [1_000_000, 1_000_001, 2_000_000, 11_000_000, 100_000_003, 123_456_789]
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let python = CommandLineTool(program: Project.python, scratch: scratch)
            let input = String(decoding: try JSONEncoder().encode(numbers), as: UTF8.self)
            let told = try await python.run(Project.file("Tests/Fixtures/pages/plurals.py"), input: input).check()
            let expected = try JSONDecoder().decode([String: [String]].self, from: Data(told.output.utf8))
            for language in Language.allCases {
                let rule = Grammar.of(language).plural
                let own = numbers.map { (number: Int) in rule.category(number).rawValue }
                #expect(own == expected[language.rawValue], "\(language)")
            }
        }
    }
}

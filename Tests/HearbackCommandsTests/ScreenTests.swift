import HearbackTestSupport
import Testing

@testable import HearbackCommands

@Suite("hearback screen")
struct ScreenTests {
    private func screen(_ text: String, _ arguments: String..., width: Int? = nil) async -> Run {
        await Run.hearback(
            ["screen", "--lists", Project.file("config/screening")] + arguments, input: Array(text.utf8), width: width)
    }

    @Test("Findings have a number, a kind and a place, and stand in their surroundings in brackets")
    func findings() async {
        let run = await screen("Appelez le 06 12 34 56 78, c'est de la merde", "--language", "fr")
        #expect(run.exit == 0)
        #expect(
            run.output == """
                  1  phone number, ma  11-25
                     Appelez le [06 12 34 56 78], c'est de la merde
                  2  word list, fr-ldnoobw  39-44
                     …2 34 56 78, c'est de la [merde]

                """)
    }

    @Test("On a terminal the place is underlined, and nothing in the text acts on it")
    func terminal() async {
        let run = await screen("\u{1B}[31m 06 12 34 56 78 \u{202E}x\u{202C}", "--language", "ar", width: 80)
        #expect(run.output.contains("\u{1B}[4m06 12 34 56 78\u{1B}[0m"))
        #expect(run.output.contains("<U+001B>[31m") && run.output.contains("<U+202E>"))
        #expect(!run.output.contains("\u{1B}[31m"))
    }

    @Test("Clean texts are said to be clean; line by line only lines with findings are told")
    func lines() async {
        #expect(await screen("Bonjour", "--language", "fr").output == "nothing found\n")
        let run = await screen("bon\nmerde\nbon\n0612345678", "--language", "fr", "--each-line")
        #expect(run.output.contains("line 2") && run.output.contains("line 4") && !run.output.contains("line 1"))
        let json = await screen("bon\nmerde", "--language", "fr", "--each-line", "--json")
        #expect(json.output.split(separator: "\n").count == 2)
        #expect(json.output.hasPrefix(#"{"findings":[],"flags":[],"line":1}"#))
    }

    @Test("One rule alone, without lists; a folder that is not there is told")
    func rules() async {
        let run = await Run.hearback(
            ["screen", "--language", "fr", "--rule", "links", "--lists", "/nonexistent"], input: Array("https://a.ma merde".utf8))
        #expect(run.exit == 0 && run.output.contains("1  link, url  0-12"))
        let missing = await Run.hearback(["screen", "--language", "fr", "--lists", "/nonexistent"], input: [])
        #expect(missing.exit == ExitCodes.input)
        #expect(missing.errors.contains("error: can't read the folder /nonexistent"))
        #expect(await screen("x").exit == ExitCodes.usage)
    }

    @Test("What a text is too long for is said, and not taken for clean")
    func tooLong() async {
        let run = await screen(String(repeating: "a ", count: 200_000), "--language", "fr")
        #expect(run.output.contains("not screened (the text is too long)"))
    }
}

import Foundation
import HearbackCore
import HearbackTestSupport

/// The screening with the word lists that the project ships.
enum ScreeningFixture {
    static let lists: [WordList] = {
        let folder = Project.file("config/screening")
        // Tests may trap.
        return WordList.files(among: try! FileManager.default.contentsOfDirectory(atPath: folder)).map { file in
            try! WordList(name: file.list, text: String(contentsOfFile: folder + "/" + file.name, encoding: .utf8))
        }
    }()

    static let screener = Screener(Set(ScreeningFlag.rules), lists: lists)

    /// Flag, code and the words at the place.
    static func found(_ text: String, _ language: Language = .french, by screener: Screener = screener) throws -> [String] {
        try screener.screen(text, language).findings.map { "\($0.flag.rawValue) \($0.code): \(part(of: text, $0.span))" }
    }

    static func part(of text: String, _ span: TextSpan) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: Array(text.unicodeScalars)[span.start..<span.end])
        return String(view)
    }
}

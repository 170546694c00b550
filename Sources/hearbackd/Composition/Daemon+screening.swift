import Foundation
import HearbackCore

extension Daemon {
    /// - Returns: nil where nothing is looked for.
    /// - Throws: `StartError` for an unknown rule, and for word lists that can't be read.
    static func loadScreener(_ configuration: DaemonConfiguration) throws -> Screener? {
        let rules = try configuration.screeningRules.map { name in
            guard let flag = ScreeningFlag(rawValue: name), ScreeningFlag.rules.contains(flag) else {
                throw StartError.configuration(
                    "screening.rules: '\(name)' is unknown",
                    hint: "use any of \(ScreeningFlag.rules.map(\.rawValue).joined(separator: ", "))")
            }
            return flag
        }
        guard !rules.isEmpty else { return nil }
        let folder = rules.contains(.words) ? configuration.screeningLists : nil
        return Screener(Set(rules), lists: try folder.map(loadWordLists) ?? [])
    }

    private static func loadWordLists(_ folder: String) throws -> [WordList] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw StartError.configuration(
                "screening.lists: the folder \(folder) can't be read",
                hint: "check the setting; empty, it turns word lists off")
        }
        return try WordList.files(among: names).map { file in
            let path = folder + "/" + file.name
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw StartError.configuration(
                    "screening.lists: \(path) can't be read", hint: "it has to be UTF-8, and readable for the service")
            }
            do throws(WordListProblem) {
                return try WordList(name: file.list, text: text)
            } catch {
                throw StartError.configuration(
                    "screening.lists: \(path)\(error.line.map { ", line \($0)" } ?? ""): \(error.cause)",
                    hint: "mend the file; 'hearback screen' tries lists without the daemon")
            }
        }
    }
}

import Foundation
import HearbackCore

/// The word lists of a folder, as the daemon reads them.
enum WordListFolder {
    static func read(_ folder: String) throws -> [WordList] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw CommandError(
                "can't read the folder \(VisibleText.inline(folder))",
                hint: "name the folder of word lists with --lists, or look for other things with --rule", exitCode: ExitCodes.input)
        }
        return try WordList.files(among: names).map { file in
            let path = folder + "/" + file.name
            let text = try TextInput.read(nil, file: path, .system())
            do throws(WordListProblem) {
                return try WordList(name: file.list, text: text)
            } catch {
                let place = error.line.map { ", line \($0)" } ?? ""
                throw CommandError(
                    "\(VisibleText.inline(path))\(place): \(error.cause)", hint: "mend the file; the daemon would refuse it",
                    exitCode: ExitCodes.data)
            }
        }
    }
}

import HearbackCore

extension Settings {
    static let screening: [Setting] = [
        .init(
            section: "screening", key: "rules", kind: .texts, standard: .texts(ScreeningFlag.rules.map(\.rawValue)),
            meaning: "What to look for; an empty list turns screening off."),
        .init(
            section: "screening", key: "lists", kind: .text, standard: .text("screening"),
            meaning: "Folder of word lists (*.txt); a relative path starts at this file's folder. Empty: no words."),
    ]
}

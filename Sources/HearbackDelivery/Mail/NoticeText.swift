import HearbackCore

/// The plain form of a notice.
struct NoticeText {
    /// Whether the sentences around the values run from right to left.
    let isRightToLeft: Bool

    func render(_ notice: NoticeMail, _ blocks: [NoticeBlock]) -> String {
        let values = notice.values
        func fill(_ phrase: NoticePhrase) -> String {
            NoticeTemplate(phrase: phrase, language: notice.language).fill(values, with: value)
        }
        let paragraphs: [String] = blocks.compactMap { block in
            switch block {
            case .sentence(let phrase): fill(phrase)
            case .labelled(let label, let phrase): fill(label) + " " + fill(phrase)
            case .quote(let text): text.isEmpty ? nil : Self.quoted(text)
            case .list(let label, let lines):
                ([fill(label)]
                    + lines.map { line in
                        let template = NoticeTemplate(phrase: NoticeBlock.phrase(of: line), language: notice.language)
                        return "- " + template.fill(NoticeBlock.values(of: line), with: value)
                    }).joined(separator: "\n")
            // A URL on a line of its own: nothing beside it can reorder it or be taken for a part of it.
            case .link(let label, let link): fill(label) + "\n" + link.text
            // The signature separator (RFC 3676, section 4.3).
            case .rule: "-- "
            }
        }
        return paragraphs.joined(separator: "\n\n") + "\n"
    }

    /// A value among words of another direction, isolated so that neither reorders the other (Unicode Standard Annex 9,
    /// section 2.4.1). Where all runs one way it stays bare, for whoever copies it.
    func value(_ text: String) -> String {
        isRightToLeft || text.unicodeScalars.contains(where: Self.isRightToLeft) ? "\u{2068}\(text)\u{2069}" : text
    }

    /// Lines of somebody else's, marked as such, so that none of them can pose as a sentence or a separator of ours.
    private static func quoted(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }

    /// The blocks of right-to-left scripts, and the controls that start such a run.
    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFB1D...0xFDFF, 0xFE70...0xFEFF,
            0x1_0800...0x1_0FFF, 0x1_E800...0x1_EFFF:
            true
        default: false
        }
    }
}

import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CommentRedact: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Cover personal data in a comment's text, for everybody to see that it is covered.",
        discussion: """
            A mark (████) of one length stands for what is covered, here, on the receipt's page and in public. The text as it \
            was received is sealed; an administrator can read it with 'comment show --original', which is written down. A \
            redaction is possible in every state and is not taken back.

            Places are counted in characters (Unicode scalars) of the text that 'comment show' shows, from 0; it lists what \
            screening found, with numbers and places.

            Examples:
              hearback comment redact HB-X3TM-0PQK --finding 1
              hearback comment redact HB-X3TM-0PQK --personal-data
              hearback comment redact HB-X3TM-0PQK --match "Mohamed Alami"
              hearback comment redact HB-X3TM-0PQK --span 12-22 --span 40-51 --reason legal_order
            """)

    @OptionGroup var name: CommentName

    @Option(help: ArgumentHelp("Cover from this character to the one before that; may be repeated.", valueName: "start-end"))
    var span: [TextSpan] = []

    @Option(help: ArgumentHelp("Cover what screening found under this number; may be repeated.", valueName: "number"))
    var finding: [Int] = []

    @Flag(help: "Cover all personal data that screening found.")
    var personalData = false

    @Option(help: ArgumentHelp("Cover these words wherever they stand, letter for letter; may be repeated.", valueName: "words"))
    var match: [String] = []

    @Option(help: "Why, for everybody to read.")
    var reason: RedactionReason = .personalData

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !span.isEmpty || !finding.isEmpty || !match.isEmpty || personalData else {
            throw ValidationError("give --span, --finding, --personal-data or --match")
        }
        guard match.allSatisfy({ !$0.isEmpty }) else { throw ValidationError("--match needs words") }
    }

    func run(_ desk: Desk) async throws {
        let comment = try await desk.client.comment(name.id)
        let spans = try RedactionTargets(comment).spans(
            given: span, findings: finding, personalData: personalData, matches: match)
        let request = RedactionRequest(
            spans: spans.map { .init(start: $0.start, end: $0.end) }, reason: reason.rawValue, textVersion: comment.textVersion)
        let redacted = try await desk.client.redact(name.id, request)
        try desk.show(redacted) { rendering in
            CommentView.done("redacted", redacted)
                + TextBlock.lines(redacted.text ?? "", indent: "  ", width: rendering.width)
        }
    }
}

/// What is to be covered, as places in the text that is shown.
struct RedactionTargets {
    private let scalars: [Unicode.Scalar]
    private let findings: [FindingResource]

    init(_ comment: CommentResource) throws(CommandError) {
        guard let text = comment.text else { throw CommandError("the text is erased", hint: "there is nothing left to cover") }
        (scalars, findings) = (Array(text.unicodeScalars), comment.screening?.findings ?? [])
    }

    func spans(
        given: [TextSpan], findings numbers: [Int], personalData: Bool, matches: [String]
    ) throws(CommandError) -> [TextSpan] {
        var spans = given
        for number in numbers { spans.append(try span(ofFinding: number)) }
        if personalData {
            let open = findings.filter(\.flag.isPersonalData).compactMap(Self.span)
            guard !open.isEmpty else {
                throw CommandError(
                    "screening found no personal data that is still shown", hint: "name the place with --span or --match")
            }
            spans += open
        }
        for match in matches { spans += try places(of: Array(match.unicodeScalars)) }
        if let last = spans.map(\.end).max(), last > scalars.count {
            throw CommandError(
                "a span ends at \(last), the text at \(scalars.count)", hint: "'hearback comment show' shows the text",
                exitCode: ExitCodes.data)
        }
        return spans.merged
    }

    private func span(ofFinding number: Int) throws(CommandError) -> TextSpan {
        guard let finding = findings.first(where: { $0.number == number }) else {
            throw CommandError(
                "there is no finding \(number)", hint: "'hearback comment show' lists them", exitCode: ExitCodes.data)
        }
        guard let span = Self.span(finding) else { throw CommandError("finding \(number) is covered already") }
        return span
    }

    private static func span(_ finding: FindingResource) -> TextSpan? {
        guard let start = finding.start, let end = finding.end else { return nil }
        return TextSpan(start, end)
    }

    private func places(of words: [Unicode.Scalar]) throws(CommandError) -> [TextSpan] {
        var places: [TextSpan] = []
        var start = 0
        while start + words.count <= scalars.count {
            if scalars[start] == words[0], scalars[start..<start + words.count].elementsEqual(words) {
                if let place = TextSpan(start, start + words.count) { places.append(place) }
                start += words.count
            } else {
                start += 1
            }
        }
        guard !places.isEmpty else {
            throw CommandError(
                "the text does not hold the words of --match", hint: "give them letter for letter", exitCode: ExitCodes.data)
        }
        return places
    }
}

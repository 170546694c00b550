import HearbackTestSupport
import Logging
import Testing

@testable import hearbackd

@Suite("Entries of the journal")
struct JournalEntryTests {
    private func entry(_ message: String, _ metadata: Logger.Metadata, level: Logger.Level = .info) -> [String: String] {
        let event = LogEvent(
            level: level, message: "\(message)", error: nil, metadata: nil, source: "x", file: "x/X.swift", function: "f()", line: 7)
        return JournalTrap.fields(JournalEntry(event, label: "hearbackd", metadata: metadata).bytes)
    }

    @Test("A value with lines of its own stays one value, whatever it looks like")
    func lines() {
        let fields = entry("what\nPRIORITY=0", ["reason": "a\n_UID=0\n\nCOMMENT=cmt_9\n", "comment": "cmt_1"])
        #expect(fields["REASON"] == "a\n_UID=0\n\nCOMMENT=cmt_9\n" && fields["COMMENT"] == "cmt_1" && fields["PRIORITY"] == "6")
        #expect(fields["MESSAGE"]?.hasPrefix("what\nPRIORITY=0 comment=cmt_1 reason=a\n") == true)
        #expect(fields["BROKEN"] == nil && fields["_UID"] == nil && fields["CODE_LINE"] == "7")
    }

    @Test("No fact takes the place of what a journal knows under its name")
    func names() {
        let fields = entry("what", ["message": "msg_1", "priority": "0", "_uid": "0", "hb.id": "x", "9": "y", "Hb_Id": "z", "évènement": "w"])
        #expect(fields["MESSAGE"]?.hasPrefix("what ") == true && fields["HEARBACK_MESSAGE"] == "msg_1" && fields["HEARBACK_PRIORITY"] == "0")
        #expect(fields["HEARBACK__UID"] == "0" && fields["HEARBACK_9"] == "y" && fields["BROKEN"] == nil)
        // Of two facts with one name the first stays, in the order of their own names.
        #expect(fields["HB_ID"] == "z")
        #expect(fields.keys.allSatisfy { $0.wholeMatch(of: #/[A-Z][A-Z0-9_]*/#) != nil }, "\(fields.keys)")
    }

    @Test("Levels are syslog's", arguments: [
        (Logger.Level.trace, "7"), (.debug, "7"), (.info, "6"), (.notice, "5"), (.warning, "4"), (.error, "3"), (.critical, "2"),
    ])
    func levels(level: Logger.Level, priority: String) { #expect(entry("x", [:], level: level)["PRIORITY"] == priority) }
}

import Foundation
import HearbackCore
import HearbackDelivery
import HearbackStore
import HearbackTestSupport
import Synchronization
import Testing

@testable import HearbackCommands

/// What no real machine is brought to by a test.
@Suite("The doctor's judgement")
struct DoctorTests {
    private let now = Instant(milliseconds: 1_764_036_000_000)

    @Test("The clock, by what the kernel says", arguments: [
        (ClockCheck.Verdict.synchronised, Finding.Grade.ok), (.unsynchronised, .warn), (.unknown, .warn), (.beforeRelease, .fail),
    ])
    func clock(verdict: ClockCheck.Verdict, grade: Finding.Grade) {
        let finding = ClockFinding.of(verdict, now: now, isSimulated: false)
        #expect(finding.grade == grade && (finding.remedy == nil) == (grade == .ok))
        #expect(ClockFinding.of(verdict, now: now, isSimulated: true).grade == .ok)
    }

    @Test("The disk: not enough for a ledger of that size, and hardly any", arguments: [
        (Int64(63_000_000), Int64(0), Finding.Grade.fail), (511_000_000, 0, .warn), (700_000_000, 800_000_000, .warn), (900_000_000, 800_000_000, .ok),
    ])
    func disk(free: Int64, ledger: Int64, grade: Finding.Grade) {
        #expect(DiskCheck.finding("/var/lib/hearback", free, ledger).grade == grade)
    }

    @Test("A write-ahead log that a reader keeps from being taken over")
    func writeAheadLog() throws {
        let scratch = try Scratch(named: #function)
        let path = scratch.file("ledger.sqlite")
        let box = try #require(SecretBox(key: [UInt8](repeating: 7, count: SecretBox.keyLength)))
        let ledger = try Ledger(LedgerOptions(
            path: path, clock: { Instant(milliseconds: 0) }, decisionDue: { _, _ in "" }, overdueFrom: { _ in Instant(milliseconds: .max) },
            daysBetween: { _, _ in 0 }, box: box))
        let file = try StillLedger(path)
        #expect(LedgerAtHand.writeAheadLog(file).grade == .ok)
        let grown = LedgerAtHand.writeAheadLog(file, limit: 100)
        #expect(grown.grade == .warn && grown.remedy?.contains("fuser \(path)") == true)
        ledger.close()
        try FileManager.default.removeItem(atPath: scratch.path)
    }

    @Test("On a terminal a backup shows how far it is, and takes that away at the end")
    func progress() throws {
        let written = Mutex("")
        let console = Console(
            write: { _ in }, writeError: { text in written.withLock { $0 += text } }, readInput: { _ in Data() }, errorWidth: 80)
        let progress = UpkeepProgress(console, isQuiet: false)
        try progress.whileInterruptible {
            progress.tell(.copying(50_000_000, of: 100_000_000))
            progress.tell(.checking(.pages))
            progress.tell(.checking(.leaves(256, of: 1_024)))
        }
        let text = written.withLock { $0 }
        #expect(text.contains("[###############...............] copying 50.0 MB of 100.0 MB"))
        #expect(text.contains("checking every page of the copy") && text.contains("checking the log, 256 of 1,024 leaves"))
        #expect(text.hasSuffix("\r\u{1B}[K"))
    }

    @Test("Commands on the ledger's file have help with an example, and take --json", arguments: ["backup", "restore", "doctor"])
    func help(command: String) async {
        let outcome = await Run.hearback([command, "--help"])
        #expect(outcome.exit == 0 && outcome.output.contains("hearback \(command)"))
        #expect(outcome.output.contains("Example") && outcome.output.contains("--json") && outcome.output.contains("--config"))
    }
}

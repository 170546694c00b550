import Foundation
import HearbackClient
import HearbackTestSupport
import HearbackTransparency
import Testing

@testable import HearbackCommands

@Suite("Heads, and a witness that is not ours", .enabled(if: GoWitness.isPossible))
struct LogSubmissionTests {
    private static func submit(_ log: MadeLog, _ folder: String, _ witness: GoWitness, _ more: String...) async -> Run {
        await Run.hearback(["log", "witness", "--submit", witness.url, "--witness", witness.vkey, "--log", log.vkey, folder] + more)
    }

    @Test("This machine is asked without a proxy, whatever names it; others as the environment says", arguments: [
        ("http://127.0.0.1:8080", true), ("http://127.9.8.7", true), ("http://LOCALHOST:1/", true), ("http://[::1]:8080/log", true),
        ("https://comments.example.org", false), ("http://127.0.0.1.example.org", false), ("http://localhost.example.org", false),
    ])
    func proxies(address: String, isLoopback: Bool) throws {
        #expect(try #require(PublicClient(address)).isLoopback == isLoopback)
    }

    @Test("Go's witness follows a log from head to head, and refuses what it must")
    func follows() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let program = try await GoWitness.build(scratch)
            let log = try MadeLog(700)
            try await GoWitness.with(program, logs: [log.vkey], scratch) { witness in
                var previous: Int64?
                for size in [1, 1, 2, 255, 256, 300, 512, 699, 700] {
                    let run = await Self.submit(log, try log.write(size, to: scratch.file("\(size)")), witness, "--json")
                    try #require(run.exit == 0, "\(size): \(run.errors)")
                    let answer = try JSONDecoder().decode(LogWitnessTests.Answer.self, from: Data(run.output.utf8))
                    #expect(answer.size == size && answer.previous_size == previous && answer.witnesses == ["w.example/w1"])
                    #expect(try await GoWitness.time(of: answer.checkpoint, log: log.vkey, witness: witness.vkey, program, scratch) != nil)
                    previous = answer.size
                }
                let out = await Self.submit(log, scratch.file("700"), witness, "--out", scratch.file("cosigned"))
                #expect(out.exit == 0 && out.output.contains("w.example/w1 vouches for 700 leaves"))
                #expect(scratch.text(of: "cosigned").hasPrefix(try log.checkpoint()))

                let smaller = await Self.submit(log, scratch.file("300"), witness)
                #expect(smaller.exit == 3 && smaller.errors.contains("has vouched for 700 leaves, the log shows 300"))
                let same = await Self.submit(log, try log.forked(at: 699).write(to: scratch.file("same")), witness)
                #expect(same.exit == 3 && same.errors.contains("another tree of 700 leaves"))
                let fork = await Self.submit(log, try log.forked(at: 3, count: 900).write(to: scratch.file("fork")), witness)
                #expect(fork.exit == 3 && fork.errors.contains("does not go on from what it saw"))
                let stranger = MadeLog(5, key: try #require(SigningKey(generatedFor: "other.example/log1")))
                #expect(await Self.submit(stranger, try stranger.write(to: scratch.file("stranger")), witness).errors.contains("does not know the log"))
                let posing = MadeLog(5, key: try #require(SigningKey(generatedFor: MadeLog.origin)))
                let unsigned = await Self.submit(posing, try posing.write(to: scratch.file("posing")), witness)
                #expect(unsigned.exit == 3 && unsigned.errors.contains("knows no key that signed the head"))
                try FileManager.default.removeItem(atPath: scratch.file("fork/tile/0"))
                #expect(await Self.submit(log, scratch.file("fork"), witness).errors.contains("tiles are missing"))
            }
        }
    }

    @Test("A witness that misbehaves gets nothing believed", arguments: [
        ("stranger", 3, "without a cosignature by the key that was given"), ("garbage", 76, "none of the protocol"), ("huge", 76, "larger than 65,536 bytes"),
        ("sizeless", 76, "none of the protocol"), ("ahead", 3, "has vouched for 1,099,511,627,776 leaves"),
    ])
    func misbehaves(mode: String, exit: Int32, words: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let program = try await GoWitness.build(scratch)
            let log = try MadeLog(300)
            try await GoWitness.with(program, mode, logs: [log.vkey], scratch) { witness in
                let folder = try log.write(200, to: scratch.file("200"))
                if mode == "sizeless" { #expect(await Self.submit(log, folder, witness).exit == 0) }
                let run = await Self.submit(log, mode == "sizeless" ? try log.write(to: scratch.file("300")) : folder, witness)
                #expect(run.exit == exit && run.errors.contains(words), "\(run.exit) \(run.errors)")
                #expect(run.output.isEmpty && !run.errors.contains("\u{1B}"))
            }
        }
    }

    @Test("Our cosignatures are taken by Go")
    func taken() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let program = try await GoWitness.build(scratch)
            let log = try MadeLog(300)
            let witness = try await LogWitnessTests.Witness(scratch, log)
            let note = await witness.look(try log.write(to: scratch.file("folder"))).output
            #expect(try await GoWitness.time(of: note, log: log.vkey, witness: witness.vkey, program, scratch) == 1_764_105_000)
            let redated = note.replacing("— w.example/w1 ", with: "— w.example/w2 ")
            #expect(try await GoWitness.time(of: redated, log: log.vkey, witness: witness.vkey, program, scratch) == nil)
        }
    }
}

import Foundation
import HearbackTestSupport
import HearbackTransparency
import Testing

@testable import HearbackCommands

@Suite("A witness of a log")
struct LogWitnessTests {
    struct Answer: Decodable {
        let log: String, size: Int64, previous_size: Int64?, witnesses: [String], checkpoint: String
    }

    /// A witness with a key and a memory.
    struct Witness {
        let scratch: Scratch
        let log: MadeLog
        let vkey: String
        let options: [String]

        init(_ scratch: Scratch, _ log: MadeLog) async throws {
            (self.scratch, self.log) = (scratch, log)
            let made = await Run.hearback(["log", "keygen", "--witness", "--name", "w.example/w1", "--out", scratch.file("witness.skey")])
            try #require(made.exit == 0, "\(made.errors)")
            vkey = made.output.trimmingCharacters(in: .newlines)
            options = ["--key", scratch.file("witness.skey"), "--state", scratch.file("state"), "--log", log.vkey]
        }

        var state: String { scratch.text(of: "state") }

        func look(_ folder: String, now: Int64 = 1_764_105_000, _ more: String...) async -> Run {
            await Run.hearback(["log", "witness"] + options + [folder] + more, now: now)
        }

        func cosigned(_ folder: String, now: Int64 = 1_764_105_000) async throws -> (Answer, Int64?) {
            let run = await look(folder, now: now, "--json")
            try #require(run.exit == 0, "\(run.errors)")
            let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
            let head = try SignedCheckpoint(Array(answer.checkpoint.utf8), keys: [log.key.verifier])
            return (answer, head.cosignatures(of: [try #require(VerifierKey(vkey))]).first?.time)
        }
    }

    private static func with(_ name: String = #function, _ count: Int = 700, _ body: (Scratch, MadeLog, Witness) async throws -> Void) async throws {
        let scratch = try Scratch(named: name)
        try await scratch.use {
            let log = try MadeLog(count)
            try await body(scratch, log, try await Witness(scratch, log))
        }
    }

    @Test("Keys are for their owner's eyes, and never written over", arguments: [[], ["--witness"]])
    func keygen(flags: [String]) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let place = scratch.file("new.skey")
            let made = await Run.hearback(["log", "keygen", "--name", "w.example/w1", "--out", place, "--json"] + flags)
            struct Answer: Decodable { let name: String, vkey: String }
            let answer = try JSONDecoder().decode(Answer.self, from: Data(made.output.utf8))
            let verifier = try #require(VerifierKey(answer.vkey))
            #expect(made.exit == 0 && answer.name == "w.example/w1" && verifier.type == (flags.isEmpty ? .ed25519 : .cosignature))
            let before = scratch.text(of: "new.skey")
            #expect(SigningKey(before.trimmingCharacters(in: .newlines))?.verifier == verifier && !made.output.contains("PRIVATE"))
            #expect(try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions] as? Int == 0o600)
            let again = await Run.hearback(["log", "keygen", "--name", "w.example/w1", "--out", place] + flags)
            #expect(again.exit == 74 && again.errors.contains("is there already") && scratch.text(of: "new.skey") == before)
            for name in ["", "a b", "a+b", "https://w.example/w1", "a\u{1B}b"] {
                let refused = await Run.hearback(["log", "keygen", "--name", name, "--out", scratch.file("x")])
                #expect(refused.exit == 64 && !FileManager.default.fileExists(atPath: scratch.file("x")), "\(name)")
            }
            #expect(await Run.hearback(["log", "keygen", "--name", "w", "--out", scratch.file("no/where")]).exit == 74)
        }
    }

    @Test("The first head, the same again with a later time, and every larger one that goes on from it")
    func growing() async throws {
        try await Self.with { scratch, log, witness in
            let (first, time) = try await witness.cosigned(try log.write(3, to: scratch.file("3")))
            #expect(first.size == 3 && first.previous_size == nil && time == 1_764_105_000 && first.witnesses == ["w.example/w1"])
            let (again, later) = try await witness.cosigned(scratch.file("3"), now: 1_764_105_600)
            #expect(again.previous_size == 3 && later == 1_764_105_600)
            for size in [4, 256, 300, 512, 700] {
                let (next, _) = try await witness.cosigned(try log.write(size, to: scratch.file("\(size)")))
                #expect(next.size == size)
            }
            let plain = await witness.look(scratch.file("700"))
            #expect(plain.output.hasPrefix(try log.checkpoint()) && plain.output.contains("— w.example/w1 "))
            let out = await witness.look(scratch.file("700"), "--out", scratch.file("cosigned"))
            #expect(out.output.contains("vouches for 700 leaves") && scratch.text(of: "cosigned") == plain.output)
            #expect(try FileManager.default.attributesOfItem(atPath: scratch.file("state"))[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("A smaller tree, one that begins otherwise and one of which nothing is shown get no cosignature, and are not remembered")
    func refusals() async throws {
        try await Self.with { scratch, log, witness in
            _ = try await witness.cosigned(try log.write(300, to: scratch.file("300")))
            let before = witness.state
            let smaller = await witness.look(try log.write(299, to: scratch.file("299")))
            #expect(smaller.exit == 1 && smaller.errors.contains("the log shows 299 leaves, this witness has vouched for 300"))
            for (name, fork) in [("same", log.forked(at: 7, count: 300)), ("larger", log.forked(at: 299)), ("first", log.forked(at: 0))] {
                let run = await witness.look(try fork.write(to: scratch.file(name)))
                #expect(run.exit == 4 && run.output.contains("contradict each other"), "\(name): \(run.errors)")
                #expect(try run.output.contains(log.checkpoint(300)) && run.output.contains(fork.checkpoint()) && !run.output.contains("— w.example"))
                let told = await witness.look(scratch.file(name), "--json")
                #expect(told.exit == 4 && told.output.contains("\"kept\"") && told.output.contains("\"shown\""))
            }
            // Tiles that were made up prove nothing, in either direction.
            let large = try log.write(to: scratch.file("large"))
            let tile = large + "/tile/0/001"
            let whole = try Data(contentsOf: URL(fileURLWithPath: tile))
            for bytes in [Data(whole.reversed()), whole.dropLast(), Data()] {
                try bytes.write(to: URL(fileURLWithPath: tile))
                let run = await witness.look(large)
                #expect(run.exit == 1 && run.errors.contains("nothing shows that the 700 leaves go on from the 300 before"))
            }
            try FileManager.default.removeItem(atPath: tile)
            #expect(await witness.look(large).exit == 1)
            #expect(witness.state == before)
            try whole.write(to: URL(fileURLWithPath: tile))
            #expect(try await witness.cosigned(large).0.previous_size == 300)
        }
    }

    @Test("A witness remembers each log for itself, and signs for no log that it was not told of")
    func logs() async throws {
        try await Self.with { scratch, log, witness in
            let other = MadeLog(50, key: try #require(SigningKey(generatedFor: "other.example/log1")))
            let unknown = await witness.look(try other.write(to: scratch.file("other")))
            #expect(unknown.exit == 1 && unknown.errors.contains("did not sign it"))
            _ = try await witness.cosigned(try log.write(300, to: scratch.file("300")))
            #expect(await witness.look(scratch.file("other"), "--log", other.vkey).exit == 0)
            #expect(try await witness.cosigned(scratch.file("300")).0.previous_size == 300)
            let empty = try Checkpoint(origin: "third.example/log1", size: 0, root: .leaf([])).signed(by: [try #require(SigningKey(generatedFor: "third.example/log1"))])
            try MadeLog.write(empty.bytes, to: scratch.file("empty/checkpoint"))
            #expect(await witness.look(scratch.file("empty")).exit == 1)
        }
    }

    @Test("What a witness can't rely on it does not work with")
    func misuse() async throws {
        try await Self.with { scratch, log, witness in
            let folder = try log.write(to: scratch.file("folder"))
            _ = try await witness.cosigned(folder)
            let state = witness.state
            _ = try scratch.write(state.replacing("700", with: "70"), to: "state")
            let changed = await witness.look(folder)
            #expect(changed.exit == 4 || changed.exit == 65 || changed.exit == 1, "\(changed.errors)")
            _ = try scratch.write("", to: "state")
            let lost = await witness.look(folder)
            #expect(lost.exit == 65 && lost.errors.contains("is not what a witness remembers") && scratch.text(of: "state").isEmpty)
            _ = try scratch.write(state, to: "state")
            chmod(scratch.file("witness.skey"), 0o644)
            #expect(await witness.look(folder).errors.contains("may be read by others"))
            chmod(scratch.file("witness.skey"), 0o600)
            let kept = scratch.text(of: "witness.skey")
            for text in ["", log.key.secretText, kept + kept] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.file("witness.skey")))
                #expect(await witness.look(folder).exit == 65)
            }
            try Data(kept.utf8).write(to: URL(fileURLWithPath: scratch.file("witness.skey")))
            let lock = open(scratch.file("state.lock"), O_RDWR)
            #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
            #expect(await witness.look(folder).exit == 75)
            close(lock)
            #expect(await witness.look(folder).exit == 0)
            #expect(await Run.hearback(["log", "witness", "--log", log.vkey, folder]).exit == 64)
            #expect(await Run.hearback(["log", "witness", "--log", log.vkey, "--submit", "http://127.0.0.1:9", folder]).exit == 64)
        }
    }
}

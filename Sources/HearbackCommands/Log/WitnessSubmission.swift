import Foundation
import HearbackClient
import HearbackCore
import HearbackTransparency

/// Asking a witness to vouch for a head (C2SP tlog-witness, add-checkpoint).
struct WitnessSubmission: Sendable {
    private let address: String
    private let client: PublicClient
    private let keys: [VerifierKey]

    /// The witness may go on between two requests, when others ask it as well.
    private static let roundsAtMost = 4

    init(witness address: String, authorities: String?, keys: [VerifierKey]) throws {
        guard let client = PublicClient(address, authorities: authorities) else {
            throw CommandError("\(VisibleText.inline(address)) is no address", hint: "write https://w.example.org", exitCode: ExitCodes.usage)
        }
        if let key = keys.first(where: { $0.type != .cosignature }) {
            throw CommandError("\(VisibleText.inline(key.text)) is the key of a log", hint: "--witness takes a witness's, which has a B behind the second +", exitCode: ExitCodes.usage)
        }
        (self.address, self.client, self.keys) = (address, client, keys)
    }

    /// - Returns: the head with the cosignatures that count, and the size that the witness went on from.
    func run(_ head: SignedCheckpoint, _ source: LogSource) async throws -> (SignedNote, Int64?) {
        // Nobody knows yet what the witness saw: it answers so, or has seen nothing.
        var oldSize: Int64 = 0
        for _ in 0..<Self.roundsAtMost {
            let proof = try await proof(from: oldSize, head.checkpoint, source)
            switch try await ask(oldSize, proof, head) {
            case .cosigned(let signatures): return (try take(signatures, head), oldSize == 0 ? nil : oldSize)
            case .conflict(let size?) where size != oldSize:
                guard size <= head.checkpoint.size else { throw ahead(size, head.checkpoint) }
                oldSize = size
            case .conflict where oldSize < head.checkpoint.size: throw refusal(.notUnderstood(status: 409), oldSize)
            case let answer: throw refusal(answer, oldSize)
            }
        }
        throw CommandError(
            "\(VisibleText.inline(address)) moved on while it was asked", hint: "try again", exitCode: ExitCodes.tryAgain)
    }

    private func proof(from oldSize: Int64, _ head: Checkpoint, _ source: LogSource) async throws -> [TreeHash] {
        guard let plan = ConsistencyPlan(from: oldSize, to: head.size) else { return [] }
        guard let proof = plan.proof(try await source.tiles(of: plan)), proof.root == head.root else {
            throw CommandError(
                "the log's tiles are missing, or are not those of the tree that was signed", hint: "try again; when it stays so, 'hearback log verify' says what is wrong")
        }
        return proof.hashes
    }

    private func ask(_ oldSize: Int64, _ proof: [TreeHash], _ head: SignedCheckpoint) async throws -> AddCheckpoint.Answer {
        guard let body = AddCheckpoint.request(from: oldSize, proof: proof, head.note) else { return .malformed }
        do {
            let answer = try await client.post("add-checkpoint", Data(body), limit: AddCheckpoint.bytesAtMost)
            return AddCheckpoint.answer(status: answer.status, mediaType: answer.mediaType, body: Array(answer.body))
        } catch let error as ClientError { throw LogWords.of(error) }
    }

    private func take(_ signatures: [SignedNote.Signature], _ head: SignedCheckpoint) throws -> SignedNote {
        let good = signatures.filter { signature in keys.contains { Cosignature(signature, of: head.note.text, by: $0) != nil } }
        guard !good.isEmpty else {
            throw CommandError(
                "\(VisibleText.inline(address)) answered without a cosignature by the key that was given", hint: "compare --witness with the key that it publishes",
                exitCode: ExitCodes.refused)
        }
        return head.note.adding(good)
    }

    private func ahead(_ size: Int64, _ head: Checkpoint) -> CommandError {
        CommandError(
            "\(VisibleText.inline(address)) has vouched for \(Figures.count(size, "leaf", "leaves")), the log shows \(Figures.grouped(head.size))",
            hint: "its end was cut off, an older state put back, or a copy is old: find out which before anything else is signed", exitCode: ExitCodes.refused)
    }

    private func refusal(_ answer: AddCheckpoint.Answer, _ oldSize: Int64) -> CommandError {
        let place = VisibleText.inline(address)
        let (words, hint) = switch answer {
        case .conflict: ("it has vouched for another tree of \(Figures.count(oldSize, "leaf", "leaves"))", "two histories were signed: get its head, and compare with 'hearback log diff'")
        case .inconsistent: ("the tree does not go on from what it saw", "two histories may have been signed: get its head, and compare with 'hearback log diff'")
        case .unsigned: ("it knows no key that signed the head", "give its operator the log's key")
        case .unknownLog: ("it does not know the log, or is no witness", "give its operator the log's key, and check the address")
        case .malformed: ("it did not understand the request", "see whether it speaks the protocol of C2SP tlog-witness")
        case .cosigned, .notUnderstood:
            ("its answer is none of the protocol", "see whether the address is that of a witness")
        }
        return CommandError(
            "\(place) does not vouch for the head: \(words)", hint: hint, exitCode: answer.isUnderstood ? ExitCodes.refused : ExitCodes.protocolError)
    }
}

extension AddCheckpoint.Answer {
    fileprivate var isUnderstood: Bool {
        if case .notUnderstood = self { false } else { true }
    }
}

import HearbackCore
import Testing

@testable import HearbackDelivery

/// The group's patience is a minute here: a test that ends before has not waited for it.
@Suite("Results that are gathered for one transaction", .timeLimit(.minutes(1)))
struct DeliveryBoardTests {
    private let doorbell = Doorbell()
    private let board: DeliveryBoard

    init() {
        board = DeliveryBoard(doorbell: doorbell, patience: .seconds(3_600))
    }

    private func messages(_ count: Int64) -> [OutboundMessage] {
        (1...count).map {
            OutboundMessage(
                row: $0, lease: $0, messageID: "msg_\($0)", endpointID: "ep", channel: .unusable, body: [], attempt: 1)
        }
    }

    private func end(_ messages: some Sequence<OutboundMessage>) {
        for message in messages {
            board.end(AttemptReport(message, startedAt: Instant(milliseconds: 0), outcome: .delivered(status: 204)))
        }
    }

    @Test("Half of what is under way is enough, or 256")
    func enough() async {
        let few = messages(9)
        board.begin(few)
        end(few.prefix(4))
        await board.gather()
        #expect(board.unsettled == 4)
        let many = messages(2_000)
        board.begin(many)
        end(many.prefix(252))
        await board.gather()
        #expect(board.unsettled == 256)
    }

    @Test("The result that makes the group whole ends the wait, and nothing before: a ring for another reason is no result")
    func whole() async {
        let messages = messages(9)
        board.begin(messages)
        doorbell.ring()
        async let gathered: Void = board.gather()
        for message in messages.prefix(4) {
            end([message])
            doorbell.ring()
            await Task.yield()
        }
        await gathered
        #expect(board.unsettled == 4)
    }

    @Test("Nobody waits for an attempt that is alone, nor once the service stops")
    func alone() async {
        board.begin(messages(2))
        end(messages(1))
        await board.gather()
        #expect(board.unsettled == 1)
        board.begin(messages(30))
        board.stop()
        await board.gather()
    }

    @Test("Attempts that hang leave the others all their room, however few or many hang", arguments: [1, 9, 10, 25])
    func room(hanging: Int64) {
        board.begin(messages(hanging))
        #expect(board.room(prompt: 10, inAll: 100, slow: .seconds(3_600)) == max(0, 10 - Int(hanging)))
        #expect(board.room(prompt: 10, inAll: 100, slow: .zero) == 10)
        #expect(board.hasSlow)
        #expect(board.room(prompt: 10, inAll: 20, slow: .zero) == max(0, min(10, 20 - Int(hanging))))
    }

    @Test("Attempts that hang make no group larger")
    func hanging() async {
        let messages = messages(300)
        board.begin(messages)
        // All are slow when nothing may take any time.
        _ = board.room(prompt: 1, inAll: 1_000, slow: .zero)
        end(messages.prefix(1))
        await board.gather()
        #expect(board.unsettled == 1)
    }
}

import HearbackCore
import HearbackTestSupport
import Logging
import Synchronization
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

@Suite("Opt-outs while sending")
struct OptOutSendingTests {
    private final class Names: NameResolver {
        let asked = Mutex<[String]>([])

        func addresses(of host: String, priority: LookupPriority) async throws(NameResolutionError) -> [IPAddress] {
            asked.withLock { $0.append(host) }
            return [.v4(0x7f00_0001), .v4(0x7f00_0002)]
        }
    }

    @Test("A name is covered before it is looked up, an address before it is connected to; then nothing is sent, ever")
    func refused() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { guard connection.write("HTTP/1.1 204 No Content\r\n\r\n") else { return } }
        }
        let (names, register) = (Names(), OptOutRegister())
        var options = WebhookOptions(urlPolicy: .loopback(server.port), addressPolicy: .loopback)
        options.optOuts = register
        let sender = try WebhookSender(
            options: options, resolver: names, clock: { Instant(milliseconds: 0) }, logger: Logger(label: "test"))
        let target = WebhookTarget(url: "http://hooks.ngo.org:\(server.port)/", secrets: [.generate()])
        let message = OutboundMessage(
            row: 1, lease: 1, messageID: "msg_1", endpointID: "ep_1", channel: .webhook(target), body: [], attempt: 1)
        func outcome(_ entries: [String], revision: Int64) async -> AttemptReport.Outcome {
            register.update(OptOutList(entries), revision: revision)
            return await sender.send(message).outcome
        }
        #expect(await outcome([], revision: 1) == .delivered(status: 204))
        #expect(await outcome(["ngo.org"], revision: 3) == .refused(.optedOut))
        // A list that was made earlier comes late.
        #expect(await outcome([], revision: 2) == .refused(.optedOut))
        #expect(names.asked.withLock { $0.count } == 1)
        #expect(await outcome(["127.0.0.2/32"], revision: 4) == .refused(.optedOut))
        #expect(names.asked.withLock { $0.count } == 2)
        #expect(await outcome(["other.org", "192.0.2.0/24"], revision: 5) == .delivered(status: 204))
        #expect(DeliveryFailure(code: "opted_out") == .optedOut && DeliveryFailure.optedOut.publicCode == "opted_out")
        await sender.shutDown()
    }
}

import CCurl
import Glibc

/// What a worker's thread is started with.
struct MailWorkerStart: Sendable {
    let queue: MailQueue
    let waker: Int32
    let relay: MailRelay
    let url: String
}

/// One thread's loop: takes messages one by one and sends them over its own libcurl handle, which keeps the connection
/// from one to the next.
final class MailWorker {
    private let start: MailWorkerStart
    private var easy: UnsafeMutableRawPointer?
    /// The connection that libcurl keeps; -1 when there is none.
    private var keptSocket: Int32 = -1

    init(_ start: MailWorkerStart) { self.start = start }

    deinit { closeConnection() }

    func run() {
        while !start.queue.isStopping {
            if let job = start.queue.next() {
                job.completion(send(job.envelope))
            } else {
                waitForWork()
            }
        }
        closeConnection()
    }

    private func send(_ envelope: MailEnvelope) -> MailResult {
        let keptConnection = keptSocket >= 0
        let (result, wasStale) = attempt(envelope)
        // The relay may close what we kept in the moment in which we write.
        guard keptConnection, wasStale, result == .transient(code: nil, cause: .connection) else { return result }
        closeConnection()
        return attempt(envelope).result
    }

    private func attempt(_ envelope: MailEnvelope) -> (result: MailResult, wasStale: Bool) {
        let ours = MailResult.transient(code: nil, cause: .internalError)
        guard let easy = easy ?? curl_easy_init() else { return (ours, false) }
        self.easy = easy
        curl_easy_reset(easy)
        let transfer = MailTransfer(easy: easy, envelope: envelope, queue: start.queue)
        defer { transfer.release() }
        guard transfer.configure(start.relay, url: start.url) else {
            return (ours, false)
        }
        let result = transfer.result(curl_easy_perform(easy))
        keptSocket = transfer.socket
        return (result, transfer.wasStale)
    }

    private func waitForWork() {
        var waiting = pollfd(fd: start.waker, events: Int16(POLLIN), revents: 0)
        let patience = easy == nil ? -1 : Int32(clamping: start.relay.timeouts.idle)
        let count = poll(&waiting, 1, patience)
        if count == 0 { closeConnection() }
        if count > 0 { hb_wake_clear(start.waker) }
    }

    private func closeConnection() {
        guard let easy else { return }
        // libcurl says QUIT and waits for its reply, as long as for any other: with nothing to be read any more it does
        // not.
        if keptSocket >= 0 { shutdown(keptSocket, Int32(SHUT_RD)) }
        curl_easy_cleanup(easy)
        self.easy = nil
        keptSocket = -1
    }
}

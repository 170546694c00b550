import CCurl
import Glibc
package import HearbackWebhooks
import Synchronization

/// A thread that makes HTTP transfers with libcurl's multi interface (`curl_multi_socket_action` on epoll).
///
/// Everything of libcurl's lives on that thread. Use it for nothing but requests to addresses of strangers: a
/// connection in its pool is shared by all of its transfers.
package final class CurlLoop: Sendable {
    package struct StartError: Error, Sendable, CustomStringConvertible {
        let reason: String
        package var description: String { "delivery loop did not start: \(reason); check the limits of the process" }
    }

    private let mailbox: LoopMailbox
    private let thread: Mutex<NamedThread?>
    private let ended: OneShot<Void>

    package init(_ options: CurlLoopOptions) throws(StartError) {
        guard hb_library_init() == CURLE_OK else { throw StartError(reason: "libcurl could not be started") }
        guard let mailbox = LoopMailbox() else { throw StartError(reason: String(cString: strerror(errno))) }
        let ended = OneShot<Void>()
        guard let worker = CurlLoopWorker(mailbox: mailbox, options: options) else {
            throw StartError(reason: "no descriptor or memory left")
        }
        // SAFETY: the new thread is the only one that touches the worker from here on.
        nonisolated(unsafe) let handedOver = worker
        guard
            let thread = NamedThread("hb-delivery", body: {
                handedOver.run()
                ended.succeed(())
            })
        else { throw StartError(reason: "no thread left") }
        self.mailbox = mailbox
        self.ended = ended
        self.thread = Mutex(thread)
    }

    deinit {
        mailbox.stop()
        thread.withLock { $0?.detach() }
    }

    /// Makes one transfer; never throws, every way to fail is an outcome.
    package func perform(_ request: TransferRequest) async -> TransferResult {
        await withCheckedContinuation { continuation in
            begin(request) { continuation.resume(returning: $0) }
        }
    }

    /// The same; `completion` is called once, on the loop's thread, which waits for it.
    package func begin(_ request: TransferRequest, _ completion: @escaping @Sendable (TransferResult) -> Void) {
        let isTaken = mailbox.post(TransferJob(request: request, completion: completion))
        if !isTaken { completion(TransferResult(outcome: .stopped)) }
    }

    /// Judges every transfer that starts from now on by `policy`, those over kept connections too.
    package func use(_ policy: AddressPolicy) { mailbox.post(policy) }

    /// Returns once the thread has looked into its mailbox; never, when it has ended.
    package func pulse() async {
        let seen = OneShot<Void>()
        mailbox.post(seen)
        await seen.value()
    }

    /// Ends the transfers that are under way as `stopped`, and the thread. Safe to call more than once.
    package func shutDown() async {
        mailbox.stop()
        await ended.value()
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        thread?.join()
    }
}

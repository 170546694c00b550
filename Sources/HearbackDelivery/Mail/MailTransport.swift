import CCurl
import Glibc
import Synchronization

/// Hands messages to one relay with libcurl's SMTP, on threads and connections of its own.
///
/// Never shares a libcurl handle with `CurlLoop`: a connection in a pool is reused without asking again whether its
/// address is allowed, and the relay may be on a private address where webhooks must not go.
package final class MailTransport: Sendable {
    private let queue: MailQueue
    private let grace: Duration
    private let threads: Mutex<[NamedThread]>
    private let endings: [OneShot<Void>]

    /// - Throws: when the relay is not usable as it is configured, or the system has no thread or descriptor left.
    package init(_ relay: MailRelay) throws(MailStartError) {
        let url = try relay.url()
        if let file = relay.certificateAuthorityFile, access(file, R_OK) != 0 {
            throw MailStartError(
                problem: "\(file) can't be read: \(String(cString: strerror(errno)))",
                hint: "check the path, and that the service's user may read it")
        }
        guard hb_library_init() == CURLE_OK else { throw Self.exhausted }
        guard let queue = MailQueue(threads: min(max(relay.connectionsAtMost, 1), 8)) else { throw Self.exhausted }
        var threads: [NamedThread] = []
        var endings: [OneShot<Void>] = []
        for waker in queue.wakers {
            let ended = OneShot<Void>()
            let worker = MailWorkerStart(queue: queue, waker: waker, relay: relay, url: url)
            guard
                let thread = NamedThread("hb-mail", body: {
                    MailWorker(worker).run()
                    ended.succeed(())
                })
            else {
                queue.stop(grace: .zero)
                for thread in threads { thread.detach() }
                throw Self.exhausted
            }
            threads.append(thread)
            endings.append(ended)
        }
        self.queue = queue
        self.endings = endings
        self.threads = Mutex(threads)
        grace = .milliseconds(relay.timeouts.shutDown)
    }

    deinit {
        queue.stop(grace: .zero)
        for thread in threads.withLock({ $0 }) { thread.detach() }
    }

    /// Sends one message, after those that were handed in before; never throws, every way to fail is a result.
    package func send(_ envelope: MailEnvelope) async -> MailResult {
        await withCheckedContinuation { continuation in
            let job = MailJob(envelope: envelope) { continuation.resume(returning: $0) }
            if !queue.post(job) { continuation.resume(returning: .notSent) }
        }
    }

    /// Takes no more, gives what is under way `MailTimeouts.shutDown` to end, and ends the threads. Safe to call again.
    package func shutDown() async {
        queue.stop(grace: grace)
        for ended in endings { await ended.value() }
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in threads { thread.join() }
    }

    private static let exhausted = MailStartError(
        problem: "no thread, descriptor or memory left for mail", hint: "check the limits of the process")
}

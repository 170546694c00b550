import CCurl
import Glibc

/// A thread of one's own, for work that blocks and must not take a thread of Swift's pool.
struct NamedThread: Sendable {
    private let handle: pthread_t

    /// Nil when the system has no thread left. `name` is cut to 15 bytes.
    init?(_ name: String, body: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let start = Unmanaged.passRetained(ThreadStart(name: String(name.prefix(15)), body: body))
        let code = pthread_create(
            &handle, nil,
            { context in
                guard let context else { return nil }
                let start = Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue()
                hb_thread_set_name(start.name)
                start.body()
                return nil
            }, start.toOpaque())
        guard code == 0 else {
            start.release()
            return nil
        }
        self.handle = handle
    }

    /// Waits for its end; call this or `detach`, once.
    func join() { pthread_join(handle, nil) }

    func detach() { pthread_detach(handle) }
}

private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

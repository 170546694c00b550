import CCurl
import Glibc

/// What the loop's thread owns. No other thread touches it once `run` was called.
final class CurlLoopWorker {
    private static let idleHandlesAtMost = 64

    private let mailbox: LoopMailbox
    private let options: CurlLoopOptions
    private let multi: UnsafeMutableRawPointer
    private let epoll: Int32
    private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    private var waiting: [TransferJob] = []
    private var idle: [UnsafeMutableRawPointer] = []
    /// When libcurl wants to be called although nothing happened.
    private var deadline: ContinuousClock.Instant?

    /// Nil when the system has no descriptor or memory left.
    init?(mailbox: LoopMailbox, options: CurlLoopOptions) {
        let epoll = hb_epoll_create()
        guard epoll >= 0 else { return nil }
        guard let multi = curl_multi_init() else {
            close(epoll)
            return nil
        }
        self.mailbox = mailbox
        self.options = options
        self.multi = multi
        self.epoll = epoll
        guard configure(), hb_epoll_set(epoll, mailbox.descriptor, CURL_POLL_IN) == 0 else { return nil }
    }

    deinit {
        for easy in idle { curl_easy_cleanup(easy) }
        // Its callbacks come back to this object, so it goes before the epoll instance does.
        curl_multi_cleanup(multi)
        close(epoll)
    }

    private func configure() -> Bool {
        let this = Unmanaged.passUnretained(self).toOpaque()
        // MAXCONNECTS counts busy connections as well: with less, busy ones push the kept ones out.
        let codes = [
            hb_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.transfersAtMost * 2),
            hb_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, options.transfersAtMost),
            hb_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, options.connectionsPerAddress),
            hb_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING)),
            hb_multi_set_socket(multi, onSocket, this),
            hb_multi_set_timer(multi, onTimer, this),
        ]
        return codes.allSatisfy { $0 == CURLM_OK }
    }

    func run() {
        while true {
            let (jobs, isStopping) = mailbox.take()
            waiting += jobs
            if isStopping { break }
            startWaiting()
            guard waitForEvents() else { break }
            collectFinished()
        }
        releaseAll()
    }

    // MARK: Transfers

    private func startWaiting() {
        let free = max(options.transfersAtMost - transfers.count, 0)
        let starting = waiting.prefix(free)
        waiting.removeFirst(starting.count)
        for job in starting { start(job) }
    }

    private func start(_ job: TransferJob) {
        guard let easy = idle.popLast() ?? curl_easy_init() else {
            return job.completion(TransferResult(outcome: .failed(.internalError)))
        }
        let transfer = CurlTransfer(easy: easy, job: job, policy: options.addressPolicy)
        guard transfer.configure(options), curl_multi_add_handle(multi, easy) == CURLM_OK else {
            transfer.releaseLists()
            curl_easy_cleanup(easy)
            return job.completion(TransferResult(outcome: .failed(.internalError)))
        }
        transfers[easy] = transfer
    }

    private func collectFinished() {
        var finished: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while hb_multi_next_finished(multi, &finished, &code) {
            guard let easy = finished, let transfer = transfers.removeValue(forKey: easy) else { continue }
            let result = transfer.result(code)
            retire(transfer)
            transfer.job.completion(result)
        }
    }

    private func retire(_ transfer: CurlTransfer) {
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.releaseLists()
        guard idle.count < Self.idleHandlesAtMost else { return curl_easy_cleanup(transfer.easy) }
        curl_easy_reset(transfer.easy)
        idle.append(transfer.easy)
    }

    private func releaseAll() {
        for transfer in transfers.values {
            retire(transfer)
            transfer.job.completion(TransferResult(outcome: .stopped))
        }
        transfers = [:]
        for job in waiting + mailbox.close() { job.completion(TransferResult(outcome: .stopped)) }
        waiting = []
    }

    // MARK: Events

    /// False when the loop cannot go on.
    private func waitForEvents() -> Bool {
        var descriptors = [Int32](repeating: 0, count: 64)
        var events = [Int32](repeating: 0, count: 64)
        let count = hb_epoll_wait(epoll, &descriptors, &events, 64, pauseMilliseconds())
        guard count >= 0 || errno == EINTR else { return false }
        for index in 0..<max(Int(count), 0) where descriptors[index] != mailbox.descriptor {
            act(descriptors[index], events[index])
        }
        if let deadline, deadline <= .now {
            self.deadline = nil
            act(-1, 0)
        }
        return true
    }

    private func act(_ descriptor: Int32, _ events: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(multi, descriptor, events, &running)
    }

    /// Rounded up, so that libcurl's timer has passed when the wait ends; -1 without one.
    private func pauseMilliseconds() -> Int32 {
        guard let deadline else { return -1 }
        let left = (deadline - .now).components
        guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
        guard left.seconds < 3_600 else { return 3_600_000 }
        return Int32(left.seconds * 1_000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    fileprivate func watch(_ descriptor: Int32, _ interest: Int32) {
        // A failure to watch shows as the transfer's timeout; a failure to stop means that the descriptor is gone.
        _ = hb_epoll_set(epoll, descriptor, interest)
    }

    fileprivate func setTimer(milliseconds: Int) {
        deadline = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
    }
}

private let onSocket: curl_socket_callback = { _, descriptor, interest, context, _ in
    guard let context else { return 0 }
    Unmanaged<CurlLoopWorker>.fromOpaque(context).takeUnretainedValue().watch(descriptor, interest)
    return 0
}

private let onTimer: curl_multi_timer_callback = { _, milliseconds, context in
    guard let context else { return 0 }
    Unmanaged<CurlLoopWorker>.fromOpaque(context).takeUnretainedValue().setTimer(milliseconds: milliseconds)
    return 0
}

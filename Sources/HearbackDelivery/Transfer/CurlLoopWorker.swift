import CCurl
import HearbackWebhooks

/// What the loop's thread owns. No other thread touches it once `run` was called.
final class CurlLoopWorker {
    private let mailbox: LoopMailbox
    private let options: CurlLoopOptions
    private let multi: UnsafeMutableRawPointer
    /// Outlives the multi handle, whose connections tell it of their end.
    private let sockets: SocketWatch
    private var policy: AddressPolicy
    private var transfers: [UnsafeMutableRawPointer: TransferHandle] = [:]
    private var line: TransferLine
    private var idle: HandlePool
    /// When libcurl wants to be called although nothing happened.
    private var deadline: ContinuousClock.Instant?

    /// Nil when the system has no descriptor or memory left.
    init?(mailbox: LoopMailbox, options: CurlLoopOptions) {
        guard let sockets = SocketWatch(mailbox: mailbox.descriptor), let multi = curl_multi_init() else { return nil }
        self.mailbox = mailbox
        self.options = options
        self.multi = multi
        self.sockets = sockets
        policy = options.addressPolicy
        line = TransferLine(
            limit: options.transfersAtMost, perHost: options.connectionsPerHost,
            perAddress: options.connectionsPerAddress)
        idle = HandlePool(limit: options.transfersAtMost)
        guard configure() else { return nil }
    }

    deinit {
        idle = HandlePool(limit: 1)
        // Its callbacks come back to this object and to the sockets, which both outlive it so.
        curl_multi_cleanup(multi)
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
        mailbox.own()
        while let wasWoken = waitForEvents() {
            // Whoever hears of an end may post what comes next, which is taken at once.
            collectFinished()
            let (jobs, policy, isStopping) = mailbox.take(wasWoken: wasWoken)
            if let policy { self.policy = policy }
            for job in jobs { line.enter(job) }
            if isStopping { break }
            startWaiting()
        }
        releaseAll()
    }

    // MARK: Transfers

    private func startWaiting() {
        while let job = line.next() {
            if start(job) { continue }
            line.leave(job)
            job.completion(TransferResult(outcome: .failed(.internalError)))
            // What that posts wakes nobody.
            deadline = .now
        }
    }

    private func start(_ job: TransferJob) -> Bool {
        guard let handle = idle.take(for: HandlePool.Destination(job.request)) ?? TransferHandle(options, sockets),
            handle.prepare(job, policy), curl_multi_add_handle(multi, handle.easy) == CURLM_OK
        else { return false }
        transfers[handle.easy] = handle
        return true
    }

    private func collectFinished() {
        var finished: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while hb_multi_next_finished(multi, &finished, &code) {
            guard let easy = finished, let handle = transfers.removeValue(forKey: easy) else { continue }
            retire(handle, with: handle.finish(code))
        }
    }

    private func retire(_ handle: TransferHandle, with result: TransferResult) {
        let job = handle.job
        curl_multi_remove_handle(multi, handle.easy)
        handle.release()
        guard let job else { return }
        idle.put(handle, for: HandlePool.Destination(job.request))
        line.leave(job)
        job.completion(result)
    }

    private func releaseAll() {
        let waiting = line.removeWaiting() + mailbox.close()
        for handle in transfers.values { retire(handle, with: TransferResult(outcome: .stopped)) }
        transfers = [:]
        for job in waiting { job.completion(TransferResult(outcome: .stopped)) }
    }

    // MARK: Events

    /// Whether something was posted; nil when the loop cannot go on.
    private func waitForEvents() -> Bool? {
        let hasMail = sockets.wait(milliseconds: pauseMilliseconds(), act)
        if let deadline, deadline <= .now {
            self.deadline = nil
            act(-1, 0)
        }
        return hasMail
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

    fileprivate func watch(_ descriptor: Int32, _ interest: Int32) { sockets.set(descriptor, interest) }

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

import HearbackWebhooks

/// Who may start: so many transfers to a host, so many to an address, so many in all. Libcurl has such limits too, but
/// what waits behind those uses up its time.
struct TransferLine {
    /// Holders of one key, and who waits for it.
    private struct Lanes<Key: Hashable> {
        private struct Lane {
            var holders = 0
            var waiting = Fifo<TransferJob>()
        }

        private let limit: Int
        private var lanes: [Key: Lane] = [:]

        init(limit: Int) {
            self.limit = max(limit, 1)
        }

        /// False when the job waits in the lane now.
        mutating func enter(_ job: TransferJob, _ key: Key) -> Bool {
            guard lanes[key, default: Lane()].holders < limit else {
                lanes[key]?.waiting.append(job)
                return false
            }
            lanes[key, default: Lane()].holders += 1
            return true
        }

        /// Who gets the place that becomes free.
        mutating func leave(_ key: Key) -> TransferJob? {
            if let next = lanes[key]?.waiting.popFirst() { return next }
            lanes[key]?.holders -= 1
            if lanes[key]?.holders == 0 { lanes[key] = nil }
            return nil
        }

        mutating func removeWaiting() -> [TransferJob] {
            defer { lanes = [:] }
            return lanes.values.flatMap { lane in
                var waiting = lane.waiting
                return waiting.removeAll()
            }
        }
    }

    private let limit: Int
    private var running = 0
    private var hosts: Lanes<String>
    private var addresses: Lanes<IPAddress>
    /// Have their host's and their address's place.
    private var ready = Fifo<TransferJob>()

    init(limit: Int, perHost: Int, perAddress: Int) {
        self.limit = max(limit, 1)
        hosts = Lanes(limit: perHost)
        addresses = Lanes(limit: perAddress)
    }

    mutating func enter(_ job: TransferJob) {
        if hosts.enter(job, job.request.url.host) { enterAddress(job) }
    }

    /// The next that may start; `leave` is owed for it.
    mutating func next() -> TransferJob? {
        guard running < limit, let job = ready.popFirst() else { return nil }
        running += 1
        return job
    }

    /// Gives the job's places to those who wait for them.
    mutating func leave(_ job: TransferJob) {
        running -= 1
        if let next = addresses.leave(job.request.address.destinationKey) { ready.append(next) }
        if let next = hosts.leave(job.request.url.host) { enterAddress(next) }
    }

    /// Everyone who waits.
    mutating func removeWaiting() -> [TransferJob] {
        hosts.removeWaiting() + addresses.removeWaiting() + ready.removeAll()
    }

    private mutating func enterAddress(_ job: TransferJob) {
        if addresses.enter(job, job.request.address.destinationKey) { ready.append(job) }
    }
}

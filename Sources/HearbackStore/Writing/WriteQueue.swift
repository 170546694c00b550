import GRDB
import HearbackCore
import HearbackMetrics
import HearbackTransparency
import Synchronization

/// Group commit: many callers, one durable transaction, a savepoint each.
///
/// The loop is a task of its own. A caller who stops waiting does not stop the transaction, which GRDB would roll back
/// for everybody if it ran in a cancelled task.
final class WriteQueue: Sendable {
    /// One write, with its type erased: what it answers is delivered only once its transaction is on disk.
    struct Job: Sendable {
        let perform: @Sendable (LedgerTransaction) throws -> Answer
        let fail: @Sendable (any Error) -> Void
        /// The HTTP request that it is done for.
        var request: String?

        func answer(failed error: any Error) {
            fail(error is Refusal ? error : StoreError(error, context: "writing"))
        }
    }

    /// Told once the transaction is on disk, with the leaves that it appended to the log.
    typealias Answer = @Sendable (LogGroup?) -> Void

    private let pool: DatabasePool
    private let options: LedgerOptions
    private let time: LedgerClock
    private let memo = DetailsMemo()
    /// What it holds was committed, or it is distrusted.
    let book = EndpointBook()
    let logBook = LogBook()
    let meters = LedgerMeters()
    private let batch: Mutex<WriteBatch<Job>>
    private let wakeUps: AsyncStream<Void>
    private let wakeUp: AsyncStream<Void>.Continuation

    init(pool: DatabasePool, options: LedgerOptions, time: LedgerClock) {
        (self.pool, self.options, self.time) = (pool, options, time)
        batch = Mutex(WriteBatch(waitingLimit: options.queueLimit, batchLimit: options.batchLimit))
        (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var depth: Int { batch.withLock { $0.waiting.count } }

    func submit<Value: Sendable>(
        _ operation: @escaping @Sendable (LedgerTransaction) throws -> @Sendable (LogGroup?) -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                perform: { transaction in
                    let value = try operation(transaction)
                    return { continuation.resume(returning: value($0)) }
                },
                fail: { continuation.resume(throwing: $0) }, request: RequestID.current)
            switch batch.withLock({ $0.submit(job) }) {
            case .accepted(isFirst: true): wakeUp.yield()
            case .accepted(isFirst: false): break
            case .full: job.fail(StoreError(.queueFull, "\(options.queueLimit) writes wait already"))
            case .closed: job.fail(StoreError(.shuttingDown, "the ledger is closing"))
            }
        }
    }

    /// Refuses new writes; `run` returns once those that wait are on disk.
    func close() {
        batch.withLock { $0.close() }
        wakeUp.yield()
    }

    func run() async {
        for await _ in wakeUps {
            while true {
                let jobs = batch.withLock { $0.take() }
                if jobs.isEmpty { break }
                await commit(jobs)
            }
            if batch.withLock({ $0.isClosed && $0.waiting.isEmpty }) { break }
        }
        // Cancelled instead of closed: nobody may be left waiting.
        let abandoned = batch.withLock { batch in
            batch.close()
            return batch.waiting
        }
        for job in abandoned { job.fail(StoreError(.shuttingDown, "the ledger is closing")) }
    }

    private func commit(_ jobs: [Job]) async {
        let begin = ContinuousClock.now
        meters.began(at: begin)
        defer { meters.ended() }
        do {
            let group = try await answers(to: jobs)
            meters.committed(jobs.count, since: begin, lastStatement: group.lastStatement)
            for answer in group.answers { answer(group.log) }
            if !group.notes.isEmpty { options.recorded?(group.notes) }
        } catch {
            let failure = StoreError(error, context: "writing a group of \(jobs.count)")
            meters.failed(failure.code)
            for job in jobs { job.fail(failure) }
        }
    }

    /// A group that is on disk.
    private struct Group: Sendable {
        let answers: [Answer]
        let log: LogGroup?
        let recorded: Instant
        let notes: [RecordedEvent]
        /// When all was written but the commit.
        let lastStatement: ContinuousClock.Instant
    }

    /// A savepoint makes SQLite copy every page that is changed after it, so the group does without as long as it can:
    /// nearly every failure is a refusal that comes before the first change. When one comes after, all is rolled back
    /// and the group is written again, a savepoint each.
    private func answers(to jobs: [Job]) async throws -> Group {
        do {
            return try await write(jobs) { try $0.attemptUnguarded($1) }
        } catch is HalfWritten {
            return try await write(jobs) { try $0.attempt($1) }
        }
    }

    private func write(
        _ jobs: [Job], _ attempt: @escaping @Sendable (LedgerTransaction, Job) throws -> Answer
    ) async throws -> Group {
        do {
            let group = try await pool.write { [options, memo, book, logBook] db in
                let transaction = try LedgerTransaction(db, options: options, memo: memo, book: book, logBook: logBook)
                let answers = try jobs.map { try attempt(transaction, $0) }
                try transaction.countNew()
                let log = try transaction.appendLeaves()
                return Group(
                    answers: answers, log: log, recorded: transaction.counters.lastRecorded, notes: transaction.notes,
                    lastStatement: .now)
            }
            if let log = group.log { logBook.committed(log.tree.edge) }
            time.recorded(group.recorded)
            return group
        } catch {
            book.distrust()
            logBook.distrust()
            throw error
        }
    }
}

/// A job failed after it had changed something.
private struct HalfWritten: Error {}

extension LedgerTransaction {
    /// Runs one job without a savepoint.
    ///
    /// - Throws: `HalfWritten` when the job failed and the transaction can't go on without its traces.
    fileprivate func attemptUnguarded(_ job: WriteQueue.Job) throws -> WriteQueue.Answer {
        let (before, changes) = (counters, db.totalChangesCount)
        (usesBook, request) = (false, job.request)
        do {
            return try job.perform(self)
        } catch {
            guard db.isInsideTransaction, db.totalChangesCount == changes else { throw HalfWritten() }
            forget(since: before)
            return { _ in job.answer(failed: error) }
        }
    }

    /// What a job that failed left in memory.
    private func forget(since before: Counters) {
        counters = before
        leaves.removeLast(leaves.count - before.leaves)
        notes.removeLast(notes.count - before.notes)
        if usesBook { book.distrust() }
    }

    /// Runs one job in a savepoint of its own, so that its failure costs its neighbours nothing.
    ///
    /// - Throws: only when SQLite has given up the whole transaction (disk full, I/O error).
    func attempt(_ job: WriteQueue.Job) throws -> WriteQueue.Answer {
        let before = counters
        (usesBook, request) = (false, job.request)
        var answer: WriteQueue.Answer?
        do {
            try db.inSavepoint {
                answer = try job.perform(self)
                return .commit
            }
        } catch {
            guard db.isInsideTransaction else { throw error }
            forget(since: before)
            return { _ in job.answer(failed: error) }
        }
        return answer ?? { _ in job.fail(StoreError(.inputOutput, "a write ended without an answer")) }
    }
}

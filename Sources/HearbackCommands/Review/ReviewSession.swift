import Dispatch
import Foundation
import HearbackAPI
import HearbackClient
import HearbackCore
import HearbackReview

/// One sitting: events in, the model moved, effects out, the screen painted.
struct ReviewSession: Sendable {
    let client: AdminClient
    let user: String
    let filter: ReviewFilter
    let console: Console
    /// From this machine's clock to the daemon's, in milliseconds.
    let clockOffset: Int64

    /// How long the daemon may take over the last requests before the program ends without them.
    private static let farewellSeconds = 3

    private enum Input: Sendable {
        case event(ReviewEvent)
        /// What came of one effect.
        case answer(ReviewEvent?)
        case signal(SignalWatch.Signal)
        /// The daemon had its time.
        case tooLate
    }

    /// Runs until the moderator leaves.
    ///
    /// - Returns: the session as it ended.
    func run() async throws -> Review {
        let terminal = try Terminal(environment: console.environment)
        let (inputs, sink) = AsyncStream.makeStream(of: Input.self)
        let (effects, lane) = AsyncStream.makeStream(of: ReviewEffect.self)
        let signals = SignalWatch { sink.yield(.signal($0)) }
        let keys = TerminalInput(terminal.descriptor, clock: console.clock) { sink.yield(.event($0)) }
        let work = Task { await carryOut(effects, sink) }
        let ticks = Task { try await tick(sink) }
        defer {
            ticks.cancel()
            work.cancel()
            keys.stop()
            signals.stop()
            terminal.leave()
        }
        try terminal.enter()
        keys.start()
        var stage = Stage(terminal: terminal, keys: keys, lane: lane, painter: Painter(isColoured: isColoured))
        var review = Review(size: terminal.size, now: now, user: user, filter: filter)
        for effect in review.begin() { stage.ask(effect) }
        try stage.show(review)
        for await input in inputs {
            let wanted: [ReviewEffect]
            switch input {
            case .tooLate: return review
            case .event(let event): wanted = review.update(event)
            case .answer(let event):
                stage.asked -= 1
                wanted = event.map { review.update($0) } ?? []
            case .signal(let signal): wanted = try stage.take(signal, &review)
            }
            for effect in wanted {
                try perform(effect, &stage, sink)
            }
            if stage.isLeaving, stage.asked == 0 { return review }
            try stage.show(review)
        }
        return review
    }

    private var now: Instant { console.clock().advanced(byMilliseconds: clockOffset) }

    private var isColoured: Bool { (console.environment["NO_COLOR"] ?? "").isEmpty }

    private func perform(_ effect: ReviewEffect, _ stage: inout Stage, _ sink: AsyncStream<Input>.Continuation) throws {
        switch effect {
        case .suspend: stage.suspend()
        case .repaint: stage.forget()
        case .edit(let text):
            stage.stepAside()
            let editor = TextEditor(environment: console.environment, terminal: stage.terminal.descriptor)
            Task {
                do {
                    sink.yield(.event(.edited(try await editor.edit(text), trouble: nil)))
                } catch {
                    sink.yield(.event(.edited(nil, trouble: ErrorWords.of(error)?.message ?? "\(error)")))
                }
                sink.yield(.signal(.wake))
            }
        // Pressed twice, it is as with once: what is held is given back first.
        case .quit where stage.isLeaving: break
        case .quit:
            stage.isLeaving = true
            Task {
                try await Task.sleep(for: .seconds(Self.farewellSeconds))
                sink.yield(.tooLate)
            }
        default: stage.ask(effect)
        }
    }

    private func carryOut(_ effects: AsyncStream<ReviewEffect>, _ sink: AsyncStream<Input>.Continuation) async {
        var lane = ReviewLane(client: client, user: user, now: { now })
        for await effect in effects {
            sink.yield(.answer(await lane.answer(to: effect)))
        }
    }

    private func tick(_ sink: AsyncStream<Input>.Continuation) async throws {
        while true {
            try await Task.sleep(for: .seconds(1))
            sink.yield(.event(.tick(now)))
        }
    }
}

/// The terminal with what is painted on it, and whether it is ours now.
private struct Stage {
    let terminal: Terminal
    let keys: TerminalInput
    let lane: AsyncStream<ReviewEffect>.Continuation
    var painter: Painter
    var isLeaving = false
    /// Effects that the lane has not answered.
    var asked = 0
    private var isAside = false
    private var isEditing = false

    init(terminal: Terminal, keys: TerminalInput, lane: AsyncStream<ReviewEffect>.Continuation, painter: Painter) {
        (self.terminal, self.keys, self.lane, self.painter) = (terminal, keys, lane, painter)
    }

    mutating func show(_ review: Review) throws {
        if !isAside { try terminal.write(painter.paint(review.render())) }
    }

    mutating func ask(_ effect: ReviewEffect) {
        asked += 1
        lane.yield(effect)
    }

    mutating func forget() { painter.forget() }

    /// Stops the program until the shell wakes it. Where no shell waits, it stays.
    mutating func suspend() {
        guard terminal.canSuspend else { return }
        isAside = true
        terminal.leave()
        kill(getpid(), SIGSTOP)
    }

    /// Another program has the terminal.
    mutating func stepAside() {
        (isAside, isEditing) = (true, true)
        keys.pause()
        terminal.leave()
    }
}

extension Stage {
    mutating func take(_ signal: SignalWatch.Signal, _ review: inout Review) throws -> [ReviewEffect] {
        switch signal {
        case .resize: return review.update(.resized(terminal.size))
        // Ctrl-C in the editor is the editor's.
        case .interrupt where isEditing: return []
        case .interrupt, .end: return review.update(.hangUp)
        case .wake:
            if isEditing { keys.resume() }
            (isAside, isEditing) = (false, false)
            try terminal.enter()
            painter.forget()
            return review.update(.resized(terminal.size))
        }
    }
}

import Dispatch
import Foundation
import HearbackCore
import HearbackReview
import Synchronization

/// Keys from the terminal, as they come.
final class TerminalInput: Sendable {
    private let queue = DispatchQueue(label: "hearback.terminal-input")
    // SAFETY: dispatch sources may be used from every thread; their protocol does not say so.
    nonisolated(unsafe) private let source: any DispatchSourceRead
    private let decoder = Mutex(KeyDecoder())
    private let isPaused = Mutex(false)
    private let descriptor: Int32
    private let take: @Sendable (ReviewEvent) -> Void
    private let clock: Clock

    /// After so long a lone Escape is the key. Longer than the parts of a sequence are apart, even over a slow line.
    private static let escapeDelay = DispatchTimeInterval.milliseconds(60)

    init(_ descriptor: Int32, clock: @escaping Clock, _ take: @escaping @Sendable (ReviewEvent) -> Void) {
        (self.descriptor, self.clock, self.take) = (descriptor, clock, take)
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler { [weak self] in self?.read() }
    }

    func start() { source.activate() }

    /// Another program reads the terminal now.
    func pause() {
        isPaused.withLock { isPaused in
            if !isPaused { source.suspend() }
            isPaused = true
        }
    }

    func resume() {
        isPaused.withLock { isPaused in
            if isPaused { source.resume() }
            isPaused = false
        }
    }

    /// A source must run when it is given up (dispatch_source_cancel(3)).
    func stop() {
        source.activate()
        resume()
        source.cancel()
    }

    private func read() {
        // The source says that something is there, so this does not wait.
        guard let bytes = try? Descriptor.readChunk(descriptor) else {
            source.cancel()
            return take(.hangUp)
        }
        let isUndecided = decoder.withLock { decoder in
            for key in decoder.keys(from: bytes) { take(.key(key, at: clock())) }
            return decoder.isUndecided
        }
        if isUndecided { queue.asyncAfter(deadline: .now() + Self.escapeDelay) { [weak self] in self?.settle() } }
    }

    private func settle() {
        decoder.withLock { decoder in
            for key in decoder.settle() { take(.key(key, at: clock())) }
        }
    }
}

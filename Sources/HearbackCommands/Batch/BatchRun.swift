import HearbackAPI
import HearbackClient
import HearbackCore

/// Carries a batch through, chunk by chunk.
struct BatchRun {
    let desk: Desk

    init(_ desk: Desk) { self.desk = desk }

    /// Shows what is selected, asks, decides.
    func start(_ request: BatchRequest, _ input: BulkInput) async throws {
        let batch = try await desk.client.createBatch(request)
        guard let id = batch.id else {
            return try desk.show(batch) { BatchView.show(batch, $0) + ["", "nothing was decided"] }
        }
        if !desk.wantsJSON {
            let lines = BatchView.show(batch, Rendering(width: desk.console.width, palette: desk.console.palette))
            try desk.console.line(lines.joined(separator: "\n"))
        }
        guard input.yes || isConfirmed(batch) else {
            _ = try await desk.client.undoBatch(id)
            throw CommandError("nothing was decided", hint: "answer yes to decide, or say --yes")
        }
        try await goOn(id)
    }

    func goOn(_ id: String) async throws {
        try await untilDone(id, "decided", left: \.pending) { try await desk.client.applyBatch(id) }
    }

    func takeBack(_ id: String) async throws {
        try await untilDone(id, "taken back", left: \.applied) { try await desk.client.undoBatch(id) }
    }

    private func isConfirmed(_ batch: BatchResource) -> Bool {
        let verb = batch.reason == nil ? "publish" : "reject"
        desk.console.writeError("\(verb) \(Figures.count(batch.members, "comment"))? [yes/no] ")
        return ["y", "yes"].contains(desk.console.readAnswer?()?.lowercased() ?? "")
    }

    private func untilDone(
        _ id: String, _ word: String, left: KeyPath<BatchResource, Int>, _ step: () async throws -> BatchResource
    ) async throws {
        let interruption = Interruption()
        defer { interruption.end() }
        let progress = BatchProgress(desk.console, isQuiet: desk.wantsJSON)
        var batch: BatchResource
        repeat {
            batch = try await step()
            progress.show(batch.members - batch[keyPath: left], of: batch.members, word)
            if interruption.happened, batch[keyPath: left] > 0 {
                progress.clear()
                try stopped(id, batch, word)
            }
        } while batch[keyPath: left] > 0
        progress.clear()
        try desk.show(batch) { BatchView.done(batch, $0) }
        if batch.refused + batch.kept > 0 { throw SilentFailure() }
    }

    private func stopped(_ id: String, _ batch: BatchResource, _ word: String) throws {
        let name = VisibleText.inline(id)
        desk.console.errorLine(
            "interrupted: \(Figures.grouped(batch.applied)) of \(Figures.count(batch.members, "comment")) stand decided")
        let others = batch.state == .stopped ? "" : ", 'hearback batch undo \(name)' takes them back"
        let verb = batch.state == .stopped ? "undo" : "apply"
        desk.console.errorLine("hint: 'hearback batch \(verb) \(name)' goes on\(others)")
        throw SilentFailure(exitCode: Interruption.exitCode)
    }
}

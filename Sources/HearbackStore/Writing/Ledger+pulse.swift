import Synchronization

extension Ledger {
    /// Returns once the writer has answered a transaction that writes nothing, whatever it said: a full disk is not mended by
    /// a restart. A writer that hangs keeps it.
    package func pulse() async {
        while !Task.isCancelled {
            do {
                return try await write { _ in }
            } catch let error as StoreError where error.code == .queueFull {
                // There is room once a group was written.
                try? await Task.sleep(for: .milliseconds(50))
            } catch { return }
        }
    }

    /// All derived tables are being made again, in one transaction for which everything else waits.
    package var isRebuilding: Bool { rebuilds.withLock { $0 } > 0 }
}

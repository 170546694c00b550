import ServiceLifecycle

/// All places at which the daemon is called. They begin and end together: nobody is let in at one door while the last are seen
/// out at another.
struct Listeners: Service {
    let all: [Listener]

    struct EndedAlone: Error, CustomStringConvertible {
        var description: String { "a server ended by itself" }
    }

    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for listener in all {
                group.addTask {
                    try await listener.run()
                    if !Task.isShuttingDownGracefully { throw EndedAlone() }
                }
            }
        }
    }
}

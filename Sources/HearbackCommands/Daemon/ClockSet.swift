import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct ClockSet: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Move a simulated clock to a later moment.",
        discussion: """
            A daemon on the system's clock refuses. What falls due on the way happens.

            Examples:
              hearback clock set 2026-11-24T09:00:00Z
              hearback clock set 2026-11-24
            """)

    @Argument(help: "RFC 3339, or a day for its beginning in UTC.")
    var time: Instant

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let status = try await desk.client.setClock(ClockRequest(to: time))
        try desk.show(status) { _ in ["the clock stands at \(status.now.minuteText)"] }
    }
}

import Foundation

/// The project's receiver, which verifies every signature with PyPI's standardwebhooks too.
package final class WebhookReceiver: Sendable {
    package let url: String
    private let process: ChildProcess
    private let scratch: Scratch
    private let name = "receiver"

    private struct Announcement: Codable {
        let url: String
    }

    /// One line of the receiver's log.
    package struct Request: Codable, Sendable {
        package let number: Int
        package let id: String
        package let timestamp: String
        package let verified: Bool
        package let reason: String?
        package let status: Int
        package let body: String

        package struct Message: Codable, Sendable {
            package let type: String
            package let timestamp: String
            package let data: Details

            package struct Details: Codable, Sendable {
                package let comment_id: String
                package let reference: String
                package let bill: String
                package let state: String
                package let revision: Int
            }
        }

        package func message() throws -> Message { try JSONDecoder().decode(Message.self, from: Data(body.utf8)) }
    }

    /// Runs a receiver for the time of `body`.
    ///
    /// - Parameters:
    ///   - port: 0 lets the kernel choose.
    ///   - failures: the first so many requests are answered with `status`.
    ///   - silent: the first so many requests are taken and never answered.
    ///   - pause: seconds before each answer.
    ///   - body: told the receiver.
    package static func with<Value: Sendable>(
        _ scratch: Scratch, port: Int = 0, failures: Int = 0, status: Int = 500,
        silent: Int = 0, pause: Double = 0, _ body: (WebhookReceiver) async throws -> Value
    ) async throws -> Value {
        let receiver = try await WebhookReceiver(
            scratch,
            ["--port", "\(port)", "--fail", "\(failures)", "--status", "\(status)", "--silent", "\(silent)", "--pause", "\(pause)"])
        do {
            let value = try await body(receiver)
            try await receiver.stop()
            return value
        } catch {
            receiver.process.send(signal: SIGKILL)
            throw error
        }
    }

    private init(_ scratch: Scratch, _ arguments: [String]) async throws {
        self.scratch = scratch
        let name = self.name
        let process = try ChildProcess(
            Project.python,
            [
                Project.file("scripts/lib/receiver.py"), "--secret-file", scratch.file(name + ".secret"), "--log",
                scratch.file(name + ".jsonl"), "--tolerance", "0", "--verify-with-library", "--quiet",
            ] + arguments, output: scratch.file(name + ".out"), errors: scratch.file(name + ".err"))
        self.process = process
        let line = try await waitFor("the receiver's address") { () -> String? in
            if let exit = process.hasExited {
                throw FixtureError("the receiver ended with \(exit): \(scratch.text(of: name + ".err"))")
            }
            let text = scratch.text(of: name + ".out")
            return text.hasSuffix("\n") ? text : nil
        }
        url = try JSONDecoder().decode(Announcement.self, from: Data(line.utf8)).url
    }

    /// What the endpoint's secret is, once its address is registered.
    package func trust(_ secret: String) throws { _ = try scratch.write(secret + "\n", to: name + ".secret") }

    /// What came in so far, in order.
    package func requests() throws -> [Request] {
        let text = scratch.text(of: name + ".jsonl")
        // The last line may be half written.
        let whole = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return try whole.map { try JSONDecoder().decode(Request.self, from: Data($0.utf8)) }
    }

    package func waitForRequests(_ count: Int, timeout: Duration = .seconds(30)) async throws -> [Request] {
        try await waitFor("\(count) requests at the receiver", timeout: timeout) {
            let requests = try requests()
            return requests.count >= count ? requests : nil
        }
    }

    private func stop() async throws {
        process.send(signal: SIGTERM)
        guard try await process.waitForExit() == .code(0) else {
            throw FixtureError("the receiver did not end well: \(scratch.text(of: name + ".err"))")
        }
    }
}

import Foundation

/// The project's receiver, which verifies every signature with PyPI's standardwebhooks too.
package final class WebhookReceiver: Sendable {
    package let url: String
    private let process: ChildProcess
    private let scratch: Scratch
    private let name: String

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
    ///   - failures: the first so many requests are answered with `status`.
    ///   - body: told the receiver.
    package static func with<Value: Sendable>(
        _ scratch: Scratch, failures: Int = 0, status: Int = 500, named name: String = "receiver",
        _ body: (WebhookReceiver) async throws -> Value
    ) async throws -> Value {
        let receiver = try await WebhookReceiver(scratch, failures, status, name)
        do {
            let value = try await body(receiver)
            try await receiver.stop()
            return value
        } catch {
            receiver.process.send(signal: SIGKILL)
            throw error
        }
    }

    private init(_ scratch: Scratch, _ failures: Int, _ status: Int, _ name: String) async throws {
        (self.scratch, self.name) = (scratch, name)
        let process = try ChildProcess(
            Project.python,
            [
                Project.file("scripts/lib/receiver.py"), "--secret-file", scratch.file(name + ".secret"), "--log",
                scratch.file(name + ".jsonl"), "--tolerance", "0", "--verify-with-library", "--quiet", "--fail",
                String(failures), "--status", String(status),
            ], output: scratch.file(name + ".out"), errors: scratch.file(name + ".err"))
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

    /// Stops the receiver from answering; the kernel still takes connections and bytes for it.
    package func freeze() { process.send(signal: SIGSTOP) }
    package func thaw() { process.send(signal: SIGCONT) }

    /// Whether a connection has brought bytes that the receiver has not read, as proc(5) shows it.
    package func hasUnreadBytes() throws -> Bool {
        guard let port = url.split(separator: ":").last?.split(separator: "/").first.flatMap({ UInt16($0) }) else {
            throw FixtureError("no port in \(url)")
        }
        let digits = String(port, radix: 16, uppercase: true)
        let local = "0100007F:" + String(repeating: "0", count: 4 - digits.count) + digits
        return try String(contentsOfFile: "/proc/net/tcp", encoding: .ascii).split(separator: "\n").contains { line in
            let columns = line.split(separator: " ")
            return columns.count > 4 && columns[1] == local && columns[3] == "01" && !columns[4].hasSuffix(":00000000")
        }
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

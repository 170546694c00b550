import Foundation

/// A real SMTP server (PyPI's aiosmtpd) in a process of its own, which logs what Python's email package makes of every
/// message, and misbehaves as told.
package struct MailSink: Sendable {
    package let port: UInt16
    private let scratch: Scratch
    private let process: ChildProcess

    package struct Message: Decodable, Sendable {
        package struct Part: Decodable, Sendable {
            package let type: String
            package let charset: String?
            package let encoding: String?
            package let text: String
        }

        package let client: String?
        package let sender: String
        package let recipients: [String]
        package let tls: Bool
        package let user: String?
        package let content: String
        package let unreadable: String?
        package let headers: [[String]]
        package let subject: String
        package let from_name: String
        package let from_address: String
        package let to: [String]
        package let date: String
        package let message_id: String
        package let type: String
        package let defects: [String]
        package let parts: [Part]

        package var bytes: [UInt8] { Array(Data(base64Encoded: content) ?? Data()) }

        package func values(of name: String) -> [String] {
            headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
        }
    }

    private struct Line: Decodable {
        let event: String
        let phase: String?
    }

    private struct Announcement: Decodable {
        let port: UInt16
    }

    /// Runs a server for the time of `body`.
    ///
    /// - Parameter arguments: see scripts/lib/smtp_relay.py.
    package static func with<Value: Sendable>(
        _ scratch: Scratch, _ arguments: [String] = [], _ body: (MailSink) async throws -> Value
    ) async throws -> Value {
        let process = try ChildProcess(
            Project.python, [Project.file("scripts/lib/smtp_relay.py"), "--log", scratch.file("relay.log")] + arguments,
            output: scratch.file("relay.out"), errors: scratch.file("relay.err"))
        do {
            let port = try await waitFor("the relay's port") {
                guard process.hasExited == nil else { throw FixtureError(scratch.text(of: "relay.err")) }
                let line = scratch.text(of: "relay.out")
                return line.hasSuffix("\n")
                    ? try JSONDecoder().decode(Announcement.self, from: Data(line.utf8)).port : nil
            }
            let value = try await body(MailSink(port: port, scratch: scratch, process: process))
            process.send(signal: SIGKILL)
            _ = try await process.waitForExit()
            return value
        } catch {
            process.send(signal: SIGKILL)
            throw error
        }
    }

    /// The PEM file of the server's certificate, when it was started with `--certificate relay.key`.
    package var certificate: String { scratch.file("relay.key.pem") }

    package func messages() throws -> [Message] {
        try lines("message").map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
    }

    package func connections() throws -> Int { try lines("connection").count }

    private func lines(_ event: String) throws -> [Substring] {
        // The last line may still be being written.
        let log = scratch.text(of: "relay.log")
        let whole = log.lastIndex(of: "\n").map { log[...$0] } ?? ""
        return try whole.split(separator: "\n").filter { line in
            try JSONDecoder().decode(Line.self, from: Data(line.utf8)).event == event
        }
    }
}

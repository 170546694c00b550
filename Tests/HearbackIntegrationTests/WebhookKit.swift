import Foundation
import HearbackTestSupport

/// docs/webhooks.md and the programs in it.
enum Documentation {
    static func text() throws -> String {
        String(decoding: try Project.contents("docs/webhooks.md"), as: UTF8.self)
    }

    /// The code block behind `<!-- sample: NAME -->`.
    static func sample(_ name: String) throws -> String {
        let parts = try text().components(separatedBy: "<!-- sample: \(name) -->\n")
        guard parts.count == 2, let start = parts[1].firstIndex(of: "\n"),
            let end = parts[1].range(of: "\n```\n"), start < end.lowerBound
        else { throw FixtureError("docs/webhooks.md has no sample \(name)") }
        return String(parts[1][parts[1].index(after: start)..<end.lowerBound]) + "\n"
    }
}

/// Makes requests by `hearback webhook sign`.
struct Signer {
    let tool: CommandLineTool
    /// The path of the secret's file.
    let secret: String

    func signature(_ id: String, _ body: String, at timestamp: String) async throws -> String {
        let signed = try await tool.run(
            "webhook", "sign", "--secret-file", secret, "--id", id, "--timestamp", timestamp, input: body
        ).check()
        return String(signed.output.dropFirst("webhook-signature: ".count).dropLast())
    }

    /// The three headers; the timestamp is the second.
    func headers(_ id: String, _ body: String, secondsAgo: Int = 0) async throws -> [(name: String, value: String)] {
        let timestamp = String(Int(Date().timeIntervalSince1970) - secondsAgo)
        let signature = try await signature(id, body, at: timestamp)
        return [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)]
    }
}

/// A running `hearback webhook listen --json`.
struct Listening {
    let port: Int
    private let process: ChildProcess
    private let output: @Sendable () -> String

    static func with(
        _ scratch: Scratch, _ arguments: [String], _ body: (Listening) async throws -> Void
    ) async throws {
        let name = "listen-\(UInt32.random(in: 0 ... .max))"
        let process = try ChildProcess(
            try Project.program("hearback"), ["webhook", "listen", "--json"] + arguments,
            output: scratch.file(name + ".out"), errors: scratch.file(name + ".err"))
        let output = { @Sendable in scratch.text(of: name + ".out") }
        do {
            let line = try await waitFor("the listener's address") { () -> String? in
                if let exit = process.hasExited { throw FixtureError("\(exit): \(scratch.text(of: name + ".err"))") }
                return output().hasSuffix("\n") ? output() : nil
            }
            let address = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            guard let port = address["url"].flatMap({ URL(string: $0)?.port }) else {
                throw FixtureError("no port in \(line)")
            }
            try await body(Listening(port: port, process: process, output: output))
        } catch {
            process.send(signal: SIGKILL)
            throw error
        }
    }

    /// Whole lines so far, the address among them.
    var lines: [String] {
        output().split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// By SIGINT, as Ctrl-C does: how it ended, and its lines without the address.
    func interrupt() async throws -> (exit: ChildProcess.Exit, lines: [String]) {
        process.send(signal: SIGINT)
        let exit = try await process.waitForExit(timeout: .seconds(10))
        return (exit, Array(lines.dropFirst()))
    }
}

/// The published schemas by an independent implementation, Python's jsonschema.
struct SchemaCheck {
    private let python: CommandLineTool
    private let scratch: Scratch

    init(_ scratch: Scratch) {
        python = CommandLineTool(program: Project.python, scratch: scratch)
        self.scratch = scratch
    }

    /// What does not fit: of `messages`, lines of `webhook listen --json`, or without them of the examples and of what
    /// each schema must refuse.
    func faults(in messages: String?) async throws -> [String] {
        var arguments = [try scratch.write(Self.program, to: "schemas.py"), Project.file("docs/webhooks")]
        if let messages { arguments.append(try scratch.write(messages, to: "messages.jsonl")) }
        return try await python.run(arguments).check().lines
    }

    private static let program = """
        import copy, json, pathlib, sys
        from jsonschema import Draft202012Validator as Validator

        folder = pathlib.Path(sys.argv[1])
        schemas = {path.stem: json.loads(path.read_text()) for path in (folder / "schemas").glob("*.json")}

        def fits(type, message):
            return Validator(schemas[type]).is_valid(message)

        if len(sys.argv) > 2:
            for line in open(sys.argv[2]):
                message = json.loads(line)["message"]
                for error in Validator(schemas[message["type"]]).iter_errors(message):
                    print(message["type"], error.message)
            sys.exit()

        for type, schema in schemas.items():
            Validator.check_schema(schema)
            example = json.loads((folder / "examples" / (type + ".json")).read_text())
            if not fits(type, example): print(type, "refuses its example")
            for other in schemas:
                if other != type and fits(other, example): print(other, "takes the example of", type)
            for name in ("text", "comment", "author", "email", "moderator", "explanation"):
                for place in (lambda m: m, lambda m: m["data"]):
                    bad = copy.deepcopy(example)
                    place(bad)[name] = "Le délai est trop court"
                    if fits(type, bad): print(type, "takes a member", name)
            for name in schema["properties"]["data"]["required"]:
                bad = copy.deepcopy(example)
                del bad["data"][name]
                if fits(type, bad): print(type, "does not need", name)
                bad["data"][name] = "free text, longer than any code"
                if fits(type, bad): print(type, "takes free text as", name)
        """
}

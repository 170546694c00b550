import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Reaching a daemon elsewhere")
struct AccessTests {
    private static let token = "hbt_1_" + String(repeating: "a", count: 52)
    /// Nobody listens at port 1.
    private static let server = "http://127.0.0.1:1"

    @Test("What is no way to a server is refused before anything is sent", arguments: [
        ("http://desk.example.org", "for everybody on the way to read"), ("http://127.evil.example", "for everybody on the way"),
        ("http://0x7f000001", "for everybody on the way"), ("http://localhost.example.org", "for everybody on the way"),
        ("ftp://desk.example.org", "not the address of a server"), ("desk.example.org", "not the address of a server"),
        ("https://a:b@desk.example.org", "not the address of a server"), ("https://desk.example.org?x", "not the address of a server"),
        ("https://", "not the address of a server"), ("https://desk.example.org\u{1B}[31m", "not the address of a server"),
    ])
    func servers(address: String, words: String) async {
        let run = await Run.hearback(["queue", "list", "--server", address], environment: ["HEARBACK_TOKEN": Self.token])
        #expect(run.exit == 64 && run.errors.contains(words), "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}[31m"))
    }

    @Test("Without a token nothing is sent; what is none is refused and not repeated")
    func tokens() async throws {
        let none = await Run.hearback(["queue", "list", "--server", Self.server])
        #expect(none.exit == 64 && none.errors.contains("HEARBACK_TOKEN") && none.errors.contains("--token-file"))
        let wrong = await Run.hearback(
            ["queue", "list", "--server", Self.server], environment: ["HEARBACK_TOKEN": "sesame"])
        #expect(wrong.exit == 65 && !wrong.errors.contains("sesame"))
        let both = await Run.hearback(["queue", "list", "--server", Self.server, "--socket", "/x"])
        #expect(both.exit == 64)
        let argument = await Run.hearback(["queue", "list", "--server", Self.server, "--token", Self.token])
        #expect(argument.exit == 64)
    }

    @Test("A file with the token serves, unless everybody may read it")
    func files() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write(Self.token + "\n", to: "token")
            for mode in [0o600, 0o640, 0o400] {
                chmod(file, mode_t(mode))
                for (arguments, environment) in [
                    (["--token-file", file], [:]), ([], ["HEARBACK_TOKEN_FILE": file]),
                    (["--token-file=" + file], ["HEARBACK_TOKEN": "sesame"]),
                ] {
                    let run = await Run.hearback(
                        ["--server", Self.server] + arguments + ["queue", "list"], environment: environment)
                    #expect(run.exit == 69 && run.errors.contains(Self.server), "\(run.errors)")
                    #expect(!run.errors.contains(Self.token))
                }
            }
            chmod(file, 0o644)
            let open = await Run.hearback(["queue", "list", "--server", Self.server, "--token-file", file])
            #expect(open.exit == 65 && open.errors.contains("chmod 600"))
            let missing = await Run.hearback(["queue", "list", "--server", Self.server, "--token-file", file + "x"])
            #expect(missing.exit == 66)
        }
    }

    @Test("An option goes before the environment, a server of the environment before its socket")
    func order() async {
        let environment = ["HEARBACK_SERVER": Self.server, "HEARBACK_SOCKET": "/none/env.sock", "HEARBACK_TOKEN": Self.token]
        let server = await Run.hearback(["queue", "list"], environment: environment)
        let socket = await Run.hearback(["queue", "list", "--socket", "/none/told.sock"], environment: environment)
        #expect(server.errors.contains(Self.server))
        #expect(socket.errors.contains("/none/told.sock"))
    }
}

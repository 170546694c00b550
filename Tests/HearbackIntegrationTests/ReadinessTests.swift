import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Alive and ready", .keepingFailures)
struct ReadinessTests {
    @Test("A daemon that can work says so at both")
    func ready() async throws {
        try await DaemonFixture.with { daemon in
            let (health, ready) = (try await daemon.site.get("/healthz"), try await daemon.site.get("/readyz"))
            #expect(health.status == 200 && health.text == "ok" && ready.status == 200 && ready.text == "ready")
        }
    }

    @Test("With less free than is to be kept it is alive but not ready, and says what is missing")
    func disk() async throws {
        try await DaemonFixture.with(configuration: ["observability.disk_reserve_megabytes": "1000000"]) { daemon in
            let ready = try await daemon.site.get("/readyz")
            expect(ready, .notReady, 503, .english)
            #expect(try ready.json(Problem.self).detail?.contains("disk: ") == true && ready.headers["retry-after"] != nil, "\(ready)")
            #expect(try await daemon.site.get("/healthz").status == 200)
            let metrics = try await daemon.metrics()
            #expect(metrics.value("hearback_ready", ["check": "disk"]) == 0 && metrics.value("hearback_ready", ["check": "writer"]) == 1)
        }
    }

    @Test(
        "A disk that fills up makes it not ready before the last byte is gone, and ready again with room",
        .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root with CAP_SYS_ADMIN"))
    func fullDisk() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let disk = try SmallDisk(scratch, bytes: 16 << 20)
            defer { disk.unmount() }
            let configuration = [
                "store.path": DaemonSettings.quoted(disk.path + "/hearback.sqlite"), "observability.disk_reserve_megabytes": "4",
            ]
            try await DaemonFixture.with(configuration: configuration) { daemon in
                #expect(try await daemon.site.get("/readyz").status == 200)
                try disk.fill()
                let ready = try await daemon.site.get("/readyz")
                expect(ready, .notReady, 503, .english)
                #expect(try ready.json(Problem.self).detail?.hasPrefix("disk: 0 MiB are free, 4 ") == true, "\(ready)")
                try disk.makeRoom()
                try await waitUntil("it to be ready") { try await daemon.site.get("/readyz").status == 200 }
            }
        }
    }

    @Test("While another program holds the file it is not ready; once that lets go it finds out by itself")
    func heldFile() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            let (go, held) = (daemon.scratch.file("go"), daemon.scratch.file("held"))
            let script = """
                import os, sqlite3, sys, time
                file = sqlite3.connect(sys.argv[1], isolation_level=None)
                file.execute("BEGIN IMMEDIATE")
                open(sys.argv[2], "w").close()
                while not os.path.exists(sys.argv[3]): time.sleep(0.02)
                file.execute("ROLLBACK")
                """
            let holder = try ChildProcess(
                Project.python, ["-c", script, daemon.store, held, go], output: daemon.scratch.file("holder.out"),
                errors: daemon.scratch.file("holder.err"))
            defer { holder.send(signal: SIGKILL) }
            try await waitUntil("the file to be held") { FileManager.default.fileExists(atPath: held) }
            // Fails once SQLite has waited in vain, after five seconds.
            let refused = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
            #expect(refused.status == 503, "\(refused)")
            let ready = try await daemon.site.get("/readyz")
            expect(ready, .notReady, 503, .english)
            #expect(try ready.json(Problem.self).detail?.hasPrefix("writer: ") == true, "\(ready)")
            #expect(try await daemon.site.get("/healthz").status == 200)
            _ = FileManager.default.createFile(atPath: go, contents: nil)
            try await waitUntil("the daemon to see that it can write") { try await daemon.site.get("/readyz").status == 200 }
            _ = try await daemon.submit(.sample())
        }
    }

    @Test("After SIGTERM it says that it ends, for as long as it is told to, and still takes what comes")
    func drain() async throws {
        try await DaemonFixture.with(configuration: ["observability.drain_seconds": "3"]) { daemon in
            try await daemon.add(try Demo.openBills())
            try daemon.send(signal: SIGTERM)
            let ready = try await waitFor("the daemon to say that it ends") { () -> HTTPResponse? in
                let answer = try await daemon.site.get("/readyz")
                return answer.status == 200 ? nil : answer
            }
            expect(ready, .notReady, 503, .english)
            #expect(try ready.json(Problem.self).detail == "shutdown: the service ends")
            #expect(try await daemon.site.get("/healthz").status == 200)
            _ = try await daemon.submit(.sample())
            // The fixture's end waits for exit code 0.
        }
    }
}

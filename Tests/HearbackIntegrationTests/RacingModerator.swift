import Foundation
import HearbackTestSupport

/// A moderator of the race: one account, two connections that are kept open.
///
/// The one takes what the queue offers, oldest first, and decides it. The other claims nothing: from the newest backwards, at
/// the same pace as its colleague's, and now and then anywhere. It is there to collide.
struct RacingModerator {
    let account: String
    let seed: UInt64

    /// What a moderator got for a request to decide.
    struct Answer: Decodable, Sendable {
        let comment: String
        let verb: String
        let status: Int
        let code: String?
        let detail: String?
    }

    /// Runs until the queue is empty.
    func race(_ daemon: DaemonFixture, comments: Int) async throws -> [Answer] {
        let tool = CommandLineTool(program: Project.python, scratch: daemon.scratch)
        let result = try await tool.run(
            "-c", Self.script, daemon.socket, account, "\(comments)", "\(seed)", timeout: .seconds(240)
        ).check()
        return try JSONDecoder().decode([Answer].self, from: Data(result.output.utf8))
    }

    private static let script = """
        import http.client, json, os, pwd, random, socket, sys, threading
        path, name, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
        account = pwd.getpwnam(name)
        if os.getuid() != account.pw_uid:
            os.setgroups([]); os.setgid(account.pw_gid); os.setuid(account.pw_uid)
        answers, empty = [], threading.Event()

        def connect():
            connection = http.client.HTTPConnection("desk")
            connection.sock = socket.socket(socket.AF_UNIX)
            connection.sock.connect(path)
            return connection

        def post(connection, target, body=""):
            connection.request("POST", "/admin/v1/" + target, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

        def decide(connection, comment, dice):
            verb, body = dice.choice([("publish", ""), ("reject", json.dumps({"reason": "spam", "explanation": "x"}))])
            status, told = post(connection, f"comments/{comment}/{verb}", body)
            code = told.get("code"), told.get("detail")
            answers.append({"comment": comment, "verb": verb, "status": status, "code": code[0], "detail": code[1]})

        def work_off():
            connection, dice = connect(), random.Random(seed)
            try:
                while True:
                    status, told = post(connection, "queue/next")
                    if status == 404: return
                    assert status == 200, (status, told)
                    decide(connection, told["id"], dice)
            finally:
                empty.set()

        def raid():
            connection, dice = connect(), random.Random(seed + 1)
            for number in range(count, 0, -1):
                if empty.is_set(): return
                decide(connection, f"cmt_{number}", dice)
                if number % 10 == 0: decide(connection, f"cmt_{dice.randint(1, count)}", dice)

        faults = []
        threading.excepthook = lambda fault: faults.append(fault)
        threads = [threading.Thread(target=work) for work in (work_off, raid)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert not faults, faults
        json.dump(answers, sys.stdout)
        """
}

"""One hearbackd on a fresh file, for the benchmark: start, ask, end. Linux only (/proc)."""
import http.client
import json
import os
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

START_SECONDS = 30
STOP_SECONDS = 30
INDEX_SECONDS = 7_200


class BenchError(Exception):
    """What went wrong, and what to do about it."""

    def __init__(self, problem: str, hint: str):
        super().__init__(problem)
        self.hint = hint


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path: str, timeout: float):
        super().__init__("hearbackd", timeout=timeout)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(connection: http.client.HTTPConnection, method: str, path: str, body: object) -> tuple[int, dict]:
    try:
        connection.request(
            method, path, None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


class Daemon:
    """A running hearbackd. Use as a context manager: on the way out it ends, whatever happened."""

    def __init__(self, binary: Path, folder: Path, root: Path, prefix: list[str] | None = None,
                 settings: list[str] | None = None, is_fresh: bool = True, is_kept: bool = False):
        """`settings`: further lines of the configuration. Not fresh: the file is there. Kept: it stays afterwards."""
        self.settings, self.is_fresh, self.is_kept = settings or [], is_fresh, is_kept
        # The socket lies apart: a unix socket's path holds 107 bytes at most (unix(7)).
        self.binary, self.folder, self.root, self.prefix = binary, folder, root, prefix or []
        self.sockets = tempfile.mkdtemp(prefix="hearback-bench-")
        self.socket = f"{self.sockets}/admin.sock"
        self.ledger = folder / "bench.sqlite"
        self.process: subprocess.Popen | None = None
        self.port = 0
        self.pid = 0
        self.bill = ""

    def __enter__(self) -> "Daemon":
        try:
            self._start()
            if self.is_fresh:
                self._add_bills()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        if self.is_fresh:
            remove_ledger(self.ledger)
        config = self.folder / "bench.toml"
        config.write_text("\n".join([
            "[server]", "port = 0", "[store]", f"path = {json.dumps(str(self.ledger))}",
            "[admin]", f"socket = {json.dumps(self.socket)}",
            "[time]", f"calendar = {json.dumps(str(self.root / 'config/calendars/MA.json'))}",
            # All load comes from this machine.
            "[intake]", "per_address_per_minute = 0", "per_network_per_minute = 0",
            "[screening]", f"lists = {json.dumps(str(self.root / 'config/screening'))}",
            *self.settings, ""]))
        log = open(self.folder / "bench.log", "ab")
        with log:
            self.process = subprocess.Popen(
                [*self.prefix, str(self.binary), "--config", str(config)], stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=log, start_new_session=True,
                env={name: value for name, value in os.environ.items() if not name.startswith("HEARBACK_")})
        self.port = int(json.loads(self._first_line())["port"])
        self.pid = find_pid(self.process.pid, self.binary)

    def _first_line(self) -> bytes:
        line, end = b"", time.monotonic() + START_SECONDS
        stream = self.process.stdout.fileno()
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([stream], [], [], max(0.0, end - time.monotonic()))
            piece = os.read(stream, 4096) if ready else b""
            if not piece:
                raise BenchError("hearbackd did not start", f"read {self.folder / 'bench.log'}")
            line += piece
        return line

    def _add_bills(self) -> None:
        """The demo's bills, with windows that are open today."""
        for bill in json.loads((self.root / "Tests/Fixtures/demo/bills.json").read_text()):
            self.bill = bill["id"]
            bill["window"] = {"opens": "2020-01-01T00:00:00.000Z"}
            bill["vote_at"] = None
            status, answer = self.admin("POST", "/admin/v1/bills", bill)
            if status != 201:
                raise BenchError(f"bill {bill['id']} was refused: {answer}", "check Tests/Fixtures/demo/bills.json")

    def admin(self, method: str, path: str, body: object = None, timeout: float = 60) -> tuple[int, dict]:
        return ask(UnixConnection(self.socket, timeout), method, path, body)

    def public(self, method: str, path: str, body: object = None) -> tuple[int, dict]:
        return ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60), method, path, body)

    def comments(self) -> int:
        """How many comments the ledger holds, by its own count."""
        status, answer = self.admin("GET", "/admin/v1/status")
        if status != 200:
            raise BenchError(f"the admin socket answered {status}: {answer}", "run as root or as an administrator")
        return answer["comments"]

    def wait_for_index(self, names: tuple[str, ...] = ("search_behind", "campaigns_behind")) -> float:
        """Seconds until every comment is indexed and grouped: what is measured afterwards has the writer to itself."""
        begun = time.monotonic()
        while any(status[name] > 0 for status in [self.admin("GET", "/admin/v1/status")[1]] for name in names):
            if time.monotonic() - begun > INDEX_SECONDS:
                raise BenchError(f"{names} after {INDEX_SECONDS} s still", "read bench.log in the benchmark's folder")
            time.sleep(0.5)
        return time.monotonic() - begun

    def check_ledger(self) -> None:
        """Counts the rows themselves, beside the daemon: as many comments, received events and texts as it says."""
        file = sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True)
        try:
            counts = file.execute(
                "SELECT (SELECT count(*) FROM comment), (SELECT count(*) FROM event WHERE kind = 'received'), "
                "(SELECT count(DISTINCT text) FROM content)").fetchone()
        finally:
            file.close()
        if set(counts) != {self.comments()}:
            raise BenchError(f"the ledger says {self.comments()} comments, its tables hold {counts}", "this is a defect")

    def post(self, bodies: list[bytes]) -> list[int]:
        """One comment after the other on one connection; the status of each."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        statuses = []
        try:
            for body in bodies:
                connection.request("POST", "/v1/comments", body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                answer.read()
                statuses.append(answer.status)
        finally:
            connection.close()
        return statuses

    def memory(self) -> dict[str, int]:
        """Peak and present resident memory in KiB (proc(5): VmHWM, VmRSS)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        fields = dict(line.split(":", 1) for line in status.splitlines())
        return {"peak_kib": int(fields["VmHWM"].split()[0]), "resident_kib": int(fields["VmRSS"].split()[0])}

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)

    def file_bytes(self) -> int:
        return sum(path.stat().st_size for path in self.folder.glob(self.ledger.name + "*"))

    def stop(self) -> None:
        """Ends it as systemd would, and by force when it does not go."""
        if self.process and self.process.poll() is None:
            send(self.pid or self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                # The group: under strace the daemon is strace's child.
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        if self.process and self.process.stdout:
            self.process.stdout.close()
        if not self.is_kept:
            remove_ledger(self.ledger)
        shutil.rmtree(self.sockets, ignore_errors=True)


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far (proc(5): fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine_seconds() -> float:
    """Time that all processors together were busy so far (proc(5): stat)."""
    ticks = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    user, nice, system, _, _, hard, soft, stolen = ticks
    return (user + nice + system + hard + soft + stolen) / os.sysconf("SC_CLK_TCK")


def send(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def find_pid(pid: int, binary: Path) -> int:
    """The process itself, or the child of a tracer that runs the binary."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for candidate in [pid, *map(int, children)]:
        if Path(f"/proc/{candidate}/exe").resolve() == binary.resolve():
            return candidate
    raise BenchError(f"no process runs {binary}", "is it a program of this machine?")


def remove_ledger(ledger: Path) -> None:
    for path in ledger.parent.glob(ledger.name + "*"):
        path.unlink(missing_ok=True)

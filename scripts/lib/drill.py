"""Backs up a daemon under load, restores the backup elsewhere, and compares. Run by scripts/drill."""
import argparse
import concurrent.futures
import http.client
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
from bench_daemon import BenchError, Daemon  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CONNECTIONS = 8
# Acknowledged before the backup begins, and in all.
BEFORE, ALL = 400, 1_000
KEYS = (".key", ".log-key")
SETTINGS = ["[transparency]", "publish_seconds = 1", "[log]", 'level = "error"']


class Load:
    """Posts comments from several connections; remembers each that was acknowledged, in its order."""

    def __init__(self, daemon: Daemon):
        self.daemon, self.lock, self.texts = daemon, threading.Lock(), iter(range(ALL))
        self.acknowledged: list[tuple[str, dict]] = []

    def run(self) -> None:
        with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
            for worker in [pool.submit(self._post) for _ in range(CONNECTIONS)]:
                worker.result()

    def _post(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=60)
        while True:
            with self.lock:
                number = next(self.texts, None)
            if number is None:
                return connection.close()
            text = f"Commentaire {number} : l’article premier mérite un délai plus long."
            body = {"bill": self.daemon.bill, "language": "fr", "text": text, "submitter": {"kind": "person"}}
            connection.request("POST", "/v1/comments", json.dumps(body).encode(), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            receipt = json.loads(answer.read())
            require(answer.status == 201, f"a comment was refused: {answer.status} {receipt}", "this is a defect")
            with self.lock:
                self.acknowledged.append((text, receipt))

    def snapshot(self) -> list[tuple[str, dict]]:
        with self.lock:
            return list(self.acknowledged)


def require(holds: bool, problem: str, hint: str) -> None:
    if not holds:
        raise BenchError(problem, hint)


def say(what: str, result: str) -> None:
    print(f"{what:<11} {result}", flush=True)


class Drill:
    def __init__(self, binaries: pathlib.Path, folder: pathlib.Path):
        self.binaries, self.folder = binaries, folder
        self.first, self.second = folder / "first", folder / "second"
        for path in (self.first, self.second):
            path.mkdir()

    def hearback(self, *arguments: str) -> str:
        """Runs a command that must succeed; its standard output."""
        result = subprocess.run([str(self.binaries / "hearback"), *arguments], capture_output=True, text=True, timeout=60)
        require(result.returncode == 0, f"hearback {arguments[0]} ended with {result.returncode}: {result.stderr}{result.stdout}",
                "this is a defect, or the disk is full")
        return result.stdout

    def daemon(self, folder: pathlib.Path, is_fresh: bool) -> Daemon:
        return Daemon(self.binaries / "hearbackd", folder, ROOT, settings=SETTINGS, is_fresh=is_fresh, is_kept=True)

    def back_up_under_load(self) -> None:
        with self.daemon(self.first, True) as daemon:
            load = Load(daemon)
            thread = threading.Thread(target=load.run)
            thread.start()
            while len(load.snapshot()) < BEFORE and thread.is_alive():
                time.sleep(0.005)
            self.before, begun = load.snapshot(), time.monotonic()
            self.backup = json.loads(self.hearback("backup", "--ledger", str(daemon.ledger), "--to", str(self.folder), "--json"))
            seconds, during = time.monotonic() - begun, len(load.snapshot()) - len(self.before)
            thread.join()
            self.ledger, self.bill, self.all = daemon.ledger, daemon.bill, load.snapshot()
            require(len(self.all) == ALL, f"{len(self.all)} of {ALL} comments were acknowledged", "read the error above")
            self.wait_for_head(daemon)
        say("load", f"{len(self.before)} comments acknowledged before the backup, {during} while it was made, {ALL} in all")
        say("backup", f"{self.backup['bytes']:,} bytes, {self.backup['holds']['comments']} comments, {seconds:.2f} s")

    @staticmethod
    def wait_for_head(daemon: Daemon) -> None:
        """Until every comment stands in a head that was published."""
        end, size, comments = time.monotonic() + 20, 0, daemon.comments()
        while size <= comments:
            require(time.monotonic() < end, "the log's head was not published", "this is a defect")
            time.sleep(0.1)
            connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=10)
            connection.request("GET", "/checkpoint")
            answer = connection.getresponse()
            lines = answer.read().decode().split("\n")
            connection.close()
            size = int(lines[1]) if answer.status == 200 else 0

    def restore_elsewhere(self) -> None:
        begun, target = time.monotonic(), self.second / self.ledger.name
        self.hearback("restore", self.backup["path"], "--to", str(target), "--json")
        # As an administrator puts them back, from where they were kept apart.
        for suffix in KEYS:
            shutil.copy(str(self.ledger) + suffix, str(target) + suffix)
        with self.daemon(self.second, False) as daemon:
            seconds = time.monotonic() - begun
            say("restore", f"elsewhere, with the keys, until it listens: {seconds:.2f} s")
            self.compare(daemon)
            self.check_log(daemon)

    def compare(self, daemon: Daemon) -> None:
        for text, receipt in self.before:
            status, found = daemon.public("GET", f"/v1/receipts/{receipt['receipt_token']}")
            require(status == 200, f"{receipt['reference']} was acknowledged before the backup, and is not in it", "this is a defect")
            same = found["text"] == text and found["received_at"] == receipt["received_at"] and found["decision_due"] == receipt["decision_due"]
            require(same, f"{receipt['reference']} is not what was acknowledged: {found}", "this is a defect")
        held = daemon.comments()
        require(held == self.backup["holds"]["comments"], f"the backup said {self.backup['holds']['comments']} comments, {held} came back", "this is a defect")
        say("comments", f"all {len(self.before)} that were acknowledged before are there, word for word; {ALL - held} came after it and are lost")

    def check_log(self, daemon: Daemon) -> None:
        """The whole log, and that the heads which citizens hold are its beginnings."""
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=10)
        connection.request("GET", "/log.vkey")
        key = connection.getresponse().read().decode().strip()
        connection.close()
        # A new comment, so that a head is signed after the restore.
        daemon.post([json.dumps({"bill": self.bill, "language": "fr", "text": "Après.", "submitter": {"kind": "person"}}).encode()])
        self.wait_for_head(daemon)
        proofs = []
        for number in (0, len(self.before) // 2, len(self.before) - 1):
            proof = self.folder / f"receipt-{number}"
            proof.write_text(self.before[number][1]["proof"])
            proofs += ["--receipt", str(proof)]
        report = json.loads(self.hearback("log", "verify", "--url", f"http://127.0.0.1:{daemon.port}", "--key", key, *proofs, "--json"))
        say("log", f"{report['size']} leaves hashed anew, it holds; three receipts from before stand at its beginning")

    def guard(self) -> None:
        """In the old place, where the last published head is known, the daemon must refuse the same backup."""
        report = json.loads(self.hearback("restore", self.backup["path"], "--to", str(self.ledger), "--replace", "--json"))
        require(report["lost_leaves"] > 0 and not report["will_sign"], f"the loss was not told: {report}", "this is a defect")
        config = self.first / "bench.toml"
        daemon = subprocess.run([str(self.binaries / "hearbackd"), "--config", str(config)], capture_output=True, text=True, timeout=30)
        require(daemon.returncode == 78, f"hearbackd started on an old ledger ({daemon.returncode}): {daemon.stderr}", "this is a defect")
        say("guard", f"in the old place {report['lost_leaves']} leaves are told to be lost, and the daemon does not sign on")

    def run(self) -> None:
        begun = time.monotonic()
        self.back_up_under_load()
        self.restore_elsewhere()
        self.guard()
        say("proved", f"in {time.monotonic() - begun:.1f} s")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bin", type=pathlib.Path, required=True, help="folder of hearbackd and hearback")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="hearback-drill-"))
    try:
        Drill(options.parse_args().bin.resolve(), folder).run()
        return 0
    except BenchError as error:
        print(f"error: {error}\nhint: {error.hint}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

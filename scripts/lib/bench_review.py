"""The full-screen desk: how long a moderator waits from a key to the next comment, over real comments.

    scripts/bench review                     some seconds; .bench/review.json and a table
    scripts/bench review --comments N        as many (default: 100, at most 300)
    scripts/bench review --binary FILE       measure a hearbackd that is built already, with the hearback beside it

A scripted moderator at a pseudo-terminal of 80x24 decides the demo's comments: of ten, seven are published, one is rejected
with a reason and its template, one is asked about, one is skipped. Once with a moment's reading between two keys, once
as fast as the desk takes keys. The clock runs from the last key of a decision until the next comment's reference is painted. Exit codes:
0 all targets reached, 1 one missed, 2 the measurement itself failed, 64 wrong use.
"""
import argparse
import fcntl
import http.client
import json
import os
import pty
import re
import select
import struct
import termios
import time
from pathlib import Path

from bench_daemon import BenchError, Daemon
from bench_setup import ROOT, Parser, add_common, build, facts, prepare_folder, say

# Milliseconds that 95 of 100 decisions may take. A key feels immediate below a tenth of a second.
TARGETS = {"reading": 50.0, "hurried": 100.0}
READING_SECONDS = 0.25
# A key that follows another sooner is taken for a key held down.
HURRIED_SECONDS = 0.1
STEPS = ["p", "p", "rt\r", "p", "c\r", "p", "p", "s", "p", "p"]
NAME = re.compile(rb"HB-[0-9A-Z]{4}-[0-9A-Z]{4}")


class Desk:
    """`hearback review` at a pseudo-terminal; no emulator, whose time would be measured too."""

    def __init__(self, binary: Path, socket: str):
        self.seen = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(binary, [str(binary), "review", "--socket", socket], {**os.environ, "TERM": "xterm"})

    def wait(self, condition, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not condition(self.seen):
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                raise BenchError("the desk does not go on", f"its last words: {self.seen[-300:]!r}")
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                data = b""
            if not data:
                raise BenchError("the desk ended", f"its last words: {self.seen[-300:]!r}")
            self.seen += data

    def rest(self, seconds: float) -> None:
        """Reads on without waiting for anything."""
        end = time.monotonic() + seconds
        while select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
            self.seen += os.read(self.terminal, 65536)

    def decide(self, keys: str) -> float:
        """Milliseconds until another comment is there."""
        for key in keys[:-1]:
            os.write(self.terminal, key.encode())
            self.seen = b""
            self.wait(lambda seen: len(seen) > 0)
        self.seen = b""
        begun = time.perf_counter()
        os.write(self.terminal, keys[-1].encode())
        self.wait(lambda seen: NAME.search(seen) is not None)
        return (time.perf_counter() - begun) * 1_000

    def leave(self) -> None:
        os.write(self.terminal, b"q")
        self.wait(lambda seen: b"\x1b[?1049l" in seen)
        os.close(self.terminal)
        if os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]) not in (0, -1):
            raise BenchError("the desk did not end well", "run it by hand")


def submit(daemon: Daemon, count: int) -> None:
    rows = [json.loads(line) for line in (ROOT / "Tests/Fixtures/demo/comments.jsonl").read_text().splitlines()]
    site = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
    for row in rows[:count]:
        body = {key: row[key] for key in ("bill", "article", "language", "text", "submitter") if row.get(key) is not None}
        site.request("POST", "/v1/comments", json.dumps(body), {"Content-Type": "application/json"})
        answer = site.getresponse()
        if answer.status != 201:
            raise BenchError(f"a comment was refused: {answer.read()!r}", "check Tests/Fixtures/demo/comments.jsonl")
        answer.read()


def measure(options: argparse.Namespace, binary: Path, pause: float) -> dict:
    import getpass
    with Daemon(binary, options.dir, ROOT, settings=["[roles]", f'moderators = ["{getpass.getuser()}"]']) as daemon:
        # Some more than are decided, so that the last wait is like the others.
        submit(daemon, options.comments + 5)
        desk = Desk(binary.parent / "hearback", daemon.socket)
        desk.wait(lambda seen: NAME.search(seen) is not None and b"waiting" in seen)
        desk.rest(1)
        begun = time.monotonic()
        waits = []
        for number in range(options.comments):
            waits.append(desk.decide(STEPS[number % len(STEPS)]))
            desk.rest(pause)
        seconds = time.monotonic() - begun
        desk.leave()
    waits.sort()
    return {"median_ms": round(waits[len(waits) // 2], 1), "p95_ms": round(waits[int(len(waits) * 0.95)], 1),
            "worst_ms": round(waits[-1], 1), "seconds": round(seconds, 1)}


def run(words: list[str]) -> int:
    parser = Parser(
        prog="scripts/bench review", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common(parser, "review.json")
    parser.add_argument("--comments", type=int, default=100)
    options = parser.parse_args(words)
    if not 1 <= options.comments <= 300:
        parser.error("--comments must be from 1 to 300")
    binary = build(options)
    if not options.binary:
        build(options, "hearback")
    kind = prepare_folder(options.dir)
    say(f"{options.comments} comments, with {READING_SECONDS} s of reading, and with {HURRIED_SECONDS} s")
    results = {"reading": measure(options, binary, READING_SECONDS), "hurried": measure(options, binary, HURRIED_SECONDS)}
    report = {"facts": facts(binary, kind, ["libsqlite3-0"]), "comments": options.comments, "results": results}
    (options.json or options.dir / "review.json").write_text(json.dumps(report, indent=2) + "\n")
    print(f"{'':10}{'median':>10}{'95 of 100':>12}{'worst':>10}{'target':>10}   all")
    missed = False
    for name, result in results.items():
        missed |= result["p95_ms"] > TARGETS[name]
        print(f"{name:10}{result['median_ms']:>7} ms{result['p95_ms']:>9} ms{result['worst_ms']:>7} ms"
              f"{TARGETS[name]:>7.0f} ms   {result['seconds']} s")
    return 1 if missed else 0

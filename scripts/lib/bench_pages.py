"""Pages and API answers a second, beside nginx serving the same bytes from disk in the same run; and how long readers wait while
1,000 comments a second come in.

    scripts/bench pages [--seconds N] [--rounds N] [--connections N]
"""
import argparse
import http.client
import json
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from bench_daemon import BenchError, Daemon
from bench_delivery_peers import free_port
from bench_load import prime, request_bodies, refuse_errors, summary, wrk
from bench_report import table
from bench_setup import ROOT, Parser, add_common, build, facts, prepare_folder, say

SHARE, LONGEST_MS, WRITES = 0.5, 20.0, 1_000
PATHS = {"front page": "/fr/", "bill, Arabic": "/ar/bills/{bill}", "bills, JSON": "/v1/bills", "comments, JSON": "/v1/bills/{bill}/comments?limit=20"}


def run(words: list[str]) -> int:
    parser = Parser(prog="scripts/bench pages", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common(parser, "pages.json")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=64)
    options = parser.parse_args(words)
    binary, kind = build(options), prepare_folder(options.dir)
    import getpass
    with Daemon(binary, options.dir, ROOT, settings=["[roles]", f'moderators = ["{getpass.getuser()}"]']) as daemon:
        bodies = request_bodies(ROOT / "Tests/Fixtures/demo/comments.jsonl")
        bill = fill(daemon, bodies)
        paths = {name: path.format(bill=bill) for name, path in PATHS.items()}
        with nginx(options.dir, daemon, list(paths.values())) as port:
            reads = {name: compare(options, daemon, port, number, name, path) for number, (name, path) in enumerate(paths.items())}
        waits = {name: under_writes(daemon, path, bodies, options.seconds * 2) for name, path in paths.items()}
    result = {"facts": facts(binary, kind, ["nginx-light", "libsqlite3-0"]), "reads": reads, "under_writes": waits}
    (options.json or options.dir / "pages.json").write_text(json.dumps(result, indent=2) + "\n")
    return report(reads, waits)


def fill(daemon: Daemon, bodies: list[str]) -> str:
    """Comments of the demo; every second one on the last bill that has twenty is published. Returns that bill."""
    prime(daemon, bodies)
    status, queue = daemon.admin("GET", "/admin/v1/queue?limit=500")
    if status != 200:
        raise BenchError(f"the queue answered {status}", "run as a user whom the benchmark's configuration names")
    by_bill: dict[str, list[str]] = {}
    for item in queue["items"]:
        by_bill.setdefault(item["bill"], []).append(item["id"])
    bill = max(by_bill, key=lambda name: len(by_bill[name]))
    for name in by_bill[bill][::2]:
        status, answer = daemon.admin("POST", f"/admin/v1/comments/{name}/publish", {})
        if status != 200:
            raise BenchError(f"publishing was answered {status}: {answer}", "this is a defect")
    return bill


def fetch(port: int, path: str) -> tuple[str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise BenchError(f"{path} answered {answer.status}", "this is a defect")
        return answer.headers["Content-Type"], body
    finally:
        connection.close()


@contextmanager
def nginx(folder: Path, daemon: Daemon, paths: list[str]) -> Iterator[int]:
    """Serves what the daemon serves, from files, with a worker a core and no log: /0, /1 and so on."""
    place = folder / "nginx"
    (place / "files").mkdir(parents=True, exist_ok=True)
    locations = []
    for number, path in enumerate(paths):
        kind, body = fetch(daemon.port, path)
        (place / "files" / str(number)).write_bytes(body)
        locations.append(f'location = /{number} {{ default_type "{kind}"; }}')
    port = free_port("127.0.0.1")
    (place / "nginx.conf").write_text(f"""
daemon off; pid {place}/pid; error_log {place}/error.log; worker_processes auto;
events {{ worker_connections 4096; }}
http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 1000000000; types {{ }}
  client_body_temp_path {place}/b; proxy_temp_path {place}/p; fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;
  server {{ listen 127.0.0.1:{port}; root {place}/files; {' '.join(locations)} }} }}
""")
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", str(place), "-c", str(place / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise BenchError("nginx ended", f"read {place}/error.log") from None
                time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        process.wait()


def compare(options: argparse.Namespace, daemon: Daemon, port: int, number: int, name: str, path: str) -> dict:
    """Rounds in turn, so that what the machine does otherwise hits both."""
    rates: dict[str, list[float]] = {"hearbackd": [], "nginx": []}
    say(f"{name}: {options.rounds} rounds of {options.seconds} s each, in turn")
    for _ in range(options.rounds):
        for peer, url in [("hearbackd", f"http://127.0.0.1:{daemon.port}{path}"), ("nginx", f"http://127.0.0.1:{port}/{number}")]:
            result = wrk(url, "bench_ok.lua", options.connections, options.seconds, [])
            refuse_errors(result, url)
            rates[peer].append(summary(result)["per_second"])
    middle = {peer: sorted(found)[len(found) // 2] for peer, found in rates.items()}
    shares = sorted(own / other for own, other in zip(rates["hearbackd"], rates["nginx"]))
    return {"bytes": len(fetch(daemon.port, path)[1]), "per_second": middle, "share": round(shares[len(shares) // 2], 3), "rounds": rates}


class Exchange:
    """One connection on which requests go out and whole answers come back."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def send(self, request: bytes) -> None:
        self.socket.sendall(request)

    def answer(self) -> int:
        while (end := self.buffer.find(b"\r\n\r\n")) < 0:
            self.buffer += self.receive()
        head = self.buffer[:end].lower()
        mark = head.find(b"content-length:")
        length = int(head[mark + 15:].split(b"\r\n", 1)[0]) if mark >= 0 else 0
        while len(self.buffer) < end + 4 + length:
            self.buffer += self.receive()
        self.buffer = self.buffer[end + 4 + length:]
        return int(head[9:12])

    def receive(self) -> bytes:
        data = self.socket.recv(65_536)
        if not data:
            raise BenchError("hearbackd closed a connection", "read bench.log in the benchmark's folder")
        return data


def under_writes(daemon: Daemon, path: str, bodies: list[str], seconds: int) -> dict:
    """Reads at 200 a second while comments come at 1,000 a second, both on a clock of their own: who is late does not slow the
    load down, and a read waits from the moment at which it was due."""
    say(f"{path}: 200 reads a second for {seconds} s while {WRITES} comments a second come in")
    stop, written = threading.Event(), []
    before = daemon.comments()
    writer = threading.Thread(target=write, args=(daemon.port, bodies, stop, written))
    writer.start()
    try:
        waits = read(daemon.port, path, seconds)
    finally:
        stop.set()
        writer.join()
    if not written:
        raise BenchError("the writer failed", "its message is above")
    count, took = written[0]
    if daemon.comments() - before < count:
        raise BenchError(f"{count} comments were acknowledged, {daemon.comments() - before} are there", "this is a defect")
    waits.sort()
    return {"reads": len(waits), "writes_per_second": round(count / took, 1), "p50_ms": round(waits[len(waits) // 2] * 1e3, 2),
            "p99_ms": round(waits[int(len(waits) * 0.99)] * 1e3, 2), "max_ms": round(waits[-1] * 1e3, 2)}


def write(port: int, bodies: list[str], stop: threading.Event, written: list) -> None:
    lanes = [Exchange(port) for _ in range(64)]
    begun, sent, done = time.monotonic(), 0, 0
    while not stop.is_set():
        lane = lanes[sent % len(lanes)]
        if sent >= len(lanes):
            if lane.answer() != 201:
                return
            done += 1
        body = bodies[sent % len(bodies)].replace("\t", f"{begun:.6f} {sent}").encode()
        lane.send(b"POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        sent += 1
        time.sleep(max(0.0, begun + sent / WRITES - time.monotonic()))
    written.append((done, time.monotonic() - begun))


def read(port: int, path: str, seconds: int, rate: int = 200) -> list[float]:
    lanes = [Exchange(port) for _ in range(16)]
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n".encode()
    begun = time.monotonic()
    results: list[list[float]] = [[] for _ in lanes]

    def lane(number: int) -> None:
        for turn in range(number, rate * seconds, len(lanes)):
            at = begun + turn / rate
            time.sleep(max(0.0, at - time.monotonic()))
            lanes[number].send(request)
            if lanes[number].answer() != 200:
                return
            results[number].append(time.monotonic() - at)

    threads = [threading.Thread(target=lane, args=(number,)) for number in range(len(lanes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waits = [wait for found in results for wait in found]
    if len(waits) < rate * seconds:
        raise BenchError(f"{len(waits)} of {rate * seconds} reads were answered", "read bench.log in the benchmark's folder")
    return waits


def report(reads: dict, waits: dict) -> int:
    rows = [[name, f"{found['bytes']:,}", f"{found['per_second']['hearbackd']:,.0f}", f"{found['per_second']['nginx']:,.0f}",
             f"{found['share']:.0%}", "yes" if found["share"] >= SHARE else "NO"] for name, found in reads.items()]
    print(table(["read", "bytes", "hearbackd/s", "nginx/s", "share", f">= {SHARE:.0%}"], rows))
    rows = [[name, f"{found['writes_per_second']:,.0f}", f"{found['p50_ms']:.1f}", f"{found['p99_ms']:.1f}", f"{found['max_ms']:.1f}",
             "yes" if found["p99_ms"] < LONGEST_MS else "NO"] for name, found in waits.items()]
    print("\n" + table(["read", "writes/s", "p50 ms", "p99 ms", "max ms", f"p99 < {LONGEST_MS:.0f} ms"], rows))
    missed = any(found["share"] < SHARE for found in reads.values()) or any(found["p99_ms"] >= LONGEST_MS for found in waits.values())
    return 1 if missed else 0

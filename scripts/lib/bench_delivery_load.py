"""One round of deliveries by each sender, timed at the receiver between a tenth and nine tenths of the messages."""
import base64
import contextlib
import hashlib
import hmac
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench_daemon import BenchError, Daemon, cpu_seconds, machine_seconds
from bench_delivery_peers import Program, Receiver
from bench_delivery_seed import Seed
from bench_setup import ROOT

IN_FLIGHT = 64
STALL_SECONDS = 60
SETTLE_SECONDS = 30
LOOK_SECONDS = 0.02


@dataclass(frozen=True)
class Scenario:
    scheme: str
    hosts: int

    @property
    def name(self) -> str:
        return f"{self.scheme}, {self.hosts} host{'s' if self.hosts > 1 else ''}"

    def settings(self, authority: Path, in_flight: int) -> list[str]:
        """As many at once as the other senders have, but at least one to each host."""
        width = max(1, IN_FLIGHT // self.hosts)
        return [f"in_flight = {in_flight}", "allow_http = true", 'allowed_networks = ["127.0.0.0/8"]', "allowed_ports = []",
                f"per_endpoint = {width}", "per_endpoint_per_minute = 0", f"per_address = {2 * width}",
                "per_address_per_minute = 0", f"certificate_authorities = {json.dumps(str(authority))}"]


class Look:
    """The receiver's count and everybody's processor time at one instant."""

    def __init__(self, receiver: Receiver, pid: int):
        self.count, self.time = receiver.requests(), time.monotonic()
        try:
            self.sender = cpu_seconds(pid)
        except FileNotFoundError:
            self.sender = float("nan")
        self.receiver, self.machine = receiver.cpu_seconds(), machine_seconds()


def time_round(receiver: Receiver, pid: int, total: int, is_alive: Callable[[], bool]) -> dict:
    """Watches until `total` requests have come. The ends are cut off: starting up, and the last few."""
    first = last = look = Look(receiver, pid)
    progress = look
    while look.count < total:
        if look.count > progress.count:
            progress = look
        if look.time - progress.time > STALL_SECONDS or (not is_alive() and receiver.requests() < total):
            raise BenchError(f"only {look.count} of {total} messages came", "read bench.log in the benchmark's folder")
        time.sleep(LOOK_SECONDS)
        look = Look(receiver, pid)
        if look.count < total * 0.1:
            first = look
        if look.count < total * 0.9 and look.sender == look.sender:
            last = look
    if last.count - first.count < total / 4:
        raise BenchError(f"{total} messages went too fast to be timed", "give --messages a larger number")
    return figures(first, last)


def figures(first: Look, last: Look) -> dict:
    seconds, count = last.time - first.time, last.count - first.count
    sender, receiver = last.sender - first.sender, last.receiver - first.receiver
    others = last.machine - first.machine - sender - receiver
    return {"per_second": round(count / seconds, 1), "cpu_us": round(sender / count * 1e6, 1),
            "sender_cores": round(sender / seconds, 2), "receiver_cores": round(receiver / seconds, 2),
            "others_cores": round(max(0.0, others / seconds), 2), "timed": count, "seconds": round(seconds, 2)}


@contextlib.contextmanager
def delivering(binary: Path, live: Path, seed: Seed, settings: list[str]) -> Iterator[Daemon]:
    """hearbackd on a copy of the seed, sending."""
    seed.restore(live)
    with Daemon(binary, live, ROOT, settings=["[delivery]", "enabled = true", *settings], is_fresh=False) as daemon:
        yield daemon


def daemon_round(binary: Path, live: Path, seed: Seed, settings: list[str], receiver: Receiver, total: int) -> dict:
    """`total`: the messages of the endpoints that answer. Each must be recorded as delivered, with its event."""
    receiver.reset()
    with delivering(binary, live, seed, settings) as daemon:
        found = time_round(receiver, daemon.pid, total, lambda: daemon.process.poll() is None)
        attempts = settle(daemon.ledger, total)
        found |= daemon.memory() | {"sent_twice": receiver.requests() - total, "retried": attempts - total}
        if total < seed.messages:
            # Peers hang: an orderly end would wait for them. Everything that counts is on the disk.
            daemon.process.kill()
    if found["sent_twice"] > found["retried"]:
        raise BenchError(f"{found['sent_twice']} messages came twice without a failed attempt", "this is a defect")
    return found


def settle(ledger: Path, total: int) -> int:
    """Waits until the outbox says what the receiver saw; the attempts at those messages."""
    file = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    end = time.monotonic() + SETTLE_SECONDS
    try:
        while True:
            delivered, notified, attempts = file.execute(
                "SELECT (SELECT count(*) FROM outbox WHERE state = 'delivered'), "
                "(SELECT count(*) FROM event WHERE kind = 'notified'), "
                "(SELECT sum(attempt) FROM outbox WHERE state = 'delivered')").fetchone()
            if delivered == notified == total:
                return attempts
            if time.monotonic() > end:
                raise BenchError(f"{total} messages came, {delivered} are recorded as delivered, {notified} events say so",
                                 "this is a defect")
            time.sleep(0.1)
    finally:
        file.close()


def curl_round(folder: Path, urls: list[str], body: bytes, authority: Path, receiver: Receiver, total: int) -> dict:
    config = folder / "curl.config"
    with open(config, "w") as lines:
        lines.write(f"parallel\nparallel-max = {IN_FLIGHT}\n")
        key, stamp = os.urandom(32), int(time.time())
        for number in range(total):
            lines.write(curl_request(urls[number % len(urls)], body, authority, key, f"msg_{number:027d}", stamp))
    return command_round(["curl", "-q", "--config", config], folder, receiver, total)


def curl_request(url: str, body: bytes, authority: Path, key: bytes, name: str, stamp: int) -> str:
    """Signed beforehand: curl can't, and its time is what counts."""
    digest = hmac.new(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
    headers = ["Content-Type: application/json", f"webhook-id: {name}", f"webhook-timestamp: {stamp}",
               f"webhook-signature: v1,{base64.b64encode(digest).decode()}"]
    return "".join(["next\n", f'url = "{url}"\n', "silent\nshow-error\nfail\nnoproxy = *\n", f'cacert = "{authority}"\n',
                    *[f'header = "{line}"\n' for line in headers],
                    f"data-raw = {json.dumps(body.decode(), ensure_ascii=False)}\n"])


def bare_round(
    program: Path, folder: Path, urls: list[str], body: bytes, authority: Path, receiver: Receiver, total: int
) -> dict:
    (folder / "urls").write_text("\n".join(urls) + "\n")
    (folder / "body").write_bytes(body)
    return command_round([program, folder / "urls", folder / "body", total, IN_FLIGHT, authority], folder, receiver, total)


def command_round(command: list, folder: Path, receiver: Receiver, total: int) -> dict:
    receiver.reset()
    with Program(command, folder / "bench.log") as sender:
        found = time_round(receiver, sender.pid, total, lambda: sender.process.poll() is None)
        if sender.process.wait(STALL_SECONDS):
            raise BenchError(f"{command[0]} ended with {sender.process.returncode}", "read bench.log in the benchmark's folder")
    return found

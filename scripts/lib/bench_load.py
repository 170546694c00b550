"""Load rounds with wrk: what they send, what they measure, and the proof that nothing was lost or refused."""
import json
import os
import resource
import subprocess
import time
from pathlib import Path

from bench_daemon import BenchError, Daemon, machine_seconds

LIB = Path(__file__).resolve().parent


def request_bodies(fixture: Path) -> list[str]:
    """The fixture's comments as request bodies, each with one tab where the marker that makes it unique goes."""
    bodies = []
    for line in fixture.read_text().splitlines():
        comment = json.loads(line)
        body = {"bill": comment["bill"], "language": comment["language"], "text": comment["text"] + " (\t)",
                "submitter": {key: value for key, value in comment["submitter"].items() if value is not None}}
        if comment.get("article") is not None:
            body["article"] = comment["article"]
        # A tab inside a text is escaped by JSON; the marker's is the only one that was not there before.
        text = json.dumps(body, ensure_ascii=False)
        head, mark, tail = text.rpartition("(\\t)")
        assert mark, "the marker's place is lost"
        bodies.append(f"{head}(\t){tail}")
    return bodies


def prime(daemon: Daemon, bodies: list[str]) -> int:
    """Posts every text once, one after the other: each must be taken before any round counts."""
    statuses = daemon.post([body.replace("\t", f"prime {number}").encode() for number, body in enumerate(bodies)])
    for body, status in zip(bodies, statuses):
        if status != 201:
            raise BenchError(f"a text was answered {status}: {body[:200]}", "the fixture must hold only comments that pass")
    return len(statuses)


def wrk(url: str, script: str, connections: int, seconds: int, arguments: list[str]) -> dict:
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "10s",
               "--script", str(LIB / script), url, "--", *arguments]
    # A session of its own: Ctrl-C reaches this program first, which ends wrk.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        output = process.communicate(timeout=seconds + 60)[0].decode(errors="replace")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    for line in output.splitlines():
        if line.startswith("bench {"):
            return json.loads(line.removeprefix("bench "))
    raise BenchError(f"wrk gave no result:\n{output}", "is wrk 4.1 or newer installed?")


class Usage:
    """CPU seconds since it was made: the daemon's, the load generator's, and everybody else's on this machine."""

    def __init__(self, daemon: Daemon):
        self.daemon, self.start = daemon, self._now(daemon)

    @staticmethod
    def _now(daemon: Daemon) -> tuple[float, float, float, float]:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.monotonic(), daemon.cpu_seconds(), children.ru_utime + children.ru_stime, machine_seconds()

    def figures(self, requests: int) -> dict:
        seconds, own, load, busy = (now - then for now, then in zip(self._now(self.daemon), self.start))
        cores = os.cpu_count() or 1
        return {"daemon_cpu_us_per_request": round(own / max(1, requests) * 1e6, 1),
                "daemon_cores": round(own / seconds, 2), "load_cores": round(load / seconds, 2),
                "others_cores": round(min(cores, max(0.0, busy - own - load) / seconds), 2)}


def ok_round(daemon: Daemon, connections: int, seconds: int) -> dict:
    usage = Usage(daemon)
    result = wrk(f"http://127.0.0.1:{daemon.port}/healthz", "bench_ok.lua", connections, seconds, [])
    refuse_errors(result, "GET /healthz")
    return summary(result) | usage.figures(result["requests"])


def post_round(daemon: Daemon, connections: int, seconds: int, bodies: Path, marker: str) -> dict:
    """One round of durable submissions, with the ledger's count before and after.

    wrk stops in the middle of requests, at most one on each connection: those may be in the ledger without their
    answer having been counted. Never may an answer have been counted without its comment being there.
    """
    before, usage = daemon.comments(), Usage(daemon)
    result = wrk(f"http://127.0.0.1:{daemon.port}/", "bench_post.lua", connections, seconds, [str(bodies), marker])
    figures = usage.figures(result["requests"])
    refuse_errors(result, "POST /v1/comments")
    after = settled_count(daemon)
    unheard = after - before - result["requests"]
    if not 0 <= unheard <= connections:
        raise BenchError(
            f"{result['requests']} comments were acknowledged, the ledger grew by {after - before}",
            f"between 0 and {connections} more may be in the ledger, those in flight when the round ended; this is a defect")
    return summary(result) | figures | {
        "rows_before": before, "rows_after": after, "in_flight_at_end": unheard}


def settled_count(daemon: Daemon) -> int:
    """The count once the requests that were in flight are written: when two looks agree."""
    last = -1
    while (count := daemon.comments()) != last:
        last = count
        time.sleep(0.05)
    return count


def refuse_errors(result: dict, what: str) -> None:
    """Answers of 400 and above, and broken connections. Others than 201 below 400 would show in the ledger's count."""
    found = {name: result[name] for name in ("connect", "read", "write", "timeout", "status") if result[name]}
    if found:
        raise BenchError(f"{what}: not every request succeeded: {found}", "read bench.log in the benchmark's folder")
    if not result["requests"]:
        raise BenchError(f"{what}: no request was answered", "read bench.log in the benchmark's folder")


def summary(result: dict) -> dict:
    return {"requests": result["requests"], "per_second": round(result["requests"] / result["microseconds"] * 1e6, 1),
            "p50_ms": result["p50"] / 1000, "p99_ms": result["p99"] / 1000, "max_ms": result["max"] / 1000}

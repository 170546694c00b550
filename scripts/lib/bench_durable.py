"""The proof that an acknowledged comment is on disk: the kernel's own list of the syncs that hearbackd asked for.

In WAL mode SQLite syncs the log at every commit when `synchronous` is FULL, and only at checkpoints when it is NORMAL
(https://www.sqlite.org/pragma.html#pragma_synchronous). So comments posted one after the other, each waiting for its
answer, must show at least one sync of the log each. strace sees the system calls that really happen.
"""
import re
import shutil
from pathlib import Path

from bench_daemon import BenchError, Daemon

COMMENTS = 100
SYNC = re.compile(r"\b(?:fdatasync|fsync)\(\d+<(?P<path>[^>]*)>\)\s*=\s*0")


def prove_durable(binary: Path, folder: Path, root: Path, bodies: list[str]) -> dict:
    strace = shutil.which("strace")
    if not strace:
        raise BenchError("strace is not installed, and nothing else shows that commits are synced",
                         "apt-get install strace, or --no-sync-proof, which fails that target")
    trace = folder / "sync.trace"
    prefix = [strace, "--follow-forks", "--decode-fds=path", "--quiet=all", "--trace=fdatasync,fsync", f"--output={trace}"]
    with Daemon(binary, folder, root, prefix) as daemon:
        # strace writes a call's line when the call returns, so what is there now belongs to the start.
        before = count_syncs(trace, daemon.ledger)
        chosen = [body.replace("\t", f"sync {number}").encode()
                  for number, body in zip(range(COMMENTS), bodies * (COMMENTS // len(bodies) + 1))]
        statuses = daemon.post(chosen)
        syncs = count_syncs(trace, daemon.ledger) - before
    trace.unlink()
    if statuses != [201] * COMMENTS:
        raise BenchError("a comment was refused under strace", f"read {folder / 'bench.log'}")
    return {"how": "strace, sequential comments", "comments": COMMENTS, "log_syncs": syncs, "holds": syncs >= COMMENTS}


def count_syncs(trace: Path, ledger: Path) -> int:
    """Completed syncs of the write-ahead log. A call interrupted by another thread's line is joined with its end."""
    begun: dict[str, str] = {}
    count = 0
    for line in trace.read_text(errors="replace").splitlines():
        thread = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            begun[thread] = line.removesuffix("<unfinished ...>").rstrip()
            continue
        if "resumed>" in line and thread in begun:
            line = begun.pop(thread) + line.split("resumed>", 1)[1]
        found = SYNC.search(line)
        count += bool(found and found["path"] == f"{ledger}-wal")
    return count

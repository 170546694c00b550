"""The latency audit: `hearback latency report` and `/v1/statistics` over a ledger of a million comments.

    scripts/bench report                     some minutes; .bench/report.json and a table
    scripts/bench report --comments N        as many comments (default: 1,000,000)
    scripts/bench report --binary FILE       measure a hearbackd that is built already, beside its hearback

The comments came over a year; two thirds have been decided, half have an address and are told. Their events are written
into the file with SQL, as the daemon writes them, and the daemon rebuilds its tables from them. Of some rounds the median.
Exit codes: 0 measured, 2 the measurement itself failed, 64 wrong use. No target is set.
"""
import argparse
import datetime
import json
import random
import sqlite3
import statistics
import subprocess
import time
from pathlib import Path

from bench_daemon import BenchError, Daemon
from bench_setup import ROOT, Parser, add_common, build, facts, prepare_folder, say

SEED = 20230106
DAY = 86_400_000
REBUILD_SECONDS = 1_800
LANGUAGES = ("ar", "fr", "zgh", "en", "es")
REPORTS = {
    "text": [], "html, by language": ["--format", "html", "--by", "language"],
    "json, corrections": ["--format", "json", "--corrections-since"],
}


def arguments(words: list[str]) -> argparse.Namespace:
    parser = Parser(
        prog="scripts/bench report", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common(parser, "report.json")
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args(words)


def events(comments: int, first: int, now: int, received: dict) -> list[tuple]:
    """What happened to each comment, all of it in the order of its recording: instant, number, kind, actor, details."""
    dice, made = random.Random(SEED), []
    # What fell due before is nobody's breach today, or the daemon would be busy with writing it down.
    received = {**received, "due_before_import": ["first_action", "decision", "answer"]}
    begins = sorted(now - int(dice.random() * 365 * DAY) for _ in range(comments))
    for place, begin in enumerate(begins):
        number, is_told = first + place, place % 2 == 0
        details = {**received, "language": LANGUAGES[dice.randrange(5)], **({"has_mail": True} if is_told else {})}
        made.append((begin, number, "received", ("submitter", None), json.dumps({"submission": details})))
        told = [(begin + 2_000, "comment.received")]
        decided = begin + int(dice.expovariate(1 / 30) * DAY)
        if decided < now and dice.random() < 0.8:
            is_published = dice.random() < 0.7
            kind, more = ("published", {}) if is_published else ("rejected", {"reason": "off_topic"})
            made.append((decided, number, kind, ("moderator", "bench"), json.dumps(more)))
            told.append((decided + 3_000, f"comment.{kind}"))
        if is_told:
            made += [(at, number, "notified", ("daemon", None), json.dumps({"message": f"msg_{number}", "message_type": kind}))
                     for at, kind in told if at < now]
    return sorted(made, key=lambda event: event[0])


def fill(ledger: Path, comments: int) -> int:
    file = sqlite3.connect(ledger, isolation_level=None)
    try:
        sequence, now = file.execute("SELECT sequence, recorded FROM event ORDER BY sequence DESC LIMIT 1").fetchone()
        details = file.execute("SELECT details FROM event WHERE kind = 'received' ORDER BY sequence DESC LIMIT 1").fetchone()[0]
        first = file.execute("SELECT max(comment) + 1 FROM event").fetchone()[0]
        made = events(comments, first, now, json.loads(details)["submission"])
        file.execute("PRAGMA synchronous = OFF")
        # They are older than the bills' own events, which this trigger would refuse.
        file.execute("DROP TRIGGER event_append_only")
        file.execute("BEGIN")
        file.executemany(
            "INSERT INTO event (sequence, comment, kind, role, actor, occurred, recorded, provenance, details) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 'observed', ?)",
            ((sequence + place, number, kind, role, actor, at, at, details)
             for place, (at, number, kind, (role, actor), details) in enumerate(made, 1)))
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return len(made)
    finally:
        file.close()


def measure(daemon: Daemon, command: list[str]) -> dict:
    begun, used = time.monotonic(), daemon.cpu_seconds()
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}", "see above")
    return {"seconds": time.monotonic() - begun, "daemon_cpu": daemon.cpu_seconds() - used, "bytes": len(done.stdout)}


def median(rounds: list[dict]) -> dict:
    return {key: round(statistics.median(entry[key] for entry in rounds), 3) for key in rounds[0]}


def run(words: list[str]) -> int:
    options = arguments(words)
    binary = build(options)
    if not options.binary:
        build(options, "hearback")
    desk = binary.parent / "hearback"
    kind = prepare_folder(options.dir)
    half_a_year_ago = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=182)).date().isoformat()
    settings = ["[delivery]", "enabled = false"]
    with Daemon(binary, options.dir, ROOT, settings=settings, is_kept=True) as daemon:
        body = {"bill": daemon.bill, "language": "fr", "text": "Un exemple.", "submitter": {"kind": "person"}}
        if daemon.public("POST", "/v1/comments", body)[0] != 201:
            raise BenchError("a comment was refused", "read bench.log in the benchmark's folder")
    say("writing the events")
    count = fill(daemon.ledger, options.comments)
    found = []
    with Daemon(binary, options.dir, ROOT, settings=settings, is_fresh=False) as daemon:
        say(f"{count:,} events; rebuilding")
        status, answer = daemon.admin("POST", "/admin/v1/rebuild", {}, timeout=REBUILD_SECONDS)
        if status != 200 or answer["comments"] != options.comments + 1:
            raise BenchError(f"the rebuild says {answer}", "bench_audit.py must write what the daemon writes")
        before = daemon.memory()["resident_kib"]
        for name, more in REPORTS.items():
            command = [str(desk), "latency", "report", "--socket", daemon.socket, *more]
            command += [half_a_year_ago] if more and more[-1] == "--corrections-since" else []
            rounds = [measure(daemon, command) for _ in range(options.rounds)]
            found.append({"report": name, **median(rounds), "daemon_mib": daemon.memory()["resident_kib"] >> 10})
            say(f"{name}: {found[-1]['seconds']} s")
        begun = time.monotonic()
        daemon.public("GET", "/v1/statistics")
        found.append({"report": "/v1/statistics", "seconds": round(time.monotonic() - begun, 3), "daemon_cpu": 0, "bytes": 0,
                      "daemon_mib": daemon.memory()["resident_kib"] >> 10})
    result = {**facts(binary, kind, []), "comments": options.comments, "events": count, "resident_before_kib": before, "found": found}
    (options.json or options.dir / "report.json").write_text(json.dumps(result, indent=2) + "\n")
    return report(options, count, before, found)


def report(options: argparse.Namespace, count: int, before: int, found: list[dict]) -> int:
    print(f"{options.comments:,} comments, {count:,} events, median of {options.rounds}; {before >> 10} MiB before")
    print(f"{'REPORT':<20} {'SECONDS':>8} {'DAEMON CPU S':>13} {'DAEMON MIB':>11} {'BYTES':>9}")
    for row in found:
        print(f"{row['report']:<20} {row['seconds']:>8.2f} {row['daemon_cpu']:>13.2f} {row['daemon_mib']:>11} {row['bytes']:>9,}")
    return 0

"""Search, and the desk's lists: what `GET /admin/v1/comments?q=…` and those behind `queue list`, `queue digest` and `answer queue` take on
a million comments, half of which owe an answer for the latter.

    scripts/bench search                     some minutes; .bench/search.json and a table
    scripts/bench search --comments N        as many comments (default: 1,000,000)
    scripts/bench search --binary FILE       measure a hearbackd that is built already

The comments are passages of those of Tests/Fixtures/demo, in their mixture of languages, written into the file with SQL; hearbackd
itself indexes them. Every query is asked some times over the admin socket, a connection each, as `hearback comment search`
does; the figure is the median. Exit codes: 0 all targets reached, 1 one missed, 2 the measurement itself failed, 64 wrong use.
"""
import argparse
import json
import random
import sqlite3
import statistics
import time
import urllib.parse
from pathlib import Path

from bench_daemon import BenchError, Daemon, remove_ledger
from bench_setup import ROOT, Parser, add_common, build, facts, prepare_folder, say

SEED = 20230106
TARGET_MS = 50.0
# What a moderator or responder waits for at the most.
LIST_TARGET_MS = 100.0
BATCH = 20_000

# What is asked: words that are everywhere and nowhere, phrases, beginnings, each filter, what fits nothing.
QUERIES = {
    "a common word": "q=de", "a rare word": "q=marque777", "two words": "q=de la", "a phrase": 'q="de la"',
    "a beginning": "q=com*", "a common beginning": "q=que*", "an Arabic word": "q=من", "an Arabic beginning": "q=الم*",
    "one without another": "q=de -la", "a word of one bill": "q=de&bill=BILL", "a word in one language": "q=the&language=en",
    "a word of persons": "q=de&kind=person", "a word by status": "q=de&status=awaiting_approval",
    "a word in the fewest": "q=de&status=rejected", "a word in few": "q=de&status=published",
    "a word of a month": "q=de&from=2024-03-01T00:00:00Z&to=2024-04-01T00:00:00Z",
    "a word since": "q=de&from=2024-06-01T00:00:00Z", "a word before": "q=de&to=2024-01-15T00:00:00Z",
    "nothing": "q=zyxwvaquux", "two rare words": "q=marque777 marque778",
}

# What moderators and responders begin the day with.
LISTS = {
    "the queue": "/admin/v1/queue?limit=50", "the queue, folded": "/admin/v1/queue?limit=50&folded=true",
    "the queue's figures": "/admin/v1/queue/stats", "the digest": "/admin/v1/queue/digest",
    "the answer queue": "/admin/v1/answers?limit=50", "overdue answers": "/admin/v1/answers?limit=50&overdue=true",
}


def arguments(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog="scripts/bench search", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common(parser, "search.json")
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args(words)


def texts() -> list[tuple[str, list[str]]]:
    """Language and words of each comment of the demo."""
    lines = (ROOT / "Tests/Fixtures/demo/comments.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return [(row["language"], row["text"].split()) for row in rows if len(row["text"].split()) >= 5]


def passage(source: list[tuple[str, list[str]]], number: int, dice: random.Random) -> tuple[str, str]:
    """Passages of two comments in the same language, 10 to 50 words, and one word that no other comment has."""
    language, words = dice.choice(source)
    other = next((w for l, w in (dice.choice(source) for _ in range(50)) if l == language), words)
    start = dice.randrange(len(words))
    mixed = (words[start:] + other + words[:start])[:dice.randint(10, 50)]
    return language, " ".join([*mixed, f"marque{number}"])


def fill(ledger: Path, count: int) -> None:
    """What `count` submissions would have written, over the year 2024: the first ten thousandths are decided."""
    dice, source = random.Random(SEED), texts()
    file = sqlite3.connect(ledger)
    file.execute("PRAGMA synchronous = OFF")
    file.execute("PRAGMA cache_size = -64000")
    first = file.execute("SELECT coalesce(max(sequence), 0) FROM event").fetchone()[0]
    recorded = file.execute("SELECT max(recorded) FROM event").fetchone()[0]
    bills = [row[0] for row in file.execute("SELECT id FROM bill ORDER BY id")]
    begin, year = 1_704_067_200_000, 366 * 86_400_000
    for start in range(1, count + 1, BATCH):
        rows = []
        for number in range(start, min(start + BATCH, count + 1)):
            language, text = passage(source, number, dice)
            received = begin + year * number // (count + 1)
            status = "rejected" if number % 2_500 == 0 else "published" if number % 100 == 0 else "awaiting_approval"
            rows.append((first + number, number, received, text, f"Personne {number % 5_000}", bills[number % len(bills)],
                         language, "person" if number % 10 else "association", status))
        with file:
            file.executemany(
                "INSERT INTO event VALUES (?1, ?2, NULL, 'received', 'submitter', NULL, ?3, %d, 'imported', '{}')" % recorded,
                [row[:3] for row in rows])
            file.executemany("INSERT INTO content (event, text, name) VALUES (?, ?, ?)", [(r[0], r[3], r[4]) for r in rows])
            file.executemany(
                """INSERT INTO comment (number, bill, language, submitter_kind, event, received, recorded, decision_due,
                    policy_version, status, revision, has_appealed, is_answered, is_erased, open_targets)
                VALUES (?, ?, ?, ?, ?, ?6, ?6, date(?6 / 1000 + 2592000, 'unixepoch'), 1, ?, 1, 0, 0, 0, 0)""",
                [(r[1], r[5], r[6], r[7], r[0], r[2], r[8]) for r in rows])
    with file:
        file.execute("DELETE FROM tally")
        file.execute("INSERT INTO tally SELECT bill, status, count(*) FROM comment GROUP BY bill, status")
    file.close()


def answer_half(ledger: Path) -> None:
    """Publishes every second comment, so that half of all owe an answer."""
    file = sqlite3.connect(ledger)
    file.execute("PRAGMA synchronous = OFF")
    with file:
        file.execute("UPDATE comment SET status = 'published', revision = revision + 1 WHERE number % 2 = 0 AND status = 'awaiting_approval'")
        file.execute("DELETE FROM tally")
        file.execute("INSERT INTO tally SELECT bill, status, count(*) FROM comment GROUP BY bill, status")
    file.close()


def search_path(query: str) -> str:
    return "/admin/v1/comments?limit=20&" + "&".join(
        name + "=" + urllib.parse.quote(value) for name, value in (part.split("=", 1) for part in query.split("&")))


def measure(daemon: Daemon, path: str, rounds: int) -> dict:
    taken, found = [], 0
    for _ in range(rounds):
        begun = time.monotonic()
        status, page = daemon.admin("GET", path)
        taken.append((time.monotonic() - begun) * 1_000)
        if status != 200:
            raise BenchError(f"{path} was answered {status}: {page}", "this is a defect")
        found = len(page.get("items") or page.get("comments") or page.get("by_bill") or [])
    return {"median_ms": round(statistics.median(taken), 2), "worst_ms": round(max(taken), 2), "found": found}


def run(words: list[str]) -> int:
    options = arguments(words)
    kind = prepare_folder(options.dir)
    binary = build(options)
    with Daemon(binary, options.dir, ROOT, is_kept=True) as daemon:
        ledger = daemon.ledger
        bill = daemon.bill
    try:
        say(f"writing {options.comments:,} comments")
        fill(ledger, options.comments)
        before = ledger.stat().st_size
        with Daemon(binary, options.dir, ROOT, is_fresh=False, is_kept=True) as daemon:
            say("hearbackd indexes them")
            seconds = daemon.wait_for_index(("search_behind",))
            found = {
                name: measure(daemon, search_path(query.replace("BILL", bill)), options.rounds) for name, query in QUERIES.items()}
            memory = daemon.memory()
        say("publishing every second one")
        answer_half(ledger)
        with Daemon(binary, options.dir, ROOT, is_fresh=False, is_kept=True) as daemon:
            found |= {name: measure(daemon, path, options.rounds) for name, path in LISTS.items()}
        size = ledger.stat().st_size - before
    finally:
        remove_ledger(ledger)
    result = {**facts(binary, kind, ["libsqlite3-0"]), "comments": options.comments, "indexed_seconds": round(seconds, 1),
              "index_bytes": size, **memory, "target_ms": TARGET_MS, "queries": found}
    (options.json or options.dir / "search.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    return report(result)


def report(result: dict) -> int:
    print(f"{result['comments']:,} comments, indexed in {result['indexed_seconds']:,} s; the index takes "
          f"{result['index_bytes'] / 2**20:,.0f} MiB; peak memory {result['peak_kib'] / 1024:,.0f} MiB\n")
    print(f"{'QUERY':<24} {'FOUND':>5} {'MEDIAN MS':>10} {'WORST MS':>9}  TARGET")
    missed = False
    for name, entry in result["queries"].items():
        target = LIST_TARGET_MS if name in LISTS else result["target_ms"]
        holds = entry["median_ms"] < target
        missed |= not holds
        print(f"{name:<24} {entry['found']:>5} {entry['median_ms']:>10.2f} {entry['worst_ms']:>9.2f}  "
              f"{'reached' if holds else 'MISSED'}: {target:.0f} ms")
    return 1 if missed else 0

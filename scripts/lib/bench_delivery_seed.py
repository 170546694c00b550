"""Outboxes that are full: a few comments taken in by hearbackd itself, then copied with SQL as often as wanted.

Every copy is what a submission writes: the `received` event, its content, the comment, its place in the tally, the message
and the reminder. Only the message's body is the original's, byte by byte. `hearback rebuild` must find no difference.
"""
import shutil
import sqlite3
from pathlib import Path

from bench_daemon import BenchError, Daemon
from bench_setup import ROOT

REBUILD_SECONDS = 900
TEXT = "L'école du village a besoin d'un enseignant de tamazight. (benchmark)"

# :templates is how many originals there are, :copies how many rows are made. CROSS JOIN keeps the order of the series: events
# are only appended.
SERIES = "WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < :copies)"
PICK = "FROM series CROSS JOIN template t ON t.k = (series.i - 1) % :templates"
STEPS = [
    f"""{SERIES} INSERT INTO event SELECT :event + i, :comment + i, NULL, e.kind, e.role, e.actor, e.occurred, :recorded,
        e.provenance, e.details {PICK} CROSS JOIN event e ON e.sequence = t.event""",
    f"""{SERIES} INSERT INTO content (event, text, name, email, receipt) SELECT :event + i, c.text, c.name, c.email, c.receipt
        {PICK} CROSS JOIN content c ON c.event = t.event""",
    f"""{SERIES} INSERT INTO comment (number, bill, article, language, submitter_kind, endpoint, event, received, recorded,
            decision_due, policy_version, status, revision, has_appealed, is_answered, is_erased,
            open_targets, watch_days, text_event)
        SELECT :comment + i, c.bill, c.article, c.language, c.submitter_kind, c.endpoint, :event + i, c.received, :recorded,
            c.decision_due, c.policy_version, c.status, c.revision, c.has_appealed, c.is_answered, c.is_erased,
            c.open_targets, c.watch_days, :event + i
        {PICK} CROSS JOIN comment c ON c.number = t.comment""",
    f"""{SERIES} INSERT INTO outbox (message, endpoint, comment, event, type, body, created, queued, next_at)
        SELECT printf('msg_%027d', :comment + i), o.endpoint, :comment + i, :event + i, o.type, o.body, o.created, o.queued, o.next_at
        {PICK} CROSS JOIN outbox o ON o.row = t.row""",
    f"""{SERIES} INSERT INTO reminder (comment, next) SELECT :comment + i, r.next
        {PICK} CROSS JOIN reminder r ON r.comment = t.comment""",
    "UPDATE tally SET count = (SELECT count(*) FROM comment c WHERE c.bill = tally.bill AND c.status = tally.status)",
]


class Seed:
    """A full outbox, kept apart; every round gets a copy of it."""

    def __init__(self, folder: Path, messages: int):
        self.folder, self.messages, self.body = folder, messages, b""

    def restore(self, live: Path) -> None:
        for source in self.folder.iterdir():
            shutil.copy2(source, live / source.name)

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def make_seed(binary: Path, live: Path, name: str, settings: list[str], groups: list[tuple[list[str], int]]) -> Seed:
    """`groups`: URLs, and how many messages are to wait for all of them together, at least one each."""
    seed = Seed(live / f"seed-{name}", sum(count for _, count in groups))
    seed.folder.mkdir()
    settings = ["[delivery]", "enabled = false", *settings]
    with Daemon(binary, live, ROOT, settings=settings, is_kept=True) as daemon:
        for url in [url for urls, _ in groups for url in urls]:
            submit(daemon, add_endpoint(daemon, url))
    seed.body = fill(daemon.ledger, groups)
    with Daemon(binary, live, ROOT, settings=settings, is_fresh=False, is_kept=True) as daemon:
        status, report = daemon.admin("POST", "/admin/v1/rebuild", {}, timeout=REBUILD_SECONDS)
        daemon.wait_for_index()
    if status != 200 or report["differences"] or report["comments"] != seed.messages:
        raise BenchError(f"the rebuild of the seeded file says {report}", "bench_delivery_seed.py must write what a submission does")
    for path in live.glob(daemon.ledger.name + "*"):
        path.rename(seed.folder / path.name)
    return seed


def add_endpoint(daemon: Daemon, url: str) -> str:
    status, answer = daemon.admin("POST", "/admin/v1/endpoints", {"url": url})
    if status != 201:
        raise BenchError(f"the endpoint {url} was refused: {answer}", "read the configuration in bench.toml")
    return answer["id"]


def submit(daemon: Daemon, endpoint: str) -> None:
    status, answer = daemon.public("POST", "/v1/comments", {
        "bill": daemon.bill, "language": "fr", "text": TEXT, "submitter": {"kind": "person"}, "endpoint": endpoint})
    if status != 201:
        raise BenchError(f"a comment was refused: {answer}", "read bench.log in the benchmark's folder")


def fill(ledger: Path, groups: list[tuple[list[str], int]]) -> bytes:
    """Copies the comments until every group has as many; returns one message's body."""
    file = sqlite3.connect(ledger, isolation_level=None)
    try:
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA temp_store = MEMORY")
        file.execute("BEGIN")
        first = 0
        for urls, count in groups:
            copy(file, first, len(urls), count - len(urls))
            first += len(urls)
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bytes(file.execute("SELECT body FROM outbox LIMIT 1").fetchone()[0])
    finally:
        file.close()


def copy(file: sqlite3.Connection, first: int, templates: int, copies: int) -> None:
    """Copies `templates` messages, those from `first` on in the order of their making."""
    if copies <= 0:
        return
    file.execute("DROP TABLE IF EXISTS temp.template")
    file.execute("CREATE TEMP TABLE template (k INTEGER PRIMARY KEY, row INTEGER, comment INTEGER, event INTEGER)")
    file.execute(
        "INSERT INTO template SELECT row_number() OVER (ORDER BY row) - 1, row, comment, event FROM "
        "(SELECT row, comment, event FROM outbox ORDER BY row LIMIT ? OFFSET ?)", (templates, first))
    event, recorded = file.execute("SELECT sequence, recorded FROM event ORDER BY sequence DESC LIMIT 1").fetchone()
    values = {"copies": copies, "templates": templates, "event": event, "recorded": recorded,
              "comment": file.execute("SELECT max(number) FROM comment").fetchone()[0]}
    for step in STEPS:
        file.execute(step, {name: value for name, value in values.items() if f":{name}" in step})

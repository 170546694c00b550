"""Computes the open data's rows anew from a mirror of the transparency log, without any of the project's code.

    recompute.py MIRROR CSV JSONL

Prints a line for each difference; nothing when all follows."""
import csv
import json
import pathlib
import sys

mirror, table, lines = sys.argv[1:4]
leaves, folder = [], pathlib.Path(mirror) / "tile/entries"
size = int((pathlib.Path(mirror) / "checkpoint").read_text().split("\n")[1])
number = 0
while len(leaves) < size:
    # tlog-tiles: three digits a step, all but the last with an x; a tile that is not full names its width.
    name = f"{number:03d}" if number < 1000 else f"x{number // 1000:03d}/{number % 1000:03d}"
    rest = size - len(leaves)
    data = (folder / name).read_bytes() if rest >= 256 else (folder / f"{name}.p" / str(rest)).read_bytes()
    while data:
        length = int.from_bytes(data[:2], "big")
        leaves.append(json.loads(data[2:2 + length]))
        data = data[2 + length:]
    number += 1

DECISIONS = {"published": "published", "rejected": "rejected", "unpublished": "rejected"}
comments = {}
for leaf in leaves:
    if "cid" not in leaf:
        continue
    row, event, time = comments.setdefault(leaf["cid"], {"state": None}), leaf["ev"], leaf.get("src", leaf["t"])
    if event == "received":
        row.update(log_index=leaf["i"], bill=leaf["bill"], article=leaf.get("art"), received_at=time, imported="src" in leaf,
                   decision_due=leaf["due"], state="awaiting_approval")
    elif event in DECISIONS:
        row.update(state=DECISIONS[event], decided_at=time, reason=leaf.get("rsn"))
    elif event in ("appealed", "decision_undone"):
        row.update(state="awaiting_approval", decided_at=None, reason=None)
    elif event == "clarification_asked":
        row.update(state="awaiting_clarification")
    elif event in ("clarification_received", "clarification_expired"):
        row.update(state="awaiting_approval")
    elif event in ("withdrawn", "lapsed"):
        row.update(state=event, decided_at=None, reason=None)
    elif event in ("answered", "answer_amended"):
        row.update(answered_at=time)
    elif event == "outcome_recorded":
        row.update(outcome=leaf["out"], outcome_at=time)
    elif event == "due_reckoned":
        row.update(decision_due=leaf["due"])

with open(table, newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
with open(lines, encoding="utf-8") as file:
    objects = [json.loads(line) for line in file]
if len(rows) != len(objects) or len(rows) != len(comments):
    print(f"{len(rows)} rows, {len(objects)} objects, {len(comments)} comments in the log")
for row, value in zip(rows, objects):
    expected = comments.get(value["log_name"], {})
    for column in ("log_index", "bill", "article", "received_at", "imported", "decision_due", "state", "decided_at", "reason",
                   "answered_at", "outcome", "outcome_at"):
        if value.get(column) != expected.get(column):
            print(f"{value['log_name']} {column}: {value.get(column)!r}, by the log {expected.get(column)!r}")
    for column, cell in row.items():
        given = value.get(column)
        text = "" if given is None else str(given).lower() if isinstance(given, bool) else str(given)
        # What a spreadsheet would take for a formula has an apostrophe in front.
        if cell != text and cell != "'" + text:
            print(f"{value['log_name']} {column}: {cell!r} in the table, {text!r} in the lines")
    # A published text is the one that the log is committed to, where its opening is shown; here that nobody shows more.
    if value["state"] != "published" and any(value.get(key) for key in ("reference", "text", "language", "association", "answer")):
        print(f"{value['log_name']} shows what is not public")

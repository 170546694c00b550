"""Survival curves: `hearback latency curve` on tables of a million rows.

    scripts/bench latency                    about a minute; .bench/latency.json and a table
    scripts/bench latency --rows N           as many rows (default: 1,000,000)
    scripts/bench latency --binary FILE      measure a hearback that is built already

The times of a table are whole days of a year, hours of a year to one decimal, or all different: the last is the worst
case, since memory grows with the distinct times. Of some rounds the median. Exit codes: 0 all targets reached, 1 one
missed, 2 the measurement itself failed, 64 wrong use.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import time
from pathlib import Path

from bench_daemon import BenchError
from bench_setup import Parser, add_common, build, facts, prepare_folder, say

SEED = 20230106
# Processor seconds of the whole command, one thread, on a million rows: other load moves them little. MiB at its peak.
TARGETS = {"days": (2.0, 64), "hours": (2.0, 128)}


def arguments(words: list[str]) -> argparse.Namespace:
    parser = Parser(
        prog="scripts/bench latency", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common(parser, "latency.json", "hearback")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args(words)


def draw(kind: str, dice: random.Random) -> str:
    wait = dice.expovariate(1 / 90)
    if kind == "days":
        return str(min(365, int(wait) + 1))
    return f"{min(8760, wait * 24):.1f}" if kind == "hours" else repr(wait)


def write_table(path: Path, kind: str, rows: int) -> int:
    """A third still waits; a few causes and languages. Returns the number of distinct times."""
    dice, seen = random.Random(SEED), set()
    with path.open("w") as file:
        file.write("days,ended,cause,language\n")
        for _ in range(rows):
            text = draw(kind, dice)
            cause = dice.choice((0, 1, 2))
            seen.add(text)
            file.write(f"{text},{int(cause > 0)},{cause},{dice.choice(('ar', 'fr', 'zgh'))}\n")
    return len(seen)


def measure(command: list[str], log: Path) -> dict:
    begun = time.monotonic()
    with log.open("ab") as errors:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise BenchError(f"{' '.join(command)} ended with {child.returncode}", f"see {log}")
    return {"seconds": time.monotonic() - begun, "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_mib": usage.ru_maxrss / 1024}


def median(rounds: list[dict]) -> dict:
    return {key: round(statistics.median(entry[key] for entry in rounds), 3) for key in rounds[0]}


def run(words: list[str]) -> int:
    options = arguments(words)
    binary = build(options, "hearback")
    kind_of_disk = prepare_folder(options.dir)
    variants = {"text": ["--event", "ended", "--tau", "90"], "json": ["--event", "ended", "--json"],
                "causes, groups": ["--cause", "cause", "--group", "language", "--json"]}
    found = []
    for kind in ("days", "hours", "all different"):
        table = options.dir / "waits.csv"
        distinct = write_table(table, kind, options.rows)
        for name, more in variants.items():
            command = [str(binary), "latency", "curve", "--csv", str(table), "--duration", "days", *more]
            rounds = [measure(command, options.dir / "bench.log") for _ in range(options.rounds)]
            found.append({"times": kind, "distinct": distinct, "output": name, **median(rounds)})
            say(f"{kind}, {name}: {found[-1]['seconds']} s")
        table.unlink()
    result = {**facts(binary, kind_of_disk, []), "rows": options.rows, "found": found}
    (options.json or options.dir / "latency.json").write_text(json.dumps(result, indent=2) + "\n")
    return report(options, found)


def report(options: argparse.Namespace, found: list[dict]) -> int:
    print(f"{options.rows:,} rows, median of {options.rounds}")
    print(f"{'TIMES':<14} {'DISTINCT':>9}  {'OUTPUT':<15} {'SECONDS':>8} {'CPU S':>7} {'PEAK MIB':>9}  TARGET")
    missed = False
    for row in found:
        target = TARGETS.get(row["times"]) if row["output"] == "text" else None
        verdict = "-"
        if target:
            holds = row["cpu_seconds"] <= target[0] and row["peak_mib"] <= target[1]
            missed |= not holds
            verdict = f"{'reached' if holds else 'MISSED'}: {target[0]} cpu s, {target[1]} MiB"
        print(f"{row['times']:<14} {row['distinct']:>9,}  {row['output']:<15} {row['seconds']:>8.2f} "
              f"{row['cpu_seconds']:>7.2f} {row['peak_mib']:>9.1f}  {verdict}")
    return 1 if missed else 0

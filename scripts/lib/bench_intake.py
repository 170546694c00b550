"""The intake: durable comments beside a bare "ok" of the same server, and both as the file grows.

    scripts/bench                   about twenty minutes, a million comments; .bench/bench.json and a table
    scripts/bench --quick           a minute or two, 20,000 comments: for CI
    scripts/bench --rows 100000     another largest file
    scripts/bench --binary FILE     measure a hearbackd that is built already

Rounds of both kinds alternate, so that what else the machine does hits both, and medians are reported. Every answer
must be 201 and be found in the ledger afterwards; one that is not ends the run. Exit codes: 0 all targets reached,
1 one missed, 2 the measurement itself failed, 64 wrong use.
"""
import argparse
import json
from pathlib import Path

import bench_report as report
from bench_daemon import Daemon
from bench_durable import prove_durable
from bench_load import ok_round, post_round, prime, request_bodies
from bench_setup import ROOT, Parser, add_common, build, facts, prepare_folder, say

LEVELS = [1, 16, 64, 256]
SIZES = [0, 10_000, 100_000, 1_000_000]
GROWTH_CONNECTIONS = 256
# Up to here every round gets a file of its own: a round adds more comments than a small file holds.
SMALL = 20_000


def arguments(words: list[str]) -> argparse.Namespace:
    parser = Parser(
        prog="scripts/bench intake", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common(parser, "bench.json")
    parser.add_argument("--rows", type=int, default=1_000_000, help="comments in the largest file (default: 1000000)")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of rounds for each figure (default: 3)")
    parser.add_argument("--seconds", type=int, default=4, help="length of a round (default: 4)")
    parser.add_argument("--quick", action="store_true", help="20,000 comments and rounds of 2 seconds")
    parser.add_argument("--skip-growth", action="store_true", help="only the sweep over connections")
    parser.add_argument("--no-sync-proof", action="store_true", help="where strace can't run; that target then fails")
    options = parser.parse_args(words)
    if options.quick:
        options.rows, options.seconds = min(options.rows, SMALL), 2
    if options.rows < 1 or options.rounds < 1 or options.seconds < 1:
        parser.error("--rows, --rounds and --seconds start at 1")
    options.json = options.json or options.dir / "bench.json"
    return options


class Bench:
    def __init__(self, options: argparse.Namespace, binary: Path):
        self.options, self.binary, self.peak_kib, self.round, self.rate = options, binary, 0, 0, 0.0
        self.folder = options.dir.resolve()
        self.bodies = request_bodies(ROOT / "Tests/Fixtures/demo/comments.jsonl")
        self.bodies_file = self.folder / "bodies.tsv"
        self.bodies_file.write_text("\n".join(self.bodies) + "\n")

    def daemon(self) -> Daemon:
        return Daemon(self.binary, self.folder, ROOT)

    def post(self, daemon: Daemon, connections: int, seconds: int) -> dict:
        self.round += 1
        figures = post_round(daemon, connections, seconds, self.bodies_file, str(self.round))
        self.peak_kib = max(self.peak_kib, daemon.memory()["peak_kib"])
        return figures

    def pair(self, daemon: Daemon, connections: int) -> dict:
        seconds = self.options.seconds
        return {"ok": ok_round(daemon, connections, seconds), "durable": self.post(daemon, connections, seconds)}

    def sweep(self) -> list[dict]:
        """Every number of connections once in each round: a slow minute of the machine hits all of them alike."""
        pairs: dict[int, list[dict]] = {connections: [] for connections in LEVELS}
        with self.daemon() as daemon:
            prime(daemon, self.bodies)
            for number in range(1, self.options.rounds + 1):
                for connections in LEVELS:
                    say(f"round {number} of {self.options.rounds}, {connections} connections")
                    pairs[connections].append(self.pair(daemon, connections))
            daemon.check_ledger()
        return [report.level(connections, found) for connections, found in pairs.items()]

    def growth(self) -> list[dict]:
        sizes = sorted({size for size in SIZES if size < self.options.rows} | {self.options.rows})
        points = [self.small_point(size) for size in sizes if size < SMALL]
        with self.daemon() as daemon:
            prime(daemon, self.bodies)
            for size in [size for size in sizes if size >= SMALL]:
                self.fill(daemon, size)
                say(f"measuring at {daemon.comments():,} comments")
                pairs = [self.pair(daemon, GROWTH_CONNECTIONS) for _ in range(self.options.rounds)]
                points.append(self.point(daemon, pairs))
            daemon.check_ledger()
        for point in points:
            point["relative_to_empty"] = round(point["durable_over_ok"] / points[0]["durable_over_ok"], 4)
        return points

    def small_point(self, size: int) -> dict:
        pairs = []
        for number in range(1, self.options.rounds + 1):
            with self.daemon() as daemon:
                prime(daemon, self.bodies)
                self.fill(daemon, size)
                say(f"round {number} of {self.options.rounds} on a fresh file of {daemon.comments():,} comments")
                pairs.append(self.pair(daemon, GROWTH_CONNECTIONS))
                point = self.point(daemon, pairs)
        return point

    def point(self, daemon: Daemon, pairs: list[dict]) -> dict:
        rows = pairs[0]["durable"]["rows_before"]
        return {"rows": rows, **report.level(GROWTH_CONNECTIONS, pairs), **daemon.memory(),
                "file_bytes": daemon.file_bytes()}

    def fill(self, daemon: Daemon, size: int) -> None:
        """Through the API, in rounds of whole seconds; stops at the first round that reaches the size."""
        while (held := daemon.comments()) < size:
            seconds = max(1, min(30, int((size - held) / self.rate))) if self.rate else 1
            self.rate = self.post(daemon, GROWTH_CONNECTIONS, seconds)["per_second"]
            if seconds > 5:
                say(f"{daemon.comments():,} comments, {self.rate:,.0f} a second")


def run(words: list[str]) -> int:
    options = arguments(words)
    kind = prepare_folder(options.dir)
    binary = build(options)
    bench = Bench(options, binary)
    result = facts(binary, kind, ["wrk", "libsqlite3-0"])
    result["settings"] = {"rounds": options.rounds, "seconds": options.seconds, "rows": options.rows,
                          "wrk_threads": 1, "configuration": "defaults"}
    if options.no_sync_proof:
        result["durability"] = {"how": "not looked at", "holds": False}
    else:
        say("counting disk syncs under strace")
        result["durability"] = prove_durable(binary, bench.folder, ROOT, bench.bodies)
    result["connections"] = bench.sweep()
    result["growth"] = [] if options.skip_growth else bench.growth()
    result["peak_kib"] = bench.peak_kib
    result["targets"] = report.judge(result["connections"], result["growth"], bench.peak_kib, result["durability"])
    options.json.write_text(json.dumps(result, indent=2) + "\n")
    bench.bodies_file.unlink()
    print(report.render(result))
    say(f"all figures: {options.json}")
    return 0 if all(entry["passed"] is not False for entry in result["targets"]) else 1

"""Deliveries: webhooks from hearbackd's durable outbox, beside curl and a bare libcurl loop.

    scripts/bench delivery                   about twenty minutes; .bench/delivery.json and a table
    scripts/bench delivery --quick           about two minutes, one round each: for CI
    scripts/bench delivery --only hanging    one part: rates, hanging or memory
    scripts/bench delivery --binary FILE     measure a hearbackd that is built already

The receiver is nginx, which answers 204. The outbox is filled beforehand; the rate is nginx's count between a tenth and
nine tenths of the messages. Each message must be recorded as delivered, with its event, or the run ends. Senders take
turns, so that what else the machine does hits all of them, and medians are reported. Exit codes: 0 all targets
reached, 1 one missed, 2 the measurement itself failed, 64 wrong use.
"""
import argparse
import contextlib
import json
import resource
import shutil
from dataclasses import dataclass
from pathlib import Path

import bench_delivery_report as report
from bench_delivery_load import IN_FLIGHT, Scenario, bare_round, curl_round, daemon_round, delivering, time_round
from bench_delivery_peers import HangingPeers, Receiver, compile_c
from bench_delivery_seed import Seed, make_seed
from bench_setup import Parser, add_common, build, facts, prepare_folder, say

SCENARIOS = [Scenario(scheme, hosts) for scheme in ("http", "https") for hosts in (1, 100)]
# The bare loop is so much faster that as many messages would be over before they are timed.
BARE_FACTOR = 3
PARTS = ["rates", "hanging", "memory"]
PER_HANGING_PEER = 4
# A thousand peers that hang, two attempts each, could take nearly all of the default's 2,048.
PLACES = 4096
MEMORY_SENT = 10_000
DESCRIPTORS = 16_384


@dataclass(frozen=True)
class Scale:
    rounds: int
    messages: int
    # Rounds with hanging peers are this much longer. In full, attempts must run into their timeout (20 s) and come again.
    hanging_factor: int
    hanging_peers: tuple[int, ...]
    backlogs: tuple[int, ...]


FULL = Scale(3, 30_000, 7, (200, 1_000), (MEMORY_SENT, 1_000_000))
QUICK = Scale(1, 10_000, 3, (1_000,), (MEMORY_SENT, 100_000))


def arguments(words: list[str]) -> argparse.Namespace:
    parser = Parser(
        prog="scripts/bench delivery", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_common(parser, "delivery.json")
    parser.add_argument("--rounds", type=int, help=f"turns for each figure (default: {FULL.rounds})")
    parser.add_argument("--messages", type=int, help=f"messages of a round (default: {FULL.messages})")
    parser.add_argument("--only", choices=PARTS, action="append", help="a part to measure; may be given again")
    parser.add_argument("--quick", action="store_true", help="one round each, and 100,000 waiting messages at most")
    options = parser.parse_args(words)
    scale = QUICK if options.quick else FULL
    rounds = scale.rounds if options.rounds is None else options.rounds
    messages = scale.messages if options.messages is None else options.messages
    if rounds < 1 or messages < 1_000:
        parser.error("--rounds starts at 1, --messages at 1000")
    options.scale = Scale(rounds, messages, scale.hanging_factor, scale.hanging_peers, scale.backlogs)
    options.json = options.json or options.dir / "delivery.json"
    return options


class Bench:
    def __init__(self, options: argparse.Namespace, binary: Path, folder: Path, receiver: Receiver):
        self.scale, self.binary, self.folder, self.receiver = options.scale, binary, folder, receiver
        self.bare = compile_c("bench_sender", folder, "-lcurl", "-lcrypto")
        self.hanging_program = compile_c("bench_hanging", folder)

    def settings(self, scenario: Scenario) -> list[str]:
        return scenario.settings(self.receiver.authority, PLACES)

    def seed(self, scenario: Scenario, messages: int, hanging: list[str] | None = None) -> Seed:
        groups = [(self.receiver.urls(scenario.scheme, scenario.hosts), messages)]
        if hanging:
            groups.append((hanging, PER_HANGING_PEER * len(hanging)))
        name = f"{scenario.scheme}-{scenario.hosts}-{messages}-{len(hanging or [])}"
        return make_seed(self.binary, self.folder, name, self.settings(scenario), groups)

    def rates(self) -> list[dict]:
        turns: dict[Scenario, list[dict]] = {scenario: [] for scenario in SCENARIOS}
        say("filling the outboxes")
        seeds = {scenario: self.seed(scenario, self.scale.messages) for scenario in SCENARIOS}
        for number in range(1, self.scale.rounds + 1):
            for scenario in SCENARIOS:
                turns[scenario].append(self.turn(scenario, seeds[scenario]))
                rates = ", ".join(f"{name} {found['per_second']:,.0f}/s" for name, found in turns[scenario][-1].items())
                say(f"round {number} of {self.scale.rounds}, {scenario.name}: {rates}")
        for seed in seeds.values():
            seed.discard()
        return [report.level(scenario.name, found) for scenario, found in turns.items()]

    def turn(self, scenario: Scenario, seed: Seed) -> dict:
        urls, messages = self.receiver.urls(scenario.scheme, scenario.hosts), self.scale.messages
        authority = self.receiver.authority
        return {
            "hearbackd": self.daemon_round(scenario, seed, messages),
            "curl": curl_round(self.folder, urls, seed.body, authority, self.receiver, messages),
            "bare": bare_round(
                self.bare, self.folder, urls, seed.body, authority, self.receiver, BARE_FACTOR * messages),
        }

    def daemon_round(self, scenario: Scenario, seed: Seed, messages: int) -> dict:
        return daemon_round(self.binary, self.folder, seed, self.settings(scenario), self.receiver, messages)

    def hanging(self) -> list[dict]:
        scenario, messages = Scenario("http", 100), self.scale.hanging_factor * self.scale.messages
        calm = self.seed(scenario, messages)
        found = []
        for count in self.scale.hanging_peers:
            with HangingPeers(self.hanging_program, count, self.folder / "bench.log") as peers:
                seed = self.seed(scenario, messages, peers.urls())
                turns = []
                for number in range(1, self.scale.rounds + 1):
                    turns.append({"without": self.daemon_round(scenario, calm, messages),
                                  "with": self.daemon_round(scenario, seed, messages)})
                    rates = ", ".join(f"{name} {turns[-1][name]['per_second']:,.0f}/s" for name in turns[-1])
                    say(f"round {number} of {self.scale.rounds}, {count} hanging peers: {rates}")
                seed.discard()
            found.append(report.hanging_level(count, turns))
        calm.discard()
        return found

    def memory(self) -> list[dict]:
        """The peak after the same number of deliveries, however many more wait."""
        scenario, found = Scenario("http", 100), []
        for backlog in self.scale.backlogs:
            say(f"memory with {backlog:,} messages waiting")
            seed = self.seed(scenario, backlog)
            self.receiver.reset()
            with delivering(self.binary, self.folder, seed, self.settings(scenario)) as daemon:
                timed = time_round(
                    self.receiver, daemon.pid, MEMORY_SENT, lambda: daemon.process.poll() is None)
                found.append({"backlog": backlog, **timed, **daemon.memory(), "file_bytes": daemon.file_bytes()})
            seed.discard()
        return found


def work_folder(options: argparse.Namespace) -> Path:
    folder = options.dir.resolve() / "delivery"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def raise_descriptor_limit() -> None:
    """Every hanging peer holds connections, at both ends."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def run(words: list[str]) -> int:
    options = arguments(words)
    parts = options.only or PARTS
    kind = prepare_folder(options.dir)
    binary = build(options)
    raise_descriptor_limit()
    folder = work_folder(options)
    result = facts(binary, kind, ["libsqlite3-0", "libcurl4", "nginx-light", "curl"])
    result["settings"] = {"rounds": options.scale.rounds, "messages": options.scale.messages, "in_flight": IN_FLIGHT, "places": PLACES}
    with contextlib.ExitStack() as stack:
        stack.callback(finish, folder, options.dir)
        receiver = stack.enter_context(Receiver(folder, folder / "bench.log"))
        bench = Bench(options, binary, folder, receiver)
        measures = {"rates": bench.rates, "hanging": bench.hanging, "memory": bench.memory}
        found = {part: measures[part]() if part in parts else [] for part in PARTS}
    result |= {"deliveries": found["rates"], "hanging": found["hanging"], "memory": found["memory"]}
    result["targets"] = report.judge(found["rates"], found["hanging"], found["memory"])
    options.json.write_text(json.dumps(result, indent=2) + "\n")
    print(report.render(result))
    say(f"all figures: {options.json}")
    return 0 if all(entry["passed"] for entry in result["targets"]) else 1


def finish(folder: Path, kept: Path) -> None:
    """The log stays, for whoever looks for the cause of a failure."""
    log = folder / "bench.log"
    if log.exists():
        shutil.move(log, kept / "bench.log")
    shutil.rmtree(folder, ignore_errors=True)

"""What the rounds of deliveries say: medians, targets, the tables."""
import statistics

from bench_report import heading, median_round, table, verdict_line

SHARE, LOSS, GROWTH_MIB = 0.60, 0.10, 32.0


def level(name: str, rounds: list[dict]) -> dict:
    """One scenario: a round of each sender in turn. The shares are medians of each turn's own ratio."""
    found = {sender: median_round([turn[sender] for turn in rounds]) for sender in rounds[0]}
    def share(sender: str) -> float:
        return round(statistics.median(turn["hearbackd"]["per_second"] / turn[sender]["per_second"] for turn in rounds), 4)
    return {"scenario": name, **found, "of_bare": share("bare"), "of_curl": share("curl"), "rounds": rounds}


def hanging_level(peers: int, rounds: list[dict]) -> dict:
    """With peers that hang beside without any, in the same turn."""
    loss = statistics.median(1 - turn["with"]["per_second"] / turn["without"]["per_second"] for turn in rounds)
    return {"peers": peers, "with": median_round([turn["with"] for turn in rounds]),
            "without": median_round([turn["without"] for turn in rounds]), "loss": round(loss, 4), "rounds": rounds}


def judge(levels: list[dict], hanging: list[dict], memory: list[dict]) -> list[dict]:
    verdicts = [verdict("share_of_bare", f"{entry['scenario']}: share of the bare loop", SHARE, entry["of_bare"],
                        entry["of_bare"] >= SHARE) for entry in levels]
    verdicts += [verdict("loss", f"healthy deliveries lost to {entry['peers']:,} hanging peers", LOSS, entry["loss"],
                         entry["loss"] <= LOSS) for entry in hanging]
    if len(memory) > 1:
        growth = round((memory[-1]["peak_kib"] - memory[0]["peak_kib"]) / 1024, 1)
        verdicts.append(verdict(
            "memory_mib", f"memory, MiB more at {memory[-1]['backlog']:,} waiting messages than at {memory[0]['backlog']:,}",
            GROWTH_MIB, growth, growth <= GROWTH_MIB))
    return verdicts


def verdict(name: str, words: str, target: float, value: float, passed: bool) -> dict:
    return {"name": name, "what": words, "target": target, "value": value, "passed": passed,
            "is_most": name != "share_of_bare"}


def render(result: dict) -> str:
    parts = [heading(result)]
    if result["deliveries"]:
        parts += ["Deliveries:", table(
            ["", "hearbackd/s", "curl/s", "bare/s", "of curl", "of bare", "cpu us", "curl us", "bare us", "retried", "others"],
            [row(entry) for entry in result["deliveries"]])]
    if result["hanging"]:
        parts += ["Healthy deliveries while peers hang:", table(
            ["peers", "with/s", "without/s", "lost", "cpu us with", "without", "retried", "others"],
            [[f"{entry['peers']:,}", f"{entry['with']['per_second']:,.0f}", f"{entry['without']['per_second']:,.0f}",
              f"{entry['loss']:.1%}", f"{entry['with']['cpu_us']:.0f}", f"{entry['without']['cpu_us']:.0f}",
              f"{entry['with']['retried']:.0f}", f"{entry['with']['others_cores']:.2f}"] for entry in result["hanging"]])]
    if result["memory"]:
        parts += ["Memory:", table(
            ["waiting", "peak MiB", "deliveries/s", "cpu us", "file MiB"],
            [[f"{entry['backlog']:,}", f"{entry['peak_kib'] / 1024:.1f}", f"{entry['per_second']:,.0f}",
              f"{entry['cpu_us']:.0f}", f"{entry['file_bytes'] / 2**20:.0f}"] for entry in result["memory"]])]
    parts.append("Targets:\n" + "\n".join(verdict_line(entry) for entry in result["targets"]))
    return "\n\n".join(parts)


def row(entry: dict) -> list[str]:
    own, curl, bare = entry["hearbackd"], entry["curl"], entry["bare"]
    return [entry["scenario"], *[f"{sender['per_second']:,.0f}" for sender in (own, curl, bare)],
            f"{entry['of_curl']:.0%}", f"{entry['of_bare']:.0%}", *[f"{sender['cpu_us']:.0f}" for sender in (own, curl, bare)],
            f"{own['retried']:.0f}", f"{own['others_cores']:.2f}"]

"""What the rounds say: medians, targets, the table."""
import statistics

TARGETS = {
    "durable_over_ok_at_256": ("at 256 connections, share of the bare ok", 0.40),
    "durable_over_ok_at_64": ("at 64 connections, share of the bare ok", 0.25),
    "full_over_empty": ("rate at the largest file, beside the bare ok, over that when empty", 0.90),
    "peak_mib": ("peak memory in MiB", 200.0),
    "synchronous_full": ("every commit synced to disk (synchronous=FULL)", None),
}


def median_round(rounds: list[dict]) -> dict:
    """Each figure's own median; a rate, a latency and a CPU cost need not come from the same round."""
    numbers = [key for key, value in rounds[0].items() if isinstance(value, (int, float))]
    return {key: statistics.median(entry[key] for entry in rounds) for key in numbers}


def level(connections: int, pairs: list[dict]) -> dict:
    """One number of connections: rounds in pairs, a bare ok and a durable POST one after the other.

    The ratio is the median of the pairs' ratios: what slows the machine for seconds slows both of a pair.
    """
    return {
        "connections": connections, "ok": median_round([pair["ok"] for pair in pairs]),
        "durable": median_round([pair["durable"] for pair in pairs]),
        "durable_over_ok": round(statistics.median(
            pair["durable"]["per_second"] / pair["ok"]["per_second"] for pair in pairs), 4),
        "rounds": pairs,
    }


def judge(levels: list[dict], growth: list[dict], peak_kib: int, durability: dict) -> list[dict]:
    ratios = {entry["connections"]: entry["durable_over_ok"] for entry in levels}
    found = {
        "durable_over_ok_at_256": ratios.get(256), "durable_over_ok_at_64": ratios.get(64),
        "full_over_empty": growth[-1]["relative_to_empty"] if len(growth) > 1 else None,
        "peak_mib": round(peak_kib / 1024, 1),
        "synchronous_full": durability["holds"],
    }
    verdicts = []
    for name, (words, target) in TARGETS.items():
        value = found[name]
        if value is None:
            passed = None
        elif target is None:
            passed = bool(value)
        else:
            passed = value < target if name == "peak_mib" else value >= target
        verdicts.append({"name": name, "what": words, "target": target, "value": value, "passed": passed})
    return verdicts


def table(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(line[column]) for line in [header, *rows]) for column in range(len(header))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths)) for line in [header, *rows]]
    return "\n".join(["  " + line for line in [lines[0], "-" * len(lines[0]), *lines[1:]]])


def render(result: dict) -> str:
    head = ["ok/s", "durable/s", "share", "ok p50 ms", "ok p99 ms", "p50 ms", "p99 ms", "cpu us ok", "cpu us", "others"]
    parts = [heading(result), "By connections, on a fresh file:",
             table(["conn.", *head], [[str(entry["connections"]), *cells(entry)] for entry in result["connections"]])]
    if result["growth"]:
        parts += ["By comments in the file, at %d connections:" % result["growth"][0]["connections"], table(
            ["comments", *head, "rel.", "file MiB", "peak MiB"],
            [[f"{entry['rows']:,}", *cells(entry), f"{entry['relative_to_empty']:.2f}",
              f"{entry['file_bytes'] / 2**20:.0f}", f"{entry['peak_kib'] / 1024:.0f}"] for entry in result["growth"]])]
    parts.append("Targets:\n" + "\n".join(verdict_line(entry) for entry in result["targets"]))
    return "\n\n".join(parts)


def heading(result: dict) -> str:
    machine = result["machine"]
    return (f"Hearback {result['versions']['program']} ({result['versions']['commit']}), {result['date']}\n"
            f"{machine['cores']} x {machine['cpu']}, {machine['memory_mib']} MiB, {machine['file_system']}, "
            f"{machine['kernel']}\n"
            f"cpu us: the daemon's processor time a request; others: cores taken by other programs meanwhile")


def cells(entry: dict) -> list[str]:
    ok, durable = entry["ok"], entry["durable"]
    return [f"{ok['per_second']:,.0f}", f"{durable['per_second']:,.0f}", f"{entry['durable_over_ok']:.0%}",
            f"{ok['p50_ms']:.2f}", f"{ok['p99_ms']:.2f}", f"{durable['p50_ms']:.2f}", f"{durable['p99_ms']:.2f}",
            f"{ok['daemon_cpu_us_per_request']:.0f}", f"{durable['daemon_cpu_us_per_request']:.0f}",
            f"{durable['others_cores']:.2f}"]


def verdict_line(verdict: dict) -> str:
    mark = {True: "pass", False: "FAIL", None: "not measured"}[verdict["passed"]]
    value, target = verdict["value"], verdict["target"]
    if target is None:
        figure = ""
    elif value is None:
        figure = f" (target {target:g})"
    else:
        bound = "below" if verdict["name"] == "peak_mib" else "at most" if verdict.get("is_most") else "at least"
        figure = f": {value:g} ({bound} {target:g})"
    return f"  {mark:>12}  {verdict['what']}{figure}"

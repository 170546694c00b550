"""What the benchmarks begin with: the command line, a folder on a real disk, a release build, facts of the machine."""
import argparse
import datetime
import os
import platform
import subprocess
import sys
from pathlib import Path

from bench_daemon import BenchError

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_DISKS = {"tmpfs", "ramfs"}


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        self.exit(64, f"error: {message}\nhint: scripts/bench --help\n")


def add_common(parser: argparse.ArgumentParser, name: str, product: str = "hearbackd") -> None:
    parser.add_argument("--dir", type=Path, default=ROOT / ".bench", help="folder on a real disk (default: .bench)")
    parser.add_argument("--json", type=Path, help=f"where the figures go (default: {name} in that folder)")
    parser.add_argument("--binary", type=Path, help=f"a {product} to measure instead of building one")


def file_system(folder: Path) -> str:
    # stat(1) can't tell ext2, ext3 and ext4 apart; findmnt(8) can.
    return subprocess.run(["findmnt", "--noheadings", "--first-only", "--output=FSTYPE", "--target", str(folder)],
                          check=True, capture_output=True, text=True).stdout.strip()


def prepare_folder(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    kind = file_system(folder)
    if kind in NOT_DISKS:
        raise BenchError(f"{folder} is on {kind}, where a sync costs nothing", "give --dir a folder on a real disk")
    (folder / "bench.log").write_text("")
    return kind


def build(options: argparse.Namespace, product: str = "hearbackd") -> Path:
    subprocess.run([ROOT / "scripts/setup", "--bench"], check=True)
    if options.binary:
        if not os.access(options.binary, os.X_OK):
            raise BenchError(f"{options.binary} can't be run", f"give --binary a {product}")
        return options.binary.resolve()
    say(f"building {product} (release); the first time takes some minutes")
    command = ["swift", "build", "--configuration", "release", "--product", product]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    place = subprocess.run([*command, "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return (Path(place.stdout.strip()) / product).resolve()


def facts(binary: Path, kind: str, packages: list[str]) -> dict:
    """The machine and the versions of what is measured and of some of Debian's packages."""
    def output(*command: str) -> str:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else "unknown"

    processors = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")]
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "machine": {"cpu": processors[0] if processors else platform.machine(), "cores": os.cpu_count(),
                    "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
                    "file_system": kind, "kernel": f"{platform.system()} {platform.release()}",
                    "load_average": os.getloadavg()},
        "versions": {"program": output(str(binary), "--version"), "commit": output("git", "describe", "--always", "--dirty"),
                     "swift": output("swift", "--version").split("\n")[0],
                     **{package: output("dpkg-query", "-W", "-f=${Version}", package) for package in packages}},
    }

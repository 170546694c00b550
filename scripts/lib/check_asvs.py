#!/usr/bin/env python3
"""Every test that SECURITY.md and docs/asvs.md name must exist, and every "met" row must name one.

    scripts/lib/check_asvs.py [ROOT]     exit 1 with `error:` and `hint:` for each fault
"""
import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])
PAGES = ("SECURITY.md", "docs/asvs.md")
CITED = re.compile(r'`([\w/+.-]+\.swift)`(?: "((?:[^"\\]|\\.)*)")?')
DECLARED = re.compile(r'@Test\(\s*"((?:[^"\\]|\\.)*)"')
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \|")
STATES = ("met", "partly", "not")


def faults(page: str, lines: list[str]):
    seen = set()
    for number, line in enumerate(lines, 1):
        at, tests = f"{page}:{number}", 0
        for path, name in CITED.findall(line):
            file = ROOT / "Tests" / path if (ROOT / "Tests" / path).exists() or "Tests/" in path else ROOT / path
            if not file.is_file():
                yield f"{at}: there is no file {path}", "correct the path; tests are named from Tests/ on, sources from the root"
            elif name and name not in DECLARED.findall(file.read_text(encoding="utf-8")):
                yield f'{at}: {path} has no test "{name}"', f"the test was renamed or removed: grep -n '@Test(' Tests/{path}"
            else:
                tests += bool(name)
        if not (row := ROW.match(line)):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 5 or cells[2] not in STATES:
            yield f"{at}: row {row[1]} is no row of five cells with {', '.join(STATES)} in the third", "a | in a cell ends it"
        elif cells[2] == "met" and not tests:
            yield f"{at}: {row[1]} is met without a test", 'name one, or write "partly" and "no test"'
        elif not tests and "no test" not in cells[4]:
            yield f"{at}: {row[1]} names no test and does not say so", 'write "no test"'
        if row[1] in seen:
            yield f"{at}: {row[1]} is there twice", "keep one"
        seen.add(row[1])


def main() -> int:
    found, rows = [], []
    for page in PAGES:
        lines = (ROOT / page).read_text(encoding="utf-8").split("\n")
        found += faults(page, lines)
        rows += [line.split("|")[3].strip() for line in lines if ROW.match(line)]
    if not rows:
        found.append(("docs/asvs.md has no row", "rows begin with | and a number such as 4.1.1"))
    for problem, remedy in found:
        print(f"error: {problem}\nhint: {remedy}")
    print(f"{len(rows)} rows: " + ", ".join(f"{rows.count(s)} {s}" for s in STATES) + f"; {len(found)} faults", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Whether every metric and label that the dashboard and the alerts ask for is exposed.

    names.py FILE...     with the output of parse.py on standard input; prints what is wrong, exit 1 where something is
"""
import json
import re
import sys
from pathlib import Path

import yaml

NAME = re.compile(r"\b((?:hearback|process)_[a-z0-9_]+)(?:\{([^}]*)\})?")
LABEL = re.compile(r"([a-z_]+)\s*(?:=~|!~|!=|=)")


def expressions(value):
    """Every PromQL expression of a document, and the labels that a template or legend names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("expr", "query") and isinstance(inner, str):
                yield inner
            else:
                yield from expressions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from expressions(inner)


def main() -> int:
    exposed = {}
    for family in json.load(sys.stdin).values():
        for sample in family["samples"]:
            exposed.setdefault(sample["name"], set()).update(sample["labels"])
    problems, asked = [], 0
    for path in map(Path, sys.argv[1:]):
        document = json.loads(path.read_text()) if path.suffix == ".json" else yaml.safe_load(path.read_text())
        for expression in expressions(document):
            for match in NAME.finditer(expression):
                asked += 1
                name, labels = match[1], match[2] or ""
                if name not in exposed:
                    problems.append(f"{path}: {name} is not exposed")
                    continue
                strangers = set(LABEL.findall(labels)) - exposed[name] - {"job", "instance"}
                problems += [f"{path}: {name} has no label {label}" for label in sorted(strangers)]
    if not asked:
        problems.append("nothing is asked for at all")
    print("\n".join(sorted(set(problems))))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())

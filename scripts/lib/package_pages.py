#!/usr/bin/env python3
"""Manual pages of the package, written from what the programs say of themselves, so that they can't disagree.

    package_pages.py FOLDER DATE    writes hearback.1, hearbackd.8 and hearback.toml.5 from FOLDER/hearback and
                                    FOLDER/hearbackd to the working directory; DATE, such as 2026-11-25, stands in their feet
"""
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Iterator


def said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def escaped(text: str) -> str:
    """Text as roff prints it: a hyphen that can be copied, no control character at a line's start."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha").replace("`", "\\(ga")
    text = text.replace("'", "\\(aq")
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def bold(text: str) -> str:
    return f"\\fB{escaped(text)}\\fR"


def prose(text: str) -> Iterator[str]:
    """Paragraphs are filled; indented lines, which are examples, stay as they are."""
    literal = False
    for line in text.strip("\n").split("\n"):
        example = line.startswith("  ")
        if example != literal and (example or line.strip()):
            yield ".PP\n.RS 4\n.nf" if example else ".fi\n.RE"
            literal = example
        if line.strip():
            yield escaped(line[2:] if literal else line)
        else:
            yield "" if literal else ".PP"
    if literal:
        yield ".fi\n.RE"


def names(argument: dict) -> str:
    """`-h, --help`, `--json`, `--socket path`, or `file` for what stands by its place."""
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        return f"\\fI{escaped(value)}\\fR"
    spelled = [("--" if name["kind"] == "long" else "-") + name["name"] for name in argument.get("names", [])]
    shown = ", ".join(bold(name) for name in spelled)
    return f"{shown} \\fI{escaped(value)}\\fR" if argument["kind"] == "option" else shown


def shown(command: dict) -> list[dict]:
    return [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]


def described(argument: dict) -> Iterator[str]:
    yield f".TP\n{names(argument)}"
    yield escaped(argument.get("abstract", "") or argument.get("valueName", ""))
    if argument.get("discussion"):
        yield ".br"
        yield escaped(" ".join(argument["discussion"].split()))
    if argument.get("defaultValue"):
        yield f"(default: {escaped(argument['defaultValue'])})"


def usage(path: str, command: dict) -> str:
    words = [bold(path)]
    for argument in shown(command):
        if argument["kind"] == "positional":
            word = names(argument) + (" ..." if argument.get("isRepeating") else "")
            words.append(f"[{word}]" if argument.get("isOptional") else word)
    return " ".join([*words, "[\\fIoptions\\fR]"])


def commands(path: str, command: dict) -> Iterator[tuple[str, dict]]:
    for child in command.get("subcommands", []):
        if child.get("shouldDisplay", True) and child["commandName"] != "help":
            yield f"{path} {child['commandName']}", child
            yield from commands(f"{path} {child['commandName']}", child)


def key(argument: dict) -> str:
    return json.dumps([argument["kind"], argument.get("names"), argument.get("abstract"), argument.get("discussion")])


def common(all_commands: list[tuple[str, dict]]) -> list[dict]:
    """Options that more than half of the commands take are described once."""
    leaves = [command for _, command in all_commands if not command.get("subcommands")]
    counted: dict[str, list[dict]] = {}
    for command in leaves:
        for argument in shown(command):
            if argument["kind"] != "positional":
                counted.setdefault(key(argument), []).append(argument)
    return [found[0] for found in counted.values() if 2 * len(found) > len(leaves)]


def head(title: str, section: int, name: str, purpose: str, version: str, date: str) -> Iterator[str]:
    yield f'.TH {title} {section} "{date}" "Hearback {version}" "Hearback"'
    yield f".SH NAME\n{escaped(name)} \\- {escaped(purpose.rstrip('.'))}"


def desk_page(folder: Path, version: str, date: str) -> Iterator[str]:
    program = str(folder / "hearback")
    root = json.loads(said(program, "--experimental-dump-help"))["command"]
    found = list(commands("hearback", root))
    everywhere = common(found)
    known = {key(argument) for argument in everywhere}
    yield from head("HEARBACK", 1, "hearback", root["abstract"], version, date)
    yield ".SH SYNOPSIS\n" + bold("hearback") + " \\fIcommand\\fR [\\fIoptions\\fR]"
    yield ".SH DESCRIPTION"
    yield from prose(root.get("discussion", ""))
    yield ".SH COMMON OPTIONS"
    for argument in everywhere:
        yield from described(argument)
    yield ".SH COMMANDS"
    for path, command in found:
        yield f".SS {escaped(path)}"
        yield escaped(command.get("abstract", ""))
        if command.get("subcommands"):
            continue
        yield ".PP\n" + usage(path, command)
        if command.get("discussion"):
            yield ".PP"
            yield from prose(command["discussion"])
        for argument in shown(command):
            if key(argument) not in known:
                yield from described(argument)
    yield ".SH EXIT STATUS\n.nf"
    yield escaped(said(program, "exit-codes").rstrip("\n"))
    yield ".fi"
    yield ".SH FILES\n.TP\n" + bold("/run/hearback/admin.sock") + "\nThe daemon\\(aqs admin socket, for the group hearback\\-admin."
    yield ".SH SEE ALSO\n.BR hearbackd (8),\n.BR hearback.toml (5)"


def daemon_page(folder: Path, version: str, date: str) -> Iterator[str]:
    root = json.loads(said(str(folder / "hearbackd"), "--experimental-dump-help"))["command"]
    yield from head("HEARBACKD", 8, "hearbackd", root["abstract"], version, date)
    yield ".SH SYNOPSIS\n" + usage("hearbackd", root)
    yield ".SH DESCRIPTION"
    yield from prose(root.get("discussion", ""))
    yield ".SH OPTIONS"
    for argument in shown(root):
        yield from described(argument)
    yield ".SH ENVIRONMENT\n.TP\n" + bold("HEARBACK_SECTION_KEY")
    yield "Overrides a setting of the configuration file: see\n.BR hearback.toml (5)."
    yield ".SH FILES"
    for path, meaning in [
        ("/etc/hearback/hearback.toml", "The configuration."),
        ("/etc/hearback/credentials", "Secrets; systemd hands each file to the daemon as hearback_FILE."),
        ("/var/lib/hearback/hearback.sqlite", "The ledger."),
        ("/var/lib/hearback/hearback.sqlite.key", "Opens what is sealed in the ledger. In no backup: keep a copy elsewhere."),
        ("/var/lib/hearback/hearback.sqlite.log-key", "Signs the transparency log. In no backup: keep a copy elsewhere."),
        ("/var/backups/hearback", "Backups, of every night."),
        ("/usr/share/doc/hearback/docs", "The documentation."),
    ]:
        yield f".TP\n{bold(path)}\n{escaped(meaning)}"
    yield ".SH SEE ALSO\n.BR hearback (1),\n.BR hearback.toml (5),\n.BR systemctl (1),\n.BR journalctl (1)"


def configuration_page(folder: Path, version: str, date: str) -> Iterator[str]:
    opening, *sections = said(str(folder / "hearbackd"), "--print-config").rstrip("\n").split("\n\n# ")
    yield from head("HEARBACK.TOML", 5, "hearback.toml", "configuration of hearbackd", version, date)
    yield ".SH SYNOPSIS\n" + bold("/etc/hearback/hearback.toml")
    yield ".SH DESCRIPTION\nTOML 1.0. The settings below are all there are, with their defaults; an unknown one is an error."
    yield from prose("\n".join(line.removeprefix("# ") for line in opening.split("\n")[1:]))
    for block in sections:
        lines = ("# " + block).split("\n")
        meaning = [line.removeprefix("# ") for line in lines if line.startswith("#")]
        last = lines[-1]
        if last.startswith("["):
            yield f".SH {escaped(last)}"
            yield from prose("\n".join(meaning))
        else:
            yield f".TP\n{bold(last)}"
            yield escaped("\n.br\n".join(meaning)).replace("\\&.br", ".br")
    yield ".SH SEE ALSO\n.BR hearbackd (8)"


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("error: two arguments are needed\nhint: package_pages.py FOLDER DATE")
    folder, date = Path(sys.argv[1]).resolve(), sys.argv[2]
    version = said(str(folder / "hearbackd"), "--version").strip()
    for name, page in [("hearback.1", desk_page), ("hearbackd.8", daemon_page), ("hearback.toml.5", configuration_page)]:
        text = "\n".join(page(folder, version, date)) + "\n"
        # An example at a text's start or end leaves a paragraph or a line with nothing in it.
        text = re.sub(r"(\.PP\n)+", ".PP\n", text).replace("\n\n.fi", "\n.fi")
        Path(name).write_text(text, encoding="utf-8")


main()

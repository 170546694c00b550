#!/usr/bin/env python3
"""Read report pages as a stranger would: html.parser for the page, ElementTree for its pictures.

    check_page.py PAGE...    prints one JSON object a page; exit 1 with what is wrong
"""
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input"}
FORBIDDEN = {"script", "img", "link", "iframe", "object", "embed", "form", "input", "base", "image", "use", "foreignObject"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.targets, self.text = [], [], [], [], []
        self.tables, self.rows, self.root, self.policy = 0, [], {}, ""

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        given = dict(attributes)
        if len(names) != len(set(names)):
            self.faults.append(f"{tag} repeats an attribute")
        if tag in FORBIDDEN:
            self.faults.append(f"<{tag}> at {self.getpos()}")
        for name, value in attributes:
            if name.startswith("on") or name in ("src", "style", "srcset", "action"):
                self.faults.append(f"{tag} has {name}")
            if name in ("href", "xlink:href") and not value.startswith("#"):
                self.faults.append(f"{tag} leads to {value}")
        if "id" in given:
            self.ids.append(given["id"])
        self.targets += given.get("aria-labelledby", "").split()
        if given.get("href", "").startswith("#"):
            self.targets.append(given["href"][1:])
        if tag == "html":
            self.root = given
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        if tag == "table":
            self.tables += 1
            self.rows = []
        if tag == "tr":
            self.rows.append(0)
        if tag in ("td", "th") and self.rows:
            self.rows[-1] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-3:]} at {self.getpos()}")
        else:
            self.open.pop()
        if tag == "table" and len(set(self.rows)) > 1:
            self.faults.append(f"a table's rows have {sorted(set(self.rows))} cells")

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def pictures(source, faults):
    """Every picture is well-formed XML, has its text alternative, and stays within its box."""
    found = re.findall(r"<svg .*?</svg>", source, re.S)
    for svg in found:
        tree = ElementTree.fromstring(svg)
        space = "{http://www.w3.org/2000/svg}"
        title, description = tree.find(space + "title"), tree.find(space + "desc")
        if title is None or not title.text or description is None or not description.text:
            faults.append("a picture has no title or no description")
        if tree.get("role") != "img":
            faults.append("a picture has no role")
        width, height = map(float, tree.get("viewBox").split()[2:])
        for element in tree.iter():
            for name, limit in (("x", width), ("y", height)):
                value = element.get(name)
                if value is not None and not -0.5 <= float(value) <= limit + 0.5:
                    faults.append(f"{element.tag} lies at {name}={value}, outside {limit}")
            if element.tag == space + "rect":
                if float(element.get("x")) + float(element.get("width")) > width + 0.5:
                    faults.append("a bar is longer than its picture")
            path(element.get("d") or "", width, height, faults)
    return len(found)


def path(data, width, height, faults):
    for command, numbers in re.findall(r"([MLHVZ])([^MLHVZ]*)", data):
        values = [float(number) for number in numbers.split()]
        xs = values[:1] if command in "MLH" else []
        ys = values[1:] if command in "ML" else values if command == "V" else []
        if any(not -0.5 <= x <= width + 0.5 for x in xs) or any(not -0.5 <= y <= height + 0.5 for y in ys):
            faults.append(f"a line leaves its picture: {command}{numbers}")


def check(name):
    with open(name, encoding="utf-8") as file:
        source = file.read()
    page = Page()
    page.feed(source)
    page.close()
    if page.open:
        page.faults.append(f"left open: {page.open}")
    if len(page.ids) != len(set(page.ids)):
        page.faults.append("an id is given twice")
    page.faults += [f"nothing has the id {target}" for target in page.targets if target not in page.ids]
    style = "".join(re.findall(r"<style>(.*?)</style>", source, re.S))
    if "url(" in style or "@import" in style or style.count("{") != style.count("}"):
        page.faults.append("the style loads something, or its braces do not match")
    if not source.startswith("<!doctype html>"):
        page.faults.append("no doctype")
    count = pictures(source, page.faults)
    facts = {"bytes": len(source.encode()), "pictures": count, "tables": page.tables, "lang": page.root.get("lang"),
             "dir": page.root.get("dir"), "policy": page.policy, "faults": page.faults, "text": " ".join("".join(page.text).split())}
    print(json.dumps(facts, ensure_ascii=False))
    return not page.faults


sys.exit(0 if all([check(name) for name in sys.argv[1:]]) else 1)

"""Lists what a page holds that could act: elements, attributes and addresses, as Python's html.parser reads them.

Reads pages from a JSON array on standard input, writes one JSON object a page."""
import json
import sys
from html.parser import HTMLParser

ALLOWED_TAGS = set(
    "html head meta title link script body a div p bdi nav ul ol li span main section h1 h2 h3 h4 dl dt dd article header footer "
    "time strong form input label select option textarea fieldset legend button table thead tbody tr th td caption pre details "
    "summary figure figcaption svg g path rect line text polyline polygon circle desc aside small".split())


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.strange, self.addresses, self.scripts = [], [], 0

    def handle_starttag(self, tag, attributes):
        if tag not in ALLOWED_TAGS:
            self.strange.append(f"<{tag}>")
        if tag == "script":
            self.scripts += 1
            if dict(attributes).get("src", "").startswith("/assets/") is False:
                self.strange.append("script")
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "background", "autofocus", "xlink:href"):
                self.strange.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action"):
                self.addresses.append(value)

    def handle_comment(self, text):
        self.strange.append(f"<!--{text}-->")


for page in json.load(sys.stdin):
    reader = Reader()
    reader.feed(page)
    reader.close()
    print(json.dumps({"strange": reader.strange, "addresses": reader.addresses, "scripts": reader.scripts}))

"""Reads an Atom feed from standard input with feedparser, and prints what it understood as JSON."""
import json
import sys

import feedparser

# As bytes, and without feedparser's own cleaning: what is in the feed must be harmless by itself.
feed = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False)
print(json.dumps({
    "error": str(feed.bozo_exception) if feed.bozo else None, "version": feed.version, "id": feed.feed.id, "title": feed.feed.title,
    "updated": feed.feed.updated, "links": {link.rel: link.href for link in feed.feed.links},
    "entries": [{
        "id": entry.id, "title": entry.title, "link": entry.link, "published": entry.published, "updated": entry.updated,
        "type": entry.content[0].type, "language": entry.content[0].language, "text": entry.content[0].value} for entry in feed.entries]}))

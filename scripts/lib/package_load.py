#!/usr/bin/env python3
"""Hands comments in, each on a connection of its own, until a file appears; then says what came of them.

    package_load.py URL BILL STOP    prints {"acknowledged": 512, "failed": 0, "first": null, "slowest": 0.31}
"""
import http.client
import json
import sys
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

WORKERS = 4
PATIENCE = 30


class Load:
    def __init__(self, url: str, bill: str, stop: Path) -> None:
        self.host, self.bill, self.stop = urlsplit(url).netloc, bill, stop
        self.lock = threading.Lock()
        self.acknowledged, self.failures, self.slowest = 0, [], 0.0

    def hand_in(self) -> str | None:
        """One comment; what went wrong, if anything. Nothing is tried twice: a client that has to is what is looked for."""
        body = {"bill": self.bill, "language": "en", "text": f"Canary {uuid.uuid4()} of the load.", "submitter": {"kind": "person"}}
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request("POST", "/v1/comments", json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
            return None if answer.status == 201 else f"{answer.status} {text[:200]}"
        except (OSError, http.client.HTTPException) as error:
            return f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    def work(self) -> None:
        while not self.stop.exists():
            began = time.monotonic()
            failure = self.hand_in()
            with self.lock:
                self.slowest = max(self.slowest, time.monotonic() - began)
                if failure:
                    self.failures.append(failure)
                else:
                    self.acknowledged += 1
            time.sleep(0.02)

    def run(self) -> None:
        threads = [threading.Thread(target=self.work) for _ in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(json.dumps({"acknowledged": self.acknowledged, "failed": len(self.failures),
                          "first": self.failures[0] if self.failures else None, "slowest": round(self.slowest, 2)}))


if len(sys.argv) != 4:
    sys.exit("error: three arguments are needed\nhint: package_load.py URL BILL STOP")
Load(sys.argv[1], sys.argv[2], Path(sys.argv[3])).run()

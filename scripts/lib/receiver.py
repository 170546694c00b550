#!/usr/bin/env python3
"""A webhook receiver for the demo and the tests: Standard Webhooks 1.0.0, signature scheme v1 (HMAC-SHA256).

Prints {"port":N,"url":"http://127.0.0.1:N/"} as its first line, verifies each POST with the secrets of the secret
file, and appends one JSON line per request to the log. It also answers `endpoint.verification` with the signed
challenge. The secret file is read anew for every request and may appear later than the receiver, because an
endpoint's secret is only known once its address is registered. It may hold several secrets, one a line (rotation).
Standard library only. SIGTERM and SIGINT end it with exit code 0.
"""
import argparse
import base64
import binascii
import hashlib
import hmac
import json
import re
import signal
import sys
import threading
import time
import unicodedata
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BODY_LIMIT = 1 << 20  # bytes; a webhook here is below 20 kB
TOLERANCE = 300  # seconds, both ways, as in the reference libraries


class Refused(Exception):
    """Why a message is not accepted as genuine."""


def decode_secret(text: str) -> bytes:
    encoded = text.removeprefix("whsec_")
    try:
        key = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except binascii.Error as error:
        raise Refused(f"the secret is not base64: {error}") from error
    if not key:
        raise Refused("the secret is empty")
    return key


def sign(key: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """Standard Webhooks: base64(HMAC-SHA256(key, id "." timestamp "." body))."""
    content = b".".join([message_id.encode("latin-1"), timestamp.encode("latin-1"), body])
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


class Verifier:
    def __init__(self, secret_file: Path, tolerance: int, library=None):
        self.secret_file, self.tolerance, self.library = secret_file, tolerance, library

    def secrets(self) -> list[str]:
        try:
            found = self.secret_file.read_text(encoding="ascii").split()
        except (FileNotFoundError, UnicodeDecodeError) as error:
            raise Refused(f"the secret file cannot be read: {error}") from error
        if not found:
            raise Refused("the secret file is empty")
        return found

    def verify(self, message_id: str, timestamp: str, signatures: str, body: bytes) -> str:
        """The secret that signed the message; raises Refused."""
        if not (message_id and timestamp and signatures):
            raise Refused("a webhook-id, webhook-timestamp or webhook-signature header is missing")
        if not re.fullmatch(r"[0-9]{1,12}", timestamp):
            raise Refused("webhook-timestamp is not a whole number of seconds")
        if self.tolerance and abs(time.time() - int(timestamp)) > self.tolerance:
            raise Refused(f"webhook-timestamp is more than {self.tolerance} s away")
        for secret in self.secrets():
            expected = sign(decode_secret(secret), message_id, timestamp, body).encode()
            given = [one.encode("latin-1") for one in signatures.split(" ")]
            if any([hmac.compare_digest(expected, one) for one in given]):
                self.ask_library(secret, message_id, timestamp, signatures, body)
                return secret
        raise Refused("no signature matches")

    def ask_library(self, secret: str, message_id: str, timestamp: str, signatures: str, body: bytes) -> None:
        """A second, independent opinion. The library's tolerance is fixed, so another one compares signatures."""
        if self.library is None:
            return
        try:
            webhook = self.library.Webhook(secret)
            if self.tolerance == TOLERANCE:
                webhook.verify(body, {"webhook-id": message_id, "webhook-timestamp": timestamp,
                                      "webhook-signature": signatures}, json_parse=False)
            elif webhook.sign(message_id, datetime.fromtimestamp(int(timestamp), timezone.utc),
                              body.decode()) not in signatures.split(" "):
                raise Refused("the standardwebhooks library computes another signature")
        except (self.library.WebhookVerificationError, ValueError) as error:
            raise Refused(f"the standardwebhooks library refuses it: {error}") from error


def visible(value: object, limit: int = 120) -> str:
    """Text for a terminal: control, format (bidi) and separator characters written as \\u{…}, cut at `limit`."""
    out = []
    for character in str(value)[:limit]:
        risky = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        out.append(f"\\u{{{ord(character):04X}}}" if risky else character)
    return "".join(out) + ("…" if len(str(value)) > limit else "")


def parse(body: bytes) -> dict:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def summary(message: dict) -> str:
    data = message.get("data") if isinstance(message.get("data"), dict) else {}
    comment = next((data[key] for key in ("reference", "comment", "comment_id", "id") if key in data), "-")
    if isinstance(comment, dict):
        comment = comment.get("reference", comment.get("id", "-"))
    return f"{visible(message.get('type', '-'))}  comment {visible(comment)}  state {visible(data.get('state', '-'))}"


class Receiver(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, options: argparse.Namespace, verifier: Verifier):
        super().__init__(("127.0.0.1", options.port), Handler)
        self.options, self.verifier = options, verifier
        self.log = open(options.log, "a", encoding="utf-8")
        self.lock, self.count, self.seen = threading.Lock(), 0, {}

    def number(self) -> int:
        with self.lock:
            self.count += 1
            return self.count

    def record(self, entry: dict, human: str) -> None:
        with self.lock:
            if entry["verified"] and 200 <= entry["status"] < 300:
                self.seen[entry["id"]] = self.seen.get(entry["id"], 0) + 1
                entry["accepted_times"] = self.seen[entry["id"]]
            self.log.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self.log.flush()
            if not self.options.quiet:
                print(human, file=sys.stderr, flush=True)


class Handler(BaseHTTPRequestHandler):
    server: Receiver
    protocol_version = "HTTP/1.1"
    server_version = "hearback-receiver"
    sys_version = ""
    timeout = 30  # seconds for a silent peer

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "")
        if not re.fullmatch(r"[0-9]{1,9}", length) or int(length) > BODY_LIMIT:
            self.close_connection = True
            self.answer(411 if not length else 413)
            return
        body = self.rfile.read(int(length))
        if len(body) == int(length):
            self.receive(body)

    def receive(self, body: bytes) -> None:
        number, options = self.server.number(), self.server.options
        message_id, timestamp, signatures = (
            self.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
        status, reply, reason, secret = 204, b"", None, None
        try:
            secret = self.server.verifier.verify(message_id, timestamp, signatures, body)
        except Refused as error:
            status, reason = 401, str(error)
        message = parse(body)
        if number <= options.fail:
            status = options.status
        elif secret and message.get("type") == "endpoint.verification":
            data = message.get("data") if isinstance(message.get("data"), dict) else {}
            challenge = str(data.get("challenge", "")).encode()
            status, reply = 200, sign(decode_secret(secret), message_id, timestamp, challenge).encode()
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        entry = {"time": now, "number": number, "id": message_id, "timestamp": timestamp,
                 "verified": secret is not None, "reason": reason, "status": status,
                 "body": body.decode("utf-8", "backslashreplace")}
        verdict = "verified" if secret else f"NOT verified ({visible(reason)})"
        if number <= options.silent:
            entry["status"] = 0
            self.server.record(entry, f"{now}  {summary(message)}  {verdict}, not answered")
            self.close_connection = True
            self.rfile.read(1)  # until the sender gives up
            return
        time.sleep(options.pause)
        self.server.record(entry, f"{now}  {summary(message)}  {verdict}, answered {status}")
        self.answer(status, reply)

    def answer(self, status: int, reply: bytes = b"") -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("content-length", str(len(reply)))
            self.send_header("content-type", "text/plain")
        if self.close_connection:
            self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_) -> None:
        """Silent: `Receiver.record` writes the one line per message."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="0, the default, lets the kernel choose")
    parser.add_argument("--secret-file", type=Path, required=True, help="holds whsec_… ; may appear later")
    parser.add_argument("--log", type=Path, required=True, help="JSON Lines, one per request; appended to")
    parser.add_argument("--fail", type=int, default=0, metavar="N", help="answer the first N requests with an error")
    parser.add_argument("--status", type=int, nargs="?", const=500, default=500, metavar="CODE",
                        help="which error --fail answers (default 500)")
    parser.add_argument("--silent", type=int, default=0, metavar="N", help="never answer the first N requests")
    parser.add_argument("--pause", type=float, default=0, metavar="S", help="wait so many seconds before each answer")
    parser.add_argument("--tolerance", type=int, default=TOLERANCE, metavar="S",
                        help="greatest age of a timestamp in seconds; 0 accepts any, for a daemon on a set clock")
    parser.add_argument("--verify-with-library", action="store_true",
                        help="also ask the standardwebhooks package of PyPI")
    parser.add_argument("--quiet", action="store_true", help="no line per message on stderr")
    options = parser.parse_args()
    if not 400 <= options.status <= 599:
        parser.error(f"--status {options.status}: expected an error status, 400 to 599")
    return options


def main() -> int:
    options, library = arguments(), None
    if options.verify_with_library:
        try:
            import standardwebhooks.webhooks as library
        except ImportError as error:
            print(f"error: --verify-with-library: {error}\nhint: run scripts/setup --tests, then use .venv/bin/python",
                  file=sys.stderr)
            return 2
    try:
        server = Receiver(options, Verifier(options.secret_file, options.tolerance, library))
    except (OSError, OverflowError) as error:
        print(f"error: the receiver cannot start: {error}\nhint: choose another --port or --log", file=sys.stderr)
        return 1

    def stop(*_) -> None:
        # shutdown() waits for serve_forever, which runs on this thread: ask from another one.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    port = server.server_address[1]
    print(json.dumps({"port": port, "url": f"http://127.0.0.1:{port}/"}), flush=True)
    with server, server.log:
        server.serve_forever(poll_interval=0.1)
    return 0


if __name__ == "__main__":
    sys.exit(main())

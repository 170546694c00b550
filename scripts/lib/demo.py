"""Plays some days of a consultation on a simulated clock. Run by scripts/demo."""

import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "Tests" / "Fixtures" / "demo"
BILLS = ["pl-03-25", "pl-54-23", "pl-19-25", "pl-56-24", "pl-27-25", "pl-59-21"]
DAYS = ["2025-08-11", "2025-08-12", "2025-08-13", "2025-08-14", "2025-08-18", "2025-08-19"]
LAST_LOOK = "2025-09-22T09:00:00.000Z"
SPAM = {"ar": "هذا إشهار.", "fr": "C’est de la publicité.", "en": "This is advertising.", "es": "Es publicidad.",
        "zgh": "ⵜⴰⵙⵎⵙⵙⴰⵜ."}


def say(text):
    print("\n" + textwrap.fill(text, width=min(100, shutil.get_terminal_size().columns)), flush=True)


def headline(text):
    print(f"\n=== {text} ===", flush=True)


class Demo:
    def __init__(self, bin_folder, folder):
        self.hearbackd = str(pathlib.Path(bin_folder) / "hearbackd")
        self.hearback = str(pathlib.Path(bin_folder) / "hearback")
        self.folder = pathlib.Path(folder)
        self.socket = str(self.folder / "admin.sock")
        self.processes = []
        self.receipts = {}
        self.url = None

    # Processes

    def start_daemon(self):
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        roles = "\n".join(f'{role} = ["{user}"]' for role in ("administrators", "moderators", "responders", "auditors"))
        config = self.folder / "hearback.toml"
        config.write_text(textwrap.dedent(f"""\
            [server]
            port = 0
            [store]
            path = "{self.folder}/hearback.sqlite"
            [admin]
            socket = "{self.socket}"
            [time]
            calendar = "{ROOT}/config/calendars/MA.json"
            [screening]
            lists = "{ROOT}/config/screening"
            [intake]
            # All comments come from this machine, while the clock stands still.
            per_address_per_minute = 0
            per_network_per_minute = 0
            [delivery]
            # A receiver on this machine, without TLS: for the demo only.
            allow_http = true
            allowed_networks = ["127.0.0.0/8"]
            allowed_ports = []
            # The clock stands still while many messages go to this one receiver.
            per_endpoint_per_minute = 0
            per_address_per_minute = 0
            [notices]
            # Nobody waits for a minute of a clock that stands still.
            decision_grace_seconds = 0
            [log]
            level = "warning"
            [roles]
            """) + roles + "\n")
        log = open(self.folder / "hearbackd.log", "w")
        daemon = subprocess.Popen(
            [self.hearbackd, "--config", str(config), "--simulated-clock", DAYS[0] + "T08:00:00.000Z"],
            stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True)
        self.processes.append(daemon)
        line = daemon.stdout.readline()
        if not line:
            daemon.wait()
            sys.exit("error: hearbackd did not start\nhint: it said: " + (self.folder / "hearbackd.log").read_text())
        self.url = json.loads(line)["url"]
        return daemon

    def start_receiver(self):
        """The secret is written once the endpoint is registered; the receiver reads it with every request."""
        receiver = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts/lib/receiver.py"), "--secret-file", str(self.folder / "secret"),
             "--log", str(self.folder / "received.jsonl"), "--fail", "1", "--tolerance", "0", "--quiet"],
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.processes.append(receiver)
        return json.loads(receiver.stdout.readline())["url"]

    def stop(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(timeout=40)
                except subprocess.TimeoutExpired:
                    process.kill()

    # The desk

    def show(self, *arguments, expect=(0,)):
        """Runs a command and shows it as a person would see it."""
        print("\n$ hearback " + " ".join(quote(argument) for argument in arguments), flush=True)
        result = subprocess.run([self.hearback, *arguments, "--socket", self.socket])
        if result.returncode not in expect:
            raise SystemExit(f"error: hearback {arguments[0]} ended with {result.returncode}\n"
                             f"hint: the daemon's log is {self.folder}/hearbackd.log")

    def ask(self, *arguments):
        """Runs a command for its JSON; None when there is nothing of the kind (exit code 66)."""
        result = subprocess.run([self.hearback, *arguments, "--json", "--socket", self.socket],
                                capture_output=True, text=True)
        if result.returncode == 66:
            return None
        if result.returncode != 0:
            raise SystemExit(result.stderr)
        return [json.loads(line) for line in result.stdout.split("\n") if line]

    def set_clock(self, instant):
        self.settle()
        self.ask("clock", "set", instant)

    def settle(self):
        """Until what is due is told: on a clock that stands still the deliveries take no time, but they take some of ours."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            now = self.ask("daemon", "status")[0]["now"]
            ready = self.ask("delivery", "list", "--state", "ready", "--limit", "1000")
            sending = self.ask("delivery", "list", "--state", "sending", "--limit", "1000")
            if not sending and all(message["next_at"] > now for message in ready):
                return
            time.sleep(0.05)

    # The public

    def post(self, path, body, language="en"):
        host = urllib.parse.urlsplit(self.url).netloc
        connection = http.client.HTTPConnection(host, timeout=60)
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        connection.request("POST", path, json.dumps(body).encode(), headers)
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        return response.status, answer

    def submit(self, comment, endpoint=None):
        body = {key: comment[key] for key in ("bill", "article", "language", "text", "submitter") if comment.get(key)}
        if endpoint:
            body["endpoint"] = endpoint
        status, answer = self.post("/v1/comments", body, comment["language"])
        if status == 201:
            self.receipts[comment["external_id"]] = answer
        return status, answer


def quote(argument):
    return argument if argument and not set(argument) & set(" '\"$`\\") else "'" + argument + "'"


def lines(path):
    """JSON Lines. Not splitlines(): that also splits at characters which may stand inside a JSON string."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def history(demo):
    headline("The past: real bills, and what is known of two consultations")
    demo.show("bill", "add", str(DATA / "bills.json"))
    say("The two cases that Hearback was made for, as imported history.")
    demo.show("import", str(DATA / "history.jsonl"))
    say("150 real petitions to the UK Parliament from a CSV file with other column names. Three rows are broken on "
        "purpose: they are refused with their line and cause, and the others are taken.")
    demo.show("import", str(DATA / "history.csv"), "--map-file", str(DATA / "history.columns.json"),
              "--submitter-kind", "person", expect=(1,))


def intake(demo, comments, endpoint):
    """The day's comments, sixteen at a time; every fifth asks to be told by webhook."""
    def one(numbered):
        number, comment = numbered
        return demo.submit(comment, endpoint if number % 5 == 0 else None)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(one, enumerate(comments)))
    refused = [answer for status, answer in answers if status != 201]
    print(f"  {len(answers) - len(refused)} comments acknowledged, each on disk before its answer", flush=True)
    for problem in refused:
        print(f"  refused: {problem['code']}")


def moderate(demo, sources, count, hero):
    """A moderator's afternoon: the oldest first. One comment raises a question."""
    published = rejected = 0
    for turn in range(count):
        found = demo.ask("queue", "next", "--bill", BILLS[turn % len(BILLS)])
        if not found:
            continue
        comment = found[0]
        source = sources.get(comment["reference"], "")
        if comment["reference"] == hero:
            demo.ask("comment", "clarify", hero, "À quel alinéa de l’article pensez-vous ?")
            print(f"  moderator: a question about {hero}")
        elif source.startswith("youtube-spam"):
            demo.ask("comment", "reject", comment["reference"], "--reason", "spam", "--explanation", SPAM[comment["language"]])
            rejected += 1
        else:
            demo.ask("comment", "publish", comment["reference"])
            published += 1
    print(f"  moderator: {published} published, {rejected} rejected with a reason", flush=True)


def hostile(demo):
    headline("What is not taken, and how that is said")
    for row in lines(DATA / "refused.jsonl"):
        language = row["language"] if row["language"] in SPAM else "fr"
        status, problem = demo.post("/v1/comments", {k: row[k] for k in ("bill", "article", "language", "text", "submitter") if k in row}, language)
        print(f"  {status} {problem['code']:<24} {problem['title']}")


def follow_one(demo, hero):
    """One comment from a question to an outcome."""
    headline("One comment, from receipt to answer")
    receipt = demo.receipts[hero["external_id"]]
    reference, token = receipt["reference"], receipt["receipt_token"]
    demo.set_clock("2025-08-20T10:30:00.000Z")
    demo.post(f"/v1/receipts/{token}/clarify", {"text": "Al primer párrafo."})
    demo.ask("comment", "publish", reference)
    demo.set_clock("2025-09-02T14:00:00.000Z")
    demo.ask("comment", "answer", reference, "La commission a examiné cette proposition le 1er septembre.")
    demo.set_clock("2025-09-10T09:00:00.000Z")
    demo.ask("comment", "outcome", reference, "partly_adopted", "--reason", "Le premier alinéa a été précisé.",
             "--citation", "article 2, amendement 14")
    return reference


def wait_for_deliveries(demo):
    """Retries are due on the simulated clock, so it is moved until nothing waits."""
    end = time.monotonic() + 60
    minutes = 0
    while time.monotonic() < end:
        waiting = demo.ask("delivery", "list", "--state", "ready", "--limit", "1")
        sending = demo.ask("delivery", "list", "--state", "sending", "--limit", "1")
        if not waiting and not sending:
            return
        minutes += 1
        demo.set_clock(f"2025-09-10T{9 + minutes // 60:02d}:{minutes % 60:02d}:00.000Z")
        time.sleep(0.2)
    raise SystemExit("error: deliveries still wait after a minute\nhint: see " + str(demo.folder / "hearbackd.log"))


def closing(demo, reference):
    headline("The queue: who waits, oldest first")
    demo.set_clock(LAST_LOOK)
    demo.show("queue", "list", "--limit", "12")
    demo.show("queue", "stats")
    headline("One comment's life")
    demo.show("comment", "show", reference)
    headline("What was told to whom")
    demo.show("delivery", "list", "--limit", "8")
    received = lines(demo.folder / "received.jsonl")
    verified = sum(1 for entry in received if entry["verified"])
    print(f"\nThe receiver got {len(received)} messages, verified {verified} signatures, and answered the first with 500 on purpose.")
    headline("How long it takes, with those who still wait")
    demo.show("latency")
    cases(demo)


def cases(demo):
    headline("The two cases")
    say("2023-01-06: a comment on a member's bill on school education. The page said that it was awaiting approval. "
        "Nothing ever came.")
    demo.show("latency", "--bill", "case-school-education")
    say("2022-06-27 to 2022-07-27: 19 associations left 25 comments in the chamber's consultation; 2 proposals were "
        "taken up. Which of the 25 were answered is not known, so none is shown as answered.")
    demo.show("latency", "--bill", "case-consultation-2022", "--clock", "outcome")
    demo.show("latency", "--bill", "case-consultation-2022", "--clock", "answer")
    published = published_comments(demo, "case-consultation-2022")
    adopted = [comment for comment in published if comment.get("outcome", {}).get("outcome") == "adopted"]
    silent = [comment for comment in published if not comment.get("answer") and not comment.get("outcome")]
    associations = {comment.get("association") for comment in published}
    print(f"\n{len(published)} comments by {len(associations)} associations: {len(adopted)} adopted, with the reason; "
          f"{len(silent)} published and never answered.")
    for comment in adopted:
        print(f"  {comment['reference']} adopted: {comment['outcome']['reason']}")


def published_comments(demo, bill):
    host = urllib.parse.urlsplit(demo.url).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", f"/v1/bills/{bill}/comments")
    return json.loads(connection.getresponse().read())["comments"]


def play(demo):
    comments = lines(DATA / "comments.jsonl")
    hero = next(comment for comment in comments if comment["language"] == "es" and comment["article"])
    say(f"hearbackd runs in {demo.folder} on a simulated clock that stands at {DAYS[0]}.")
    demo.start_daemon()
    history(demo)
    headline("A webhook receiver registers")
    endpoint = demo.ask("endpoint", "add", demo.start_receiver())[0]
    (demo.folder / "secret").write_text(endpoint["secret"] + "\n")
    print(f"  {endpoint['url']} is {endpoint['id']}; its secret was shown once")
    headline("Six days of comments in Arabic, Tamazight, French, English and Spanish")
    rest = [comment for comment in comments if comment is not hero]
    share = -(-len(rest) // len(DAYS))
    for index, day in enumerate(DAYS):
        demo.set_clock(day + "T09:00:00.000Z")
        print(f"{day}", flush=True)
        if index == 0:
            demo.submit(hero, endpoint["id"])
        intake(demo, rest[index * share:(index + 1) * share], endpoint["id"])
        demo.set_clock(day + "T15:00:00.000Z")
        sources = {demo.receipts[c["external_id"]]["reference"]: c["source"] for c in comments
                   if c["external_id"] in demo.receipts}
        if index > 0:
            moderate(demo, sources, 24, demo.receipts[hero["external_id"]]["reference"])
    hostile(demo)
    reference = follow_one(demo, hero)
    wait_for_deliveries(demo)
    closing(demo, reference)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="hearback-demo-")
    demo = Demo(options.bin, folder)
    kept = False
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        play(demo)
        if options.keep:
            kept = True
            keep(demo)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        if not kept:
            demo.stop()
            shutil.rmtree(folder, ignore_errors=True)
    if not kept:
        print("\nThe demo is over: nothing is left running, and its folder is gone. 'scripts/demo --keep' keeps it.")


def keep(demo):
    daemon = demo.processes[0]
    print(textwrap.dedent(f"""
        The daemon goes on running, on its simulated clock:
          export HEARBACK_SOCKET={demo.socket}
          {demo.hearback} queue next
          {demo.hearback} clock set 2025-10-01
          curl {demo.url}/v1/bills
          the pages for citizens: {demo.url}/
        To end it and remove everything:
          kill {' '.join(str(process.pid) for process in demo.processes)}; rm -r {demo.folder}"""))
    daemon.stdout.close()


if __name__ == "__main__":
    main()

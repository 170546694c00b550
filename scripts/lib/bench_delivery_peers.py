"""The other side of deliveries: nginx that answers 204, and peers that take connections and never answer."""
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from bench_daemon import BenchError, cpu_seconds

LIB = Path(__file__).resolve().parent
HOSTS = [f"127.0.1.{number}" for number in range(1, 101)]
START_SECONDS = 10


def compile_c(name: str, folder: Path, *libraries: str) -> Path:
    program = folder / name
    subprocess.run(["cc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, LIB / f"{name}.c",
                    *libraries], check=True)
    return program


def make_certificates(folder: Path) -> Path:
    """An authority of our own and a certificate of it for all hosts; returns the authority's."""
    authority, request, names = folder / "ca.pem", folder / "server.csr", folder / "names"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names.write_text("subjectAltName=" + ",".join(f"IP:{host}" for host in HOSTS) + "\n")
    steps = [
        ["req", "-x509", *key, "-keyout", folder / "ca.key", "-out", authority, "-days", "2", "-subj", "/CN=bench",
         "-addext", "basicConstraints=critical,CA:TRUE"],
        ["req", *key, "-keyout", folder / "server.key", "-out", request, "-subj", "/CN=receiver"],
        ["x509", "-req", "-in", request, "-CA", authority, "-CAkey", folder / "ca.key", "-CAcreateserial", "-days", "2",
         "-extfile", names, "-out", folder / "server.pem"]]
    for step in steps:
        subprocess.run(["openssl", *step], check=True, capture_output=True)
    return authority


def free_port(host: str) -> int:
    with socket.socket() as listener:
        listener.bind((host, 0))
        return listener.getsockname()[1]


class Program:
    """A child that ends, at the latest by force, when its `with` does."""

    def __init__(self, command: list, log: Path, output: int | None = None):
        self.command, self.log, self.output = [str(word) for word in command], log, output
        self.process: subprocess.Popen | None = None

    def __enter__(self):
        with open(self.log, "ab") as log:
            # A session of its own: Ctrl-C reaches the benchmark first, which ends its children.
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=self.output or log, stderr=log, start_new_session=True)
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def begin(self) -> None:
        """Waits until the child is of use."""

    @property
    def pid(self) -> int:
        return self.process.pid

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


class Receiver(Program):
    """nginx, one process, HTTP and HTTPS at all hosts. Counts its requests."""

    def __init__(self, folder: Path, log: Path):
        nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if not nginx:
            raise BenchError("nginx is not installed", "scripts/setup --bench")
        self.authority = make_certificates(folder)
        self.ports = {"http": free_port(HOSTS[0]), "https": free_port(HOSTS[0])}
        self.polls, self.base = 0, 0
        self.connection: http.client.HTTPConnection | None = None
        config = folder / "nginx.conf"
        config.write_text(self._config(folder))
        super().__init__([nginx, "-p", folder, "-c", config, "-e", log], log)

    def _config(self, folder: Path) -> str:
        plain = "".join(f"listen {host}:{self.ports['http']};\n" for host in HOSTS)
        secure = "".join(f"listen {host}:{self.ports['https']} ssl;\n" for host in HOSTS)
        temporary = "".join(f"{kind}_temp_path {folder}/nginx-{kind};\n"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        return f"""daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 8192; pid {folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
access_log off; keepalive_requests 1000000000; keepalive_timeout 300s;
{temporary}
ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.key;
server {{ {plain}{secure}
location / {{ return 204; }}
location = /status {{ stub_status; }} }}
}}
"""

    def begin(self) -> None:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                with socket.create_connection((HOSTS[0], self.ports["http"]), timeout=1):
                    break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise BenchError("nginx did not start", f"read {self.log}") from None
                time.sleep(0.02)
        self.connection = http.client.HTTPConnection(HOSTS[0], self.ports["http"], timeout=30)
        self.reset()

    def urls(self, scheme: str, hosts: int) -> list[str]:
        return [f"{scheme}://{host}:{self.ports[scheme]}/hook" for host in HOSTS[:hosts]]

    def reset(self) -> None:
        self.base = 0
        self.base = self.requests()

    def requests(self) -> int:
        """Requests since `reset`, without our own looks at the count."""
        self.connection.request("GET", "/status")
        lines = self.connection.getresponse().read().decode().splitlines()
        self.polls += 1
        return int(lines[2].split()[2]) - self.polls - self.base

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)


class HangingPeers(Program):
    """Accept on as many addresses of their own, and say nothing."""

    def __init__(self, program: Path, count: int, log: Path):
        self.count, self.port = count, 0
        super().__init__([program, count], log, subprocess.PIPE)

    def begin(self) -> None:
        line = self.process.stdout.readline()
        if not line:
            raise BenchError("the hanging peers did not start", f"read {self.log}; each needs three descriptors")
        self.port = int(line)

    def urls(self) -> list[str]:
        # As bench_hanging.c lays them out.
        return [f"http://127.2.{index // 250}.{index % 250 + 1}:{self.port}/hook" for index in range(self.count)]

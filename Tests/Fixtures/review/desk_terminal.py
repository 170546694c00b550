"""A program in a pseudo-terminal, and what a terminal would show of it (pyte): the oracle of the review tests."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte


class DeskTerminal:
    def __init__(self, argv, columns=80, rows=24, environment=None):
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.status = None
        self.sent = 0.0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], argv, {**os.environ, "TERM": "xterm-256color", **(environment or {})})

    def pump(self, seconds=0.05):
        """Reads what comes within the time; false at the program's end."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        self.raw += data
        # pyte has no alternate screen: leaving it shows a clean one.
        before, left, after = data.partition(b"\x1b[?1049l")
        self.stream.feed(before)
        if left:
            self.screen.reset()
        self.stream.feed(after)
        return bool(data)

    def send(self, keys):
        """As slowly as people press keys: the desk takes a faster one for a key held down."""
        while time.monotonic() < self.sent + 0.1:
            self.pump(0.01)
        self.sent = time.monotonic()
        os.write(self.fd, keys if isinstance(keys, bytes) else keys.encode())

    @property
    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self):
        return "\n".join(self.lines)

    def wait(self, what, seconds=30):
        """Until the screen shows a text, or a function of this terminal holds."""
        holds = what if callable(what) else lambda terminal: what in terminal.text
        end = time.monotonic() + seconds
        while not holds(self):
            assert time.monotonic() < end, f"waited in vain for {what!r}:\n{self.text}"
            assert self.pump() or holds(self), f"the program ended before {what!r}:\n{self.text}"
        return self

    def press(self, keys, what):
        self.send(keys)
        return self.wait(what)

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def modes(self):
        """What stty(1) would show."""
        return termios.tcgetattr(self.fd)

    def signal(self, number):
        os.kill(self.pid, number)

    def end(self, seconds=30):
        """Waits for the program's end; its exit code, negative for a signal."""
        end = time.monotonic() + seconds
        while self.status is None:
            self.pump()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            assert self.status is not None or time.monotonic() < end, f"it does not end:\n{self.text}"
        while select.select([self.fd], [], [], 0.1)[0] and self.pump(0):
            pass
        return self.status

    def kill(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

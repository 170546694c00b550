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
        self.stream.feed(data)
        return bool(data)

    def send(self, keys):
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


def html(screen, dark):
    """The screen as a page, for people to look at."""
    import html as markup
    fore, back = ("#d8d8d8", "#1c1c1c") if dark else ("#1c1c1c", "#fbfbf8")
    colours = {"red": "#e06c60" if dark else "#b3261e", "green": "#7fbf7f" if dark else "#1f7a3d"}
    rows = []
    for y in range(screen.lines):
        cells = []
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            front, ground = colours.get(cell.fg, fore), back
            if cell.reverse:
                front, ground = ground, front
            style = f"color:{front};background:{ground}"
            style += ";font-weight:bold" if cell.bold else ""
            style += ";text-decoration:underline" if cell.underscore else ""
            cells.append((style, cell.data))
        merged = []
        for style, data in cells:
            if merged and merged[-1][0] == style:
                merged[-1][1] += data
            else:
                merged.append([style, data])
        rows.append("".join(f'<span style="{s}">{markup.escape(d)}</span>' for s, d in merged))
    return (f'<meta charset=utf-8><style>body{{margin:0;background:{back};color:{fore}}}'
            "pre{font:17px/1.35 'DejaVu Sans Mono','Noto Sans Mono',monospace;margin:16px;unicode-bidi:plaintext}"
            f'</style><pre>' + "\n".join(rows) + "</pre>")

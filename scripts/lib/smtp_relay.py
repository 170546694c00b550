"""An SMTP relay for the tests, on aiosmtpd: logs every connection and message as JSON lines, and misbehaves as told.

    smtp_relay.py --log FILE [--security none|starttls|tls] [--certificate FILE --name HOST] [--user U --password P]
                  [--say PHASE=REPLY ...]

Listens on a port of 127.0.0.1 that the kernel chooses, and prints it. PHASE is greeting, EHLO, STARTTLS, AUTH, MAIL, RCPT,
DATA, MESSAGE or QUIT. REPLY is what to answer there; `drop` closes the connection, `hang` answers nothing, `huge` sends
10 MB of one line. `STARTTLS=strip` does not offer it.
"""
import argparse
import asyncio
import base64
import email
import email.header
import email.policy
import email.utils
import json
import ssl
import subprocess
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

PHASES = {"EHLO": ("EHLO", "HELO"), "AUTH": ("AUTH",), "MAIL": ("MAIL",), "RCPT": ("RCPT",), "DATA": ("DATA",),
          "STARTTLS": ("STARTTLS",), "QUIT": ("QUIT",)}


class Log:
    def __init__(self, path: str) -> None:
        self.file = open(path, "a", encoding="utf-8")

    def write(self, **facts: Any) -> None:
        self.file.write(json.dumps(facts, ensure_ascii=False) + "\n")
        self.file.flush()


def decoded(header: str) -> str:
    """As email.header reads RFC 2047; policy.default of Python 3.11 shows the folding between two words of a name."""
    return str(email.header.make_header(email.header.decode_header(header)))


def described(content: bytes) -> dict[str, Any]:
    """What Python's email package makes of a message."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    raw = email.message_from_bytes(content, policy=email.policy.compat32)
    # The address is split off before decoding, as RFC 2047 wants it.
    name, address = email.utils.parseaddr(" ".join(raw["From"].split()))
    defects = [str(defect) for part in message.walk() for defect in part.defects]
    defects += [str(defect) for value in message.values() for defect in getattr(value, "defects", [])]
    return {
        "headers": [[name, str(value)] for name, value in message.items()],
        "subject": str(message["subject"]), "from_name": decoded(name), "from_address": address,
        "to": [one.addr_spec for one in message["to"].addresses], "date": message["date"].datetime.isoformat(),
        "message_id": message["message-id"], "type": message.get_content_type(), "defects": defects,
        "parts": [{"type": part.get_content_type(), "charset": part.get_content_charset(),
                   "encoding": part["content-transfer-encoding"], "text": part.get_content()}
                  for part in message.iter_parts()],
    }


class Sink:
    def __init__(self, log: Log, says: dict[str, str]) -> None:
        self.log, self.says = log, says

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        facts: dict[str, Any] = {}
        try:
            facts = described(content)
        except Exception as problem:  # told to the test, which fails on it
            facts = {"unreadable": repr(problem)}
        self.log.write(event="message", client=session.host_name, sender=envelope.mail_from, recipients=envelope.rcpt_tos,
                       tls=session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
                       user=(session.auth_data or b"").decode() or None, options=envelope.mail_options,
                       content=base64.b64encode(content).decode(), **facts)
        reply = self.says.get("MESSAGE", "250 2.0.0 taken")
        if reply == "drop":
            server.transport.abort()
        if reply == "hang":
            await asyncio.Event().wait()
        return reply


class Relay(SMTP):
    def __init__(self, sink: Sink, **options: Any) -> None:
        self.log, self.says, self.greeted = sink.log, sink.says, False
        super().__init__(sink, **options)
        for phase, verbs in PHASES.items():
            if phase in self.says and self.says[phase] != "strip":
                for verb in verbs:
                    self._smtp_methods[verb] = self.saying(phase, self.says[phase])

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.log.write(event="connection")
        super().connection_made(transport)

    def saying(self, phase: str, reply: str) -> Any:
        async def answer(_: str) -> None:
            self.log.write(event="refusal", phase=phase)
            await self.answer(reply)
        return answer

    async def answer(self, reply: str) -> None:
        if reply == "drop":
            self.transport.abort()
        elif reply == "hang":
            await asyncio.Event().wait()
        elif reply == "huge":
            self._writer.write(b"220 " + b"a" * 10_000_000)
            await self._writer.drain()
        else:
            await super().push(reply)

    async def push(self, status: Any) -> None:
        text = status.decode() if isinstance(status, bytes) else status
        if not self.greeted:
            self.greeted = True
            return await self.answer(self.says.get("greeting", text))
        if self.says.get("STARTTLS") == "strip" and "STARTTLS" in text.upper():
            return None
        return await super().push(status)


def certificate(path: str, name: str) -> ssl.SSLContext:
    """A fresh self-signed certificate for `name`, written to `path` with its key."""
    alternative = f"subjectAltName=DNS:{name}" + (",IP:127.0.0.1" if name == "localhost" else "")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", alternative, "-keyout", path, "-out", path + ".pem"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path + ".pem", path)
    return context


async def serve(options: argparse.Namespace) -> None:
    says = dict(say.split("=", 1) for say in options.say)
    sink = Sink(Log(options.log), {phase: reply.replace("\\n", "\r\n") for phase, reply in says.items()})
    context = certificate(options.certificate, options.name) if options.certificate else None

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any) -> AuthResult:
        good = login.login == options.user.encode() and login.password == options.password.encode()
        return AuthResult(success=good, handled=False, auth_data=login.login)

    def protocol() -> SMTP:
        extra: dict[str, Any] = {"authenticator": check, "auth_require_tls": options.security == "starttls"} if options.user else {}
        return Relay(sink, hostname="relay.example", enable_SMTPUTF8=False, data_size_limit=1 << 25,
                     tls_context=context if options.security == "starttls" else None,
                     require_starttls=options.security == "starttls", **extra)

    server = await asyncio.get_running_loop().create_server(
        protocol, "127.0.0.1", 0, ssl=context if options.security == "tls" else None)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--log", required=True)
    parser.add_argument("--security", choices=["none", "starttls", "tls"], default="none")
    parser.add_argument("--certificate")
    parser.add_argument("--name", default="localhost")
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    parser.add_argument("--say", action="append", default=[])
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()

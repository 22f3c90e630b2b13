"""A real mail server on loopback that counts what is delivered to it."""

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Postbox:
    """What was delivered: how often each Message-ID came, and the latest of each."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()
        self.letters: dict[str, EmailMessage] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        """Take a mail, as aiosmtpd hands it over."""
        letter: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.letters[letter["Message-ID"]] = letter
        self.times[letter["Message-ID"]] += 1
        return "250 Taken"


@contextmanager
def mail_server() -> Iterator[tuple[Postbox, int]]:
    """Serve on a free port of loopback; gives the postbox and the port."""
    postbox = Postbox()
    port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield postbox, port
    finally:
        controller.stop()


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        port: int = attempt.getsockname()[1]
        return port

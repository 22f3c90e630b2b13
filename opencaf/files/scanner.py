"""Asking a virus scanner (clamd) about a file by its INSTREAM command, where OPENCAF_CLAMD says."""

from __future__ import annotations

import socket
from collections.abc import Iterator

from django.conf import settings

PIECE = 64 * 1024
PATIENCE = 60.0  # seconds without a word from it
LONGEST_ANSWER = 4096


class NoVerdictError(OSError):
    """The scanner answered with neither yes nor no."""


def is_configured() -> bool:
    """Whether there is a scanner to be asked."""
    return bool(settings.CLAMD)


def is_harmless(content: bytes) -> bool:
    """Whether the scanner finds nothing; what it will not read whole is not harmless.

    Raises OSError where it cannot be asked, so that a file waits and is never let through unasked.
    """
    answer = ask(content)
    if answer.endswith("OK"):
        return True
    if answer.endswith("FOUND") or "size limit exceeded" in answer:
        return False
    raise NoVerdictError(f"The scanner answered {len(answer)} letters that are no verdict")


def ask(content: bytes) -> str:
    """Send a file and return the scanner's answer."""
    with connected() as to_scanner:
        try:
            to_scanner.sendall(b"zINSTREAM\0")
            for piece in pieces(content):
                to_scanner.sendall(len(piece).to_bytes(4, "big") + piece)
        except BrokenPipeError:
            pass  # it stops listening where a file is longer than it reads, and says so
        answer = b""
        while len(answer) < LONGEST_ANSWER and (more := to_scanner.recv(LONGEST_ANSWER)):
            answer += more
    return answer.strip(b"\0\n ").decode("utf-8", "replace")


def pieces(content: bytes) -> Iterator[bytes]:
    """Yield a file in pieces, and the empty one that ends it."""
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]
    yield b""


def connected() -> socket.socket:
    """Return a connection to the scanner: host:port, or the path of its socket."""
    if settings.CLAMD.startswith("/"):
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        found.settimeout(PATIENCE)
        found.connect(settings.CLAMD)
        return found
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)

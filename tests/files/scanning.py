"""A small scanner on loopback that speaks clamd's INSTREAM: it finds EICAR, and reads only so much."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from tests.files.making import EICAR

COMMAND = b"zINSTREAM\0"


class Answering(socketserver.StreamRequestHandler):
    """Reads pieces with their lengths until the empty one, and answers."""

    def handle(self) -> None:
        server = cast("Scanner", self.server)
        if self.rfile.read(len(COMMAND)) != COMMAND:
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        read = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            read += self.rfile.read(size)
            if len(read) > server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        server.asked.append(read)
        self.wfile.write(server.says or verdict(read))


def verdict(read: bytes) -> bytes:
    """What clamd says of a file."""
    return b"stream: Eicar-Signature FOUND\0" if EICAR.encode() in read else b"stream: OK\0"


class Scanner(socketserver.ThreadingTCPServer):
    """Listens on loopback; says: an answer instead of its own; most: bytes that it reads."""

    daemon_threads = True
    says = b""
    most = 100_000_000

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[bytes] = []

    @property
    def address(self) -> str:
        """Where it listens, as the setting names it."""
        return f"127.0.0.1:{self.server_address[1]}"


class LocalScanner(socketserver.ThreadingUnixStreamServer):
    """The same on a socket of the file system."""

    daemon_threads = True
    says = b""
    most = 100_000_000

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), Answering)
        self.asked: list[bytes] = []


@contextmanager
def listening(scanner: socketserver.BaseServer) -> Iterator[None]:
    """Let a scanner answer while the block runs."""
    thread = threading.Thread(target=scanner.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        scanner.shutdown()
        scanner.server_close()
        thread.join()

"""Opens one file of strangers in a process of its own: python -m opencaf.files.opening.

The file comes on standard input. Three records go out, each with its length before it: what it is or why it
is refused (JSON), its bytes as they are kept, its preview. The preview comes last: where drawing it fails,
the rest stands. The process knows no key, no address and no database, and may take only so much.
"""

from __future__ import annotations

import json
import resource
import sys

from opencaf.files.kinds import PDF, SOUNDS, RefusedError
from opencaf.files.papers import first_page, save_anew
from opencaf.files.pictures import draw_anew
from opencaf.files.sounds import record_anew
from opencaf.files.telling import kind_of

MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 20


def limit_ourselves() -> None:
    """Let this process take no more than its share, and write no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write(record: bytes) -> None:
    """Hand a record over."""
    sys.stdout.buffer.write(len(record).to_bytes(8, "big") + record)
    sys.stdout.buffer.flush()


def open_one() -> None:
    """Make the file anew and hand it over, or say why not."""
    content = sys.stdin.buffer.read()
    try:
        kind = kind_of(content)
        if kind == PDF:
            made = save_anew(content)
        elif kind in SOUNDS:
            made = record_anew(content, kind)
        else:
            made = draw_anew(content)
    except RefusedError as refusal:
        write(json.dumps({"refused": refusal.code}).encode())
        return
    except MemoryError:
        write(json.dumps({"refused": "too_much"}).encode())
        return
    write(json.dumps({"media_type": made.media_type}).encode())
    write(made.content)
    write(made.preview or (first_page(made.content) if made.media_type == PDF else b""))


if __name__ == "__main__":
    limit_ourselves()
    open_one()

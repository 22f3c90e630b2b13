"""Files of a register laid out for reading, which asks for a place: in memory alone, never on a disk.

A worker that is killed leaves nothing behind but names that lead nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def laid_out(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Give a folder in which these files stand, by their names, until the block ends."""
    with ExitStack() as open_files:
        folder = Path(open_files.enter_context(TemporaryDirectory()))
        for name, content in files.items():
            held = open_files.enter_context(os.fdopen(os.memfd_create("register"), "wb"))
            held.write(content)
            held.flush()
            (folder / name).symlink_to(f"/proc/{os.getpid()}/fd/{held.fileno()}")
        yield folder

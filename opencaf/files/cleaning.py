"""Making a file of strangers anew in a process of its own (docs/adr/0031)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError

from opencaf.files.kinds import LONGEST_NAME, SENTENCES, MadeAnew
from opencaf.files.models import LARGEST

PROGRAM = [sys.executable, "-m", "opencaf.files.opening"]
ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 30  # by the clock; the process gives up after 20 of its own
LENGTH = 8


def make_anew(*, name: str, content: bytes) -> MadeAnew:
    """Return a file as it is kept. Raises ValidationError at `file`, with what to do."""
    if len(name) > LONGEST_NAME:
        raise refusal("long_name")
    if not content:
        raise refusal("empty")
    if len(content) > LARGEST:
        raise refusal("large")
    try:
        done = subprocess.run(
            PROGRAM, input=content, capture_output=True, cwd=ROOT, env={}, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise refusal("too_much") from slow
    made = made_of(list(records_in(done.stdout)))
    if len(made.content) > LARGEST:
        raise refusal("large")
    return made


def made_of(records: list[bytes]) -> MadeAnew:
    """Return what the process handed over; raises ValidationError where it refused, or ended before."""
    said = json.loads(records[0]) if records else {"refused": "too_much"}
    if "refused" in said:
        raise refusal(said["refused"])
    if len(records) == 1:
        raise refusal("too_much")
    return MadeAnew(said["media_type"], records[1], records[2] if len(records) > 2 else b"")


def records_in(output: bytes) -> Iterator[bytes]:
    """Yield the records that came whole."""
    while len(output) >= LENGTH:
        size = int.from_bytes(output[:LENGTH], "big")
        if len(output) < LENGTH + size:
            return
        yield output[LENGTH : LENGTH + size]
        output = output[LENGTH + size :]


def refusal(code: str) -> ValidationError:
    """Return the sentence of a refusal, at the file."""
    return ValidationError({"file": SENTENCES[code]})

"""People by name or by address, as somebody types them: one a line."""

from __future__ import annotations

import uuid

from opencaf.agencies.models import Practitioner
from opencaf.training.lists import Entry, tidied
from opencaf.training.queries.understood import World


def people_in(words: str, authority_id: uuid.UUID) -> tuple[list[Practitioner], list[str]]:
    """Return who is meant, line by line, and a sentence for each line of which nobody or several are."""
    entries = [
        Entry(number, email=line) if "@" in line else Entry(number, name=line)
        for number, line in enumerate(map(tidied, words.splitlines()), start=1)
        if line
    ]
    world = World(authority_id, entries)
    found, mistakes = [], []
    for entry in entries:
        meant = world.people_meant(entry)
        if len(meant) == 1:
            found.append(meant[0])
        else:
            mistakes.append(mistake_of(entry.name or entry.email, len(meant)))
    return found, mistakes


def mistake_of(said: str, number: int) -> str:
    """Return why a line names nobody in particular, and what to do."""
    if number:
        return f"{number} people are called {said}. Enter their work e-mail address instead"
    return f"{said} is not known here. Bring them in with a list, or ask an administrator to add them"

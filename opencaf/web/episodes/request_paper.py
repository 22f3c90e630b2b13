"""The papers of a request, for a service that has no accounts: what its page would show."""

from __future__ import annotations

from opencaf.agencies.models import Authority
from opencaf.web.episodes.request_words import Told, asked_in_words, sections_of
from opencaf.web.shared.case import urgent_words
from opencaf.web.shared.paper import Block, Heading, Words


def blocks_of(told: Told, authority: Authority) -> list[Block]:
    """Return everything that stands on the papers."""
    blocks: list[Block] = [
        Words(urgent_words(authority)),
        Words(asked_in_words(told)),
        Words(f"Only what the family lets {told['agency']} see. Do not hand it on."),
    ]
    for section in sections_of(told, authority.lead_title):
        blocks.append(Heading(section.title, level=section.level))
        blocks += [Words(line.text, label=line.label) for line in section.lines]
    return blocks

"""How people are related, and since when, in words."""

from __future__ import annotations

from opencaf.core.dates import in_words
from opencaf.people.models import Relationship
from opencaf.people.queries.facts import Fact


def span(fact: Fact | Relationship) -> str:
    """Return from and to in words, as far as they are known."""
    if fact.from_on and fact.to_on:
        return f", {in_words(fact.from_on)} to {in_words(fact.to_on)}"
    if fact.to_on:
        return f", until {in_words(fact.to_on)}"
    return f", since {in_words(fact.from_on)}" if fact.from_on else ""


def noted(fact: Fact | Relationship) -> str:
    """Return a note as the end of a line."""
    return f" ({fact.note})" if fact.note else ""


def kinship_words(one: Relationship) -> str:
    """Return how somebody is related to somebody else, and nothing more."""
    return f"{one.get_kinship_display()} of {one.to.first_name}"


def relationship_words(one: Relationship) -> str:
    """Return how somebody is related to somebody else, and whether with parental responsibility."""
    words = kinship_words(one)
    if one.parental_responsibility is not None:
        has = "with" if one.parental_responsibility else "without"
        words += f", {has} parental responsibility"
    return f"{words}{span(one)}{noted(one)}"

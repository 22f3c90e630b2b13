"""Whom a line of a list is about: initials, until somebody points at them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from opencaf.web.shared.case import join_words


@dataclass(frozen=True)
class Who:
    """For components/initials.html."""

    initials: str
    names: str
    href: str


def who_of(episode: Episode, children: list[Person]) -> Who:
    """Return the children of a case as a list may show them where others look over a shoulder."""
    return Who(
        initials=", ".join(child.initials for child in children) or "?",
        names=join_words([child.full_name for child in children]) or "No child named",
        href=reverse("episodes:overview", args=[episode.id]),
    )

"""The frame of every page inside a case: the identity bar and the case menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.models import Episode
from opencaf.episodes.reads import children_now
from opencaf.people.models import Person
from opencaf.web.shared.addresses import case_address
from opencaf.web.shared.requests import PractitionerRequest

MENU = (
    ("Overview", "episodes:overview"),
    ("Assessment", "episodes:assessment"),
    ("Chronology", "episodes:chronology"),
    ("Plan", "episodes:plan"),
    ("Meetings", "episodes:meetings"),
    ("Notes", "episodes:notes"),
    ("Files", "episodes:files"),
    ("Services", "episodes:services"),
    ("Sharing", "episodes:sharing"),
    ("Journey", "episodes:journey"),
)


@dataclass(frozen=True)
class CaseHeader:
    """What the identity bar and the case menu show."""

    name: str
    age: str
    reference: str
    state: str
    flags: list[str]
    menu: list[dict[str, Any]]


def children_of(episode: Episode) -> list[Person]:
    """Return the children an episode is about, in their order; read once for each request."""
    held: list[Person] | None = getattr(episode, "_children", None)
    if held is None:
        held = [row.child for row in children_now(episode.id)]
        episode._children = held  # type: ignore[attr-defined]
    return held


def remember_children(episode: Episode, children: list[Person]) -> None:
    """Keep the children, where a page has read them with the rest of the family already."""
    episode._children = children  # type: ignore[attr-defined]


def case_header(episode: Episode, *, current: str) -> CaseHeader:
    """Return the header of an episode's pages; current is the URL name of the menu entry that is open."""
    children = children_of(episode)
    return CaseHeader(
        name=join_words([child.full_name for child in children]),
        age=", ".join(age_in_words(child) for child in children),
        reference=episode.reference,
        state=episode.get_state_display(),
        flags=[flag for child in children for flag in flags_of(child)],
        menu=[
            {"text": text, "href": href, "current": name == current}
            for text, name in MENU
            if (href := address_of(name, episode))
        ],
    )


def address_of(name: str, episode: Episode) -> str:
    """Return the address of an episode's page, or nothing where there is none."""
    try:
        return case_address(name, episode.id)
    except NoReverseMatch:
        return ""


def urgent_words(authority: Authority) -> str:
    """Return the sentence that stands beside every form that could be mistaken for raising an alarm."""
    phone = f" on {authority.safeguarding_phone}" if authority.safeguarding_phone else ""
    whom = f"{authority.safeguarding_contact}{phone}"
    return f"Worried about a child’s safety now? Ring {whom}; do not wait for this form."


def render_case(
    request: PractitionerRequest,
    template: str,
    episode: Episode,
    *,
    current: str = "episodes:overview",
    status: int = 200,
    **values: Any,
) -> HttpResponse:
    """Return a page of an episode within its frame."""
    header = case_header(episode, current=current)
    return render(request, template, {"episode": episode, "case_header": header, **values}, status=status)


def age_in_words(child: Person) -> str:
    """Return a child's age, or when a baby is expected, as the identity bar says it."""
    if child.expected_on:
        return f"expected {in_words(child.expected_on)}"
    age = child.age_on(clock.today())
    if age is None:
        return f"about {child.age_years} years" if child.age_years is not None else "age not known"
    if age == 0 and child.born_on:
        months = (clock.today() - child.born_on).days * 12 // 365
        return "1 month" if months == 1 else f"{months} months"
    return "1 year" if age == 1 else f"{age} years"


def flags_of(child: Person) -> list[str]:
    """Return what must be known about a child in words, in a line or two."""
    flags = []
    if child.shielded:
        flags.append("Shielded: only a few may know of this record")
    if child.interpreter:
        flags.append(f"Interpreter: {child.interpreter}")
    if child.young_carer:
        flags.append("Young carer")
    return flags


def join_words(words: list[str]) -> str:
    """Return words as a list in a sentence: A, B and C."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"

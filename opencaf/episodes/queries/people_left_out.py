"""Members of the family who may not see something, as the standing answers say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.models import Consent, Episode, PersonLeftOut, PersonLeftOutElement
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.reads import kept_back_from, people_left_out


@dataclass(frozen=True)
class NotFor:
    """Somebody of the family who may not see something: what, in words, and why."""

    name: str
    what: str
    why: str


def not_for_whom(episode: Episode) -> list[NotFor]:
    """Return who may not see what, as it is to be known before anything is handed to the family."""
    left_out: list[dict[str, Any]]
    kept_back: list[dict[str, Any]]
    if hasattr(episode, "left_out") and hasattr(episode, "kept_back"):
        left_out, kept_back = episode.left_out, episode.kept_back
    else:
        ((left_out, kept_back),) = left_out_of(episode)
    decided = [NotFor(name_of(row), row["items"], f"It was decided so: {row['why']}") for row in kept_back]
    return [*as_said(left_out), *decided]


@composed_once
def left_out_of(episode: Episode) -> QuerySet[Episode, Any]:
    """Who is left out of an episode by answers, and by decisions, as two arrays."""
    row = OuterRef("pk")
    return Episode.objects.filter(pk=episode.pk).values_list(
        ArraySubquery(people_left_out(row)), ArraySubquery(kept_back_from(row))
    )


def as_said(rows: Iterable[dict[str, Any]]) -> list[NotFor]:
    """Return rows in words."""
    areas = form_areas()
    return [
        NotFor(
            name=name_of(row),
            what="; ".join(areas.name(code) for code in row["elements"]) or "everything",
            why=row["why"],
        )
        for row in rows
    ]


def name_of(row: dict[str, Any]) -> str:
    """Return the full name that a row holds."""
    return f"{row['given']} {row['family']}".strip()


def people_left_out_of(consent: Consent) -> list[PersonLeftOut]:
    """Return who was left out by one answer, each with the elements that the row names."""
    named = PersonLeftOutElement.objects.filter(left_out=OuterRef("pk")).order_by("recorded_at", "id")
    rows = consent.people_left_out.annotate(named_elements=ArraySubquery(named.values("element")))
    return list(rows.order_by("recorded_at", "id"))

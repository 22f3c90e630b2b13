"""Who leads how many open cases, for coordinators and managers who share them out fairly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, LeadProfessional
from opencaf.episodes.states import State


@dataclass(frozen=True)
class Load:
    """What somebody leads: how many cases, how many of them rest, and how many more than the middle."""

    name: str
    agency: str
    cases: int
    resting: int
    trained: str

    @property
    def active(self) -> int:
        """How many cases are being worked on."""
        return self.cases - self.resting


@dataclass(frozen=True)
class Caseloads:
    """Everybody who leads, the most first, and how many cases the one in the middle leads."""

    loads: list[Load]

    @property
    def middle(self) -> int:
        """The number of cases of the one in the middle of the list; half lead as many or more."""
        active = sorted(load.active for load in self.loads)
        return active[len(active) // 2] if active else 0


def caseloads_for(practitioner: Practitioner) -> Caseloads:
    """Return who leads how many of the open cases that somebody looks after."""
    visible = Episode.objects.visible_to(practitioner).open()
    leading = LeadProfessional.objects.filter(ended_on=None, episode__in=visible)
    rows = (
        leading.values(
            "practitioner__given_name",
            "practitioner__family_name",
            "agency__name",
            "practitioner__trained_on",
        )
        .annotate(cases=Count("id"), resting=Count("id", filter=Q(episode__state=State.SUSPENDED)))
        .order_by("-cases", "practitioner__family_name", "practitioner__given_name")
    )
    return Caseloads([as_load(row) for row in rows])


def as_load(row: Mapping[str, Any]) -> Load:
    """Return a row of the count as the page shows it."""
    trained = row["practitioner__trained_on"]
    return Load(
        name=f"{row['practitioner__given_name']} {row['practitioner__family_name']}",
        agency=row["agency__name"],
        cases=row["cases"],
        resting=row["resting"],
        trained=f"{trained:%B %Y}" if trained else "no training is noted",
    )

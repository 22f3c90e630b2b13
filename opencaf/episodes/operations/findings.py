"""Findings of an assessment: strengths, needs and worries, one a line of a text, and goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from opencaf.agencies.models import Practitioner, signed
from opencaf.episodes.codes import FindingKind
from opencaf.episodes.models import Assessment, Finding
from opencaf.episodes.queries.conclusions import GOALS_FROM, LISTS, Conclusions
from opencaf.people.models import Person

Wanted = tuple[str, str, Person | None]


def as_lines(text: str) -> str:
    """Return the lines of a text that say something."""
    return "\n".join(line for line in text.splitlines() if line)


def findings_wanted(stands: Mapping[str, str]) -> list[Wanted]:
    """Return the findings that texts ask for, in order: one a line."""
    return [(kind, line, None) for name, kind in LISTS.items() for line in stands[name].splitlines() if line]


def write_findings(
    draft: Assessment,
    held: Conclusions,
    wanted: Sequence[Wanted],
    goals: Mapping[int, tuple[str, Person | None]],
    by: Practitioner,
) -> None:
    """Let the findings be these, in this order, and the goals by row: what is left out goes."""
    left = list(held.findings)
    new: list[Finding] = []
    moved: list[Finding] = []
    rows = [(position, *one) for position, one in enumerate(wanted)]
    rows += [(GOALS_FROM + row, FindingKind.GOAL, *goal) for row, goal in sorted(goals.items())]
    for position, kind, text, whose in rows:
        same = next((f for f in left if (f.kind, f.text, f.whose) == (kind, text, whose)), None)
        if same is None:
            new.append(
                Finding(**signed(by), assessment=draft, kind=kind, text=text, whose=whose, position=position)
            )
            continue
        left.remove(same)
        if same.position != position:
            same.position = position
            moved.append(same)
    Finding.objects.filter(pk__in=[finding.pk for finding in left]).delete()
    Finding.objects.bulk_create(new)
    Finding.objects.bulk_update(moved, ["position"])

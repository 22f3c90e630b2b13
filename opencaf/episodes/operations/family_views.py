"""What children, parents and carers say about an assessment, each in their own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from opencaf.agencies.models import Practitioner, signed
from opencaf.episodes.models import Assessment, FamilyView
from opencaf.episodes.queries.conclusions import Conclusions
from opencaf.people.models import Person


@dataclass(frozen=True)
class View:
    """What a child, parent or carer says about the assessment, or why they were not asked."""

    whose: str
    person: Person | None
    text: str = ""
    not_asked_why: str = ""


def write_views(
    draft: Assessment, held: Conclusions, views: Sequence[View], said_on: dt.date, by: Practitioner
) -> None:
    """Let each person's view be what was typed; an emptied one goes."""
    standing = {(view.whose, view.person_id): view for view in held.views}
    new, changed, gone = [], [], []
    for view in views:
        row = standing.get((view.whose, view.person.id if view.person else None))
        if not view.text and not view.not_asked_why:
            gone += [row.pk] if row else []
            continue
        if row is None:
            row = FamilyView(
                **signed(by),
                episode_id=draft.episode_id,
                assessment=draft,
                whose=view.whose,
                person=view.person,
            )
            new.append(row)
        elif (row.text, row.not_asked_why, row.said_on) != (view.text, view.not_asked_why, said_on):
            changed.append(row)
        row.text, row.not_asked_why, row.said_on = view.text, view.not_asked_why, said_on
    FamilyView.objects.filter(pk__in=gone).delete()
    FamilyView.objects.bulk_create(new)
    FamilyView.objects.bulk_update(changed, ["text", "not_asked_why", "said_on"])

"""Conclusions of an assessment: what is strong, what is needed, what the family hopes for and says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import LEVELS_OF_NEED, FindingKind
from opencaf.episodes.models import Assessment, FamilyView
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.operations.findings import Wanted, as_lines, findings_wanted, write_findings
from opencaf.episodes.operations.texts import keep_versions
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.conclusions import CONCLUSION_TEXTS, LISTS, Conclusions, conclusions_of
from opencaf.episodes.seen import settle
from opencaf.people.models import Person


@dataclass(frozen=True)
class Goal:
    """What somebody hopes for, in their words; whose they are, where that is one person."""

    text: str
    whose: Person | None = None


@dataclass(frozen=True)
class View:
    """What a child, parent or carer says about the assessment, or why they were not asked."""

    whose: str
    person: Person | None
    text: str = ""
    not_asked_why: str = ""


@dataclass(frozen=True)
class Words:
    """Everything a page of conclusions says."""

    summary: str = ""
    strengths: Sequence[str] = ()
    needs: Sequence[str] = ()
    worries: Sequence[str] = ()
    goals: Sequence[Goal] = ()
    how_we_will_know: str = ""
    differences_of_view: str = ""
    level_of_need: int | None = None
    views: Sequence[View] = ()

    @property
    def texts(self) -> list[str]:
        """The texts that two people could change at the same time, in the order of CONCLUSION_TEXTS."""
        return [
            self.summary,
            "\n".join(self.strengths),
            "\n".join(self.needs),
            "\n".join(self.worries),
            self.how_we_will_know,
            self.differences_of_view,
        ]


@all_or_nothing
def write_conclusions(
    *, assessment: Assessment, words: Words, said_on: dt.date, seen: str = "", by: Practitioner
) -> None:
    """Write the conclusions of the version that is being written; nothing in them is compulsory."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    refuse_future("said_on", said_on, "The date the family said this")
    refuse_unknown_level(words.level_of_need)
    held = conclusions_of(draft)
    before = dict(zip(CONCLUSION_TEXTS, held.texts, strict=True))
    stands = settle(CONCLUSION_TEXTS, saved=held.texts, typed=words.texts, seen=seen)
    for name in ("summary", "how_we_will_know", "differences_of_view"):
        setattr(draft, name, stands[name])
    draft.level_of_need = words.level_of_need
    draft.change_count += 1
    draft.save()
    write_findings(draft, held, wanted_findings(stands, words.goals), by)
    after = {name: as_lines(text) if name in LISTS else text for name, text in stands.items()}
    keep_versions(draft, before=before, after=after, by=by)
    write_views(draft, held, words.views, said_on, by)
    trail.record(
        "conclusions_written",
        subject_kind="assessment",
        subject_id=draft.id,
        episode_id=draft.episode_id,
        level=draft.level_of_need,
    )


def refuse_unknown_level(level: int | None) -> None:
    """Raise ValidationError for a level of need that is none of the four."""
    if level is not None and level not in LEVELS_OF_NEED:
        raise ValidationError({"level_of_need": "Select a level of need from the list"})


def wanted_findings(stands: dict[str, str], goals: Sequence[Goal]) -> list[Wanted]:
    """Return the findings that should stand, in order: those of the texts, and the goals."""
    wanted = findings_wanted(stands)
    return wanted + [(FindingKind.GOAL, goal.text, goal.whose) for goal in goals if goal.text]


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

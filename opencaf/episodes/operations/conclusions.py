"""Conclusions of an assessment: what is strong, what is needed, what the family hopes for and says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import LEVELS_OF_NEED
from opencaf.episodes.models import Assessment, FamilyView
from opencaf.episodes.operations.drafts import lock_draft
from opencaf.episodes.operations.family_views import View, write_views
from opencaf.episodes.operations.findings import as_lines, findings_wanted, write_findings
from opencaf.episodes.operations.texts import keep_versions
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.conclusions import (
    CONCLUSION_TEXTS,
    LISTS,
    Conclusions,
    conclusions_of,
    goal_name,
    view_name,
    why_name,
)
from opencaf.episodes.seen import settle, settle_by_name
from opencaf.people.models import Person


@dataclass(frozen=True)
class Goal:
    """What somebody hopes for, in their words; whose they are, where that is one person."""

    text: str
    whose: Person | None = None


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
    *,
    assessment: Assessment,
    words: Words,
    said_on: dt.date,
    seen: str = "",
    seen_said: Mapping[str, str] | None = None,
    by: Practitioner,
) -> None:
    """Write the conclusions of the version that is being written; nothing in them is compulsory.

    seen_said: what the page knows of the goals and of what the family says, by name; left out, the words
    replace all.
    """
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
    said = settle_said(held, words, seen_said or {})
    goals = {
        row: (said[goal_name(row)], goal.whose)
        for row, goal in enumerate(words.goals)
        if said[goal_name(row)]
    }
    write_findings(draft, held, findings_wanted(stands), goals, by)
    after = {name: as_lines(text) if name in LISTS else text for name, text in stands.items()}
    was = {name: held.said.get(name, "") for name in said}
    keep_versions(draft, before=before | was, after=after | said, by=by)
    write_views(draft, held, [view_said(view, said) for view in words.views], said_on, by)
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


def settle_said(held: Conclusions, words: Words, seen: Mapping[str, str]) -> dict[str, str]:
    """Return the goals and views that stand, by name; raise ValidationError at each that both changed."""
    typed = {goal_name(row): goal.text for row, goal in enumerate(words.goals)}
    for view in words.views:
        person_id = view.person.id if view.person else None
        typed[view_name(view.whose, person_id)] = view.text
        if view.whose == FamilyView.Whose.CHILD:
            typed[why_name(person_id)] = view.not_asked_why
    return settle_by_name(held.said, typed, seen)


def view_said(view: View, said: Mapping[str, str]) -> View:
    """Return a view with the words that stand."""
    person_id = view.person.id if view.person else None
    text = said[view_name(view.whose, person_id)]
    why = said.get(why_name(person_id), view.not_asked_why)
    return replace(view, text=text, not_asked_why=why)

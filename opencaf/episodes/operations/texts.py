"""The texts of an assessment beside its boxes: each save is kept, and they save themselves as well."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from opencaf.agencies.models import How, Practitioner, signed
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import LEVELS_OF_NEED
from opencaf.episodes.models import Assessment, FamilyView, TextVersion
from opencaf.episodes.operations.drafts import is_new_sitting, lock_draft
from opencaf.episodes.operations.family_views import View, write_views
from opencaf.episodes.operations.findings import as_lines, findings_wanted, write_findings
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
from opencaf.episodes.queries.team import family_ids
from opencaf.episodes.seen import both_changed, fingerprint
from opencaf.episodes.text_names import AN_ID
from opencaf.people.models import Person

SITUATION = ("reason", "home_situation", "people_present")
ALL_TEXTS = (*SITUATION, *CONCLUSION_TEXTS)


LEVEL = "level_of_need"
A_GOAL = re.compile(r"goal_(\d{1,2})")
WHOSE = re.compile(r"whose_(\d{1,2})")
A_VIEW = re.compile(rf"parent_view|(?:parent_view|child_view|child_why)-(?P<who>{AN_ID.pattern})")
CHOSEN_MEANWHILE = "Somebody else chose something here while you were writing. Choose again what should stand"


@dataclass(frozen=True)
class Choice:
    """What was chosen beside the texts: its name, the value, and what the page showed before."""

    name: str
    value: str
    seen: str


@dataclass(frozen=True)
class SavedTexts:
    """What came of it: the texts as they stand, and which of them somebody else had changed.

    refused: choices that somebody else made meanwhile, with what they chose.
    """

    stands: Mapping[str, str]
    clashing: Sequence[str]
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def seen(self) -> dict[str, str]:
        """The fingerprint of every text that stands."""
        return {name: fingerprint(text) for name, text in self.stands.items()}


@all_or_nothing
def save_texts(
    *,
    assessment: Assessment,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
    choices: Sequence[Choice] = (),
    said_on: dt.date | None = None,
    by: Practitioner,
) -> SavedTexts:
    """Save texts while somebody types; one that somebody else changed meanwhile is left as they left it.

    choices: the level of need, and whose words goals are.
    """
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    held = conclusions_of(draft)
    people = people_in(draft, [*texts, *(choice.value for choice in choices)])
    refuse_unknown(texts, people)
    before = {**dict.fromkeys(texts, ""), **held.said, **texts_of(draft, held)}
    clashing = [
        name
        for name, text in texts.items()
        if both_changed(saved=before[name], typed=text, seen=seen.get(name, ""))
    ]
    typed = {name: as_stored(name, text) for name, text in texts.items() if name not in clashing}
    chosen, refused = settle_choices(draft, held, choices)
    write_texts(draft, before | typed, names=list(typed), chosen=chosen, by=by)
    write_said(draft, held, Said(before | typed, list(typed), chosen, people), said_on or clock.today(), by)
    keep_versions(draft, before=before, after=before | typed, by=by)
    if is_new_sitting(draft, by):
        trail.record(
            "texts_written",
            subject_kind="assessment",
            subject_id=draft.id,
            episode_id=draft.episode_id,
            texts=len(typed),
            while_typing=True,
        )
    return SavedTexts(before | typed, clashing, refused)


def people_in(draft: Assessment, words: Iterable[str]) -> dict[str, Person]:
    """Return the people of the family whose ids stand in names or choices, by id."""
    ids = {found[0] for word in words if (found := AN_ID.search(word))}
    if not ids:
        return {}
    family = Person.objects.filter(id__in=family_ids(draft.episode)).filter(id__in=ids)
    return {str(person.id): person for person in family}


def refuse_unknown(names: Iterable[str], people: Mapping[str, Person]) -> None:
    """Raise ValidationError for a text that no page has, or of somebody who is not of the family."""
    for name in names:
        who = AN_ID.search(name)
        is_known = name in ALL_TEXTS or A_GOAL.fullmatch(name) or A_VIEW.fullmatch(name)
        if not is_known or (who and who[0] not in people):
            raise ValidationError("This text is not there any more. Load the page again.")


def texts_of(draft: Assessment, held: Conclusions) -> dict[str, str]:
    """Return every text of the situation and the conclusions by its name, as it stands."""
    situation = {name: getattr(draft, name) for name in SITUATION}
    return situation | dict(zip(CONCLUSION_TEXTS, held.texts, strict=True))


def settle_choices(
    draft: Assessment, held: Conclusions, choices: Sequence[Choice]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the choices that stand, and what stands instead of those that somebody else made meanwhile."""
    now = {LEVEL: str(draft.level_of_need or "")}
    now |= {f"whose_{row}": str(goal.whose_id or "") for row, goal in held.goal_rows.items()}
    stands, refused = {}, {}
    for choice in choices:
        saved = now.get(choice.name, "")
        if choice.seen != saved and choice.value != saved:
            refused[choice.name] = saved
        else:
            stands[choice.name] = choice.value
    return stands, refused


def write_texts(
    draft: Assessment,
    stands: Mapping[str, str],
    *,
    names: Sequence[str],
    chosen: Mapping[str, str],
    by: Practitioner,
) -> None:
    """Let the columns of these names say what stands, and the level of need what was chosen."""
    columns = [name for name in names if name in ALL_TEXTS and name not in LISTS]
    for name in columns:
        setattr(draft, name, stands[name])
    if LEVEL in chosen:
        draft.level_of_need = level_from(chosen[LEVEL])
        columns.append(LEVEL)
    if columns:
        draft.change_count += 1
        draft.save(update_fields=[*columns, "change_count"])


def level_from(code: str) -> int | None:
    """Return the level of need for a choice; raises ValidationError for none of the four."""
    level = int(code) if code.isdecimal() else None
    if code and level not in LEVELS_OF_NEED:
        raise ValidationError("Select a level of need from the list")
    return level


@dataclass(frozen=True)
class Said:
    """Goals and views to write: every text as it stands, which were typed, what was chosen, and of whom."""

    stands: Mapping[str, str]
    typed: Sequence[str]
    chosen: Mapping[str, str]
    people: Mapping[str, Person]


def write_said(draft: Assessment, held: Conclusions, said: Said, said_on: dt.date, by: Practitioner) -> None:
    """Write findings and goals where one of them changed, and the views that were typed."""
    rows = {int(found[1]) for name in said.typed if (found := A_GOAL.fullmatch(name))}
    whose = {int(found[1]): value for name, value in said.chosen.items() if (found := WHOSE.fullmatch(name))}
    if rows or whose or LISTS.keys() & set(said.typed):
        goals = {row: (goal.text, goal.whose) for row, goal in held.goal_rows.items()}
        for row in sorted(rows | whose.keys()):
            held_whose = goals.get(row, ("", None))[1]
            person = said.people.get(whose[row]) if row in whose else held_whose
            goals[row] = (said.stands.get(goal_name(row), ""), person)
        kept = {row: goal for row, goal in goals.items() if any(goal)}
        write_findings(draft, held, findings_wanted(said.stands), kept, by)
    views = [view for name in said.typed if (view := view_of(name, said))]
    if views:
        write_views(draft, held, views, min(said_on, clock.today()), by)


def view_of(name: str, said: Said) -> View | None:
    """Return the view to which a text belongs, with the text beside it."""
    found = A_VIEW.fullmatch(name)
    if not found:
        return None
    person = said.people.get(found["who"] or "")
    whose = FamilyView.Whose.PARENT if name.startswith("parent") else FamilyView.Whose.CHILD
    person_id = person.id if person else None
    why = said.stands.get(why_name(person_id), "") if whose == FamilyView.Whose.CHILD else ""
    return View(whose, person, said.stands.get(view_name(whose, person_id), ""), why)


def as_stored(name: str, text: str) -> str:
    """Return a text as it is stored: of lists, the lines that say something."""
    return as_lines(text) if name in LISTS else text


def keep_versions(
    draft: Assessment, *, before: Mapping[str, str], after: Mapping[str, str], by: Practitioner
) -> None:
    """Keep each text that a save has changed; what stood before anything was kept is kept first."""
    changed = {name: text for name, text in after.items() if before.get(name, "") != text}
    if not changed:
        return
    held = TextVersion.objects.filter(assessment=draft, name__in=changed).order_by("number")
    last = dict(held.values_list("name", "number"))
    unknown = {"authority_id": draft.authority_id, "recorded_how": How.JOB, "assessment": draft}
    rows = [
        TextVersion(**unknown, name=name, number=0, text=before[name])
        for name in changed
        if name not in last and before.get(name)
    ]
    rows += [
        TextVersion(**signed(by), assessment=draft, name=name, number=last.get(name, 0) + 1, text=text)
        for name, text in changed.items()
    ]
    TextVersion.objects.bulk_create(rows)

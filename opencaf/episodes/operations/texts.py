"""The texts of an assessment beside its boxes: each save is kept, and they save themselves as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import How, Practitioner, signed
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Assessment, TextVersion
from opencaf.episodes.operations.drafts import is_new_sitting, lock_draft
from opencaf.episodes.operations.findings import as_lines, findings_wanted, write_findings
from opencaf.episodes.permissions import can_assess
from opencaf.episodes.queries.conclusions import CONCLUSION_TEXTS, LISTS, Conclusions, conclusions_of
from opencaf.episodes.seen import both_changed, fingerprint

SITUATION = ("reason", "home_situation", "people_present")
ALL_TEXTS = (*SITUATION, *CONCLUSION_TEXTS)


@dataclass(frozen=True)
class SavedTexts:
    """What came of it: the texts as they stand, and which of them somebody else had changed."""

    stands: Mapping[str, str]
    clashing: Sequence[str]

    @property
    def seen(self) -> dict[str, str]:
        """The fingerprint of every text that stands."""
        return {name: fingerprint(text) for name, text in self.stands.items()}


@all_or_nothing
def save_texts(
    *, assessment: Assessment, texts: Mapping[str, str], seen: Mapping[str, str], by: Practitioner
) -> SavedTexts:
    """Save texts while somebody types; one that somebody else changed meanwhile is left as they left it."""
    require(can_assess(by, assessment.episode))
    draft = lock_draft(assessment)
    if set(texts) - set(ALL_TEXTS):
        raise ValidationError("This text is not there any more. Load the page again.")
    held = conclusions_of(draft)
    before = texts_of(draft, held)
    clashing = [
        name
        for name, text in texts.items()
        if both_changed(saved=before[name], typed=text, seen=seen.get(name, ""))
    ]
    typed = {name: as_stored(name, text) for name, text in texts.items() if name not in clashing}
    write_texts(draft, held, before | typed, names=list(typed), by=by)
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
    return SavedTexts(before | typed, clashing)


def texts_of(draft: Assessment, held: Conclusions) -> dict[str, str]:
    """Return every text beside the boxes by its name, as it stands."""
    situation = {name: getattr(draft, name) for name in SITUATION}
    return situation | dict(zip(CONCLUSION_TEXTS, held.texts, strict=True))


def write_texts(
    draft: Assessment, held: Conclusions, stands: Mapping[str, str], *, names: Sequence[str], by: Practitioner
) -> None:
    """Let the texts of these names say what stands; goals stay."""
    columns = [name for name in names if name not in LISTS]
    if columns:
        for name in columns:
            setattr(draft, name, stands[name])
        draft.change_count += 1
        draft.save(update_fields=[*columns, "change_count"])
    if LISTS.keys() & set(names):
        goals = [(goal.kind, goal.text, goal.whose) for goal in held.goals]
        write_findings(draft, held, [*findings_wanted(stands), *goals], by)


def as_stored(name: str, text: str) -> str:
    """Return a text as it is stored: of lists, the lines that say something."""
    return as_lines(text) if name in LISTS else text


def keep_versions(
    draft: Assessment, *, before: Mapping[str, str], after: Mapping[str, str], by: Practitioner
) -> None:
    """Keep each text that a save has changed; what stood before anything was kept is kept first."""
    changed = {name: text for name, text in after.items() if before[name] != text}
    if not changed:
        return
    held = TextVersion.objects.filter(assessment=draft, name__in=changed).order_by("number")
    last = dict(held.values_list("name", "number"))
    unknown = {"authority_id": draft.authority_id, "recorded_how": How.JOB, "assessment": draft}
    rows = [
        TextVersion(**unknown, name=name, number=0, text=before[name])
        for name in changed
        if name not in last and before[name]
    ]
    rows += [
        TextVersion(**signed(by), assessment=draft, name=name, number=last.get(name, 0) + 1, text=text)
        for name, text in changed.items()
    ]
    TextVersion.objects.bulk_create(rows)

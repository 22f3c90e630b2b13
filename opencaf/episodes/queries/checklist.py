"""The checklist as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.core.composed import attach, composed_once
from opencaf.episodes.codes import ChecklistDecision, ChecklistQuestion
from opencaf.episodes.models import Checklist, ChecklistEntry, Episode

GOES_NO_FURTHER = (ChecklistDecision.NO_ADDITIONAL_NEEDS, ChecklistDecision.OWN_SERVICE_RESPONSE)


@dataclass(frozen=True)
class AskedAndAnswered:
    """One of the five questions with its answer in words and what was added."""

    code: str
    question: str
    answer: str
    comment: str


def checklist_of(episode: Episode) -> Checklist | None:
    """Return the episode's checklist with its answers; None where there is none."""
    found = checklists_of(episode)
    attach(found, "entries", entries_of_checklists(episode) if found else [])
    return found[0] if found else None


@composed_once
def checklists_of(episode: Episode) -> QuerySet[Checklist]:
    """The checklist of an episode, if there is one, with who filled it in."""
    return episode.checklists.select_related("filled_in_by").order_by("id")


@composed_once
def entries_of_checklists(episode: Episode) -> QuerySet[ChecklistEntry]:
    """The answers of an episode's checklist."""
    return ChecklistEntry.objects.filter(checklist__episode=episode)


def answers_of(checklist: Checklist) -> list[AskedAndAnswered]:
    """Return the five questions in their order, with what was answered."""
    held = {entry.question: entry for entry in checklist.entries.all()}
    return [answered(code, label, held.get(code)) for code, label in ChecklistQuestion.choices]


def answered(code: str, question: str, entry: ChecklistEntry | None) -> AskedAndAnswered:
    """Return one question with its answer; an open one says so."""
    if entry is None:
        return AskedAndAnswered(code, question, "Not answered", "")
    return AskedAndAnswered(
        code, question, entry.get_answer_display() if entry.answer else "Not answered", entry.comment
    )


def goes_no_further(checklist: Checklist) -> bool:
    """Whether it was decided that no assessment follows."""
    return checklist.decision in GOES_NO_FURTHER

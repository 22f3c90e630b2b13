"""What people are asked: versions, their questions in a language, and the moments that are chosen."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from opencaf.agencies.models import Practitioner
from opencaf.voices.codes import ENGLISH, LANGUAGES, Kind
from opencaf.voices.models import AskedMoment, Questionnaire, SaidAndDone, VoiceQuestion


@dataclass(frozen=True)
class Worded:
    """A question in the language in which it is asked."""

    question: VoiceQuestion
    text: str
    steps: list[str]


def versions(practitioner: Practitioner) -> dict[Kind, list[Questionnaire]]:
    """Return every version of each questionnaire, the latest first."""
    rows = list(Questionnaire.objects.filter(authority_id=practitioner.authority_id))
    return {kind: [row for row in rows if row.kind == kind] for kind in Kind}


def questionnaire_with(practitioner: Practitioner, questionnaire_id: uuid.UUID) -> Questionnaire | None:
    """Return a version of somebody's authority."""
    return Questionnaire.objects.filter(authority_id=practitioner.authority_id, pk=questionnaire_id).first()


def asked_on(day: dt.date, kind: str, authority_id: uuid.UUID) -> Questionnaire | None:
    """Return the version that is asked on a day."""
    rows = Questionnaire.objects.filter(authority_id=authority_id, kind=kind, in_use_from__lte=day)
    return rows.order_by("-version").first()


def worded(questionnaire_id: uuid.UUID, language: str = ENGLISH) -> list[Worded]:
    """Return the questions of a version in a language; in English where one is not worded in it."""
    rows = VoiceQuestion.objects.filter(questionnaire_id=questionnaire_id).prefetch_related("wordings")
    found = []
    for row in rows:
        said = {wording.language: wording for wording in row.wordings.all()}
        wording = said.get(language) or said[ENGLISH]
        found.append(Worded(row, wording.text, wording.steps))
    return found


def wordings_in(questionnaire_id: uuid.UUID, language: str) -> list[Worded]:
    """Return the questions of a version as far as they are worded in a language; else without text."""
    rows = VoiceQuestion.objects.filter(questionnaire_id=questionnaire_id).prefetch_related("wordings")
    found = []
    for row in rows:
        said = {wording.language: wording for wording in row.wordings.all()}.get(language)
        found.append(Worded(row, said.text if said else "", said.steps if said else []))
    return found


def languages_of(questionnaire_id: uuid.UUID) -> list[str]:
    """Return the languages in which every question of a version is worded."""
    rows = VoiceQuestion.objects.filter(questionnaire_id=questionnaire_id).prefetch_related("wordings")
    each = [{wording.language for wording in row.wordings.all()} for row in rows]
    return [code for code in LANGUAGES if each and all(code in one for one in each)]


def moments_on(day: dt.date, authority_id: uuid.UUID) -> list[AskedMoment]:
    """Return at which moments whom an authority asks."""
    rows = AskedMoment.objects.filter(authority_id=authority_id, until_on=None, from_on__lte=day)
    return list(rows)


def said_and_done(authority_id: uuid.UUID) -> list[SaidAndDone]:
    """Return what people said and what was done, the latest first."""
    return list(SaidAndDone.objects.filter(authority_id=authority_id, taken_down_on=None))


def entry_with(practitioner: Practitioner, entry_id: uuid.UUID) -> SaidAndDone | None:
    """Return one of those."""
    rows = SaidAndDone.objects.filter(authority_id=practitioner.authority_id, taken_down_on=None)
    return rows.filter(pk=entry_id).first()

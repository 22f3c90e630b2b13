"""Writing what people are asked: taking ready questions over, drafting, wording, putting in use; moments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.voices.codes import ENGLISH, FEWEST_FACES, LANGUAGES, MOST_FACES, MOST_STEPS, AnsweredBy, Kind
from opencaf.voices.models import AskedMoment, PageWording, Questionnaire, VoiceQuestion, Wording
from opencaf.voices.page_words import ENGLISH_WORDS
from opencaf.voices.permissions import can_word
from opencaf.voices.wording import READY

NO_DRAFT = "This version is in use, so it stays as it is. Begin a new one to change it."


@dataclass(frozen=True)
class Written:
    """A question as written in a language; question None: a new one. Without text it is taken out."""

    question: VoiceQuestion | None
    text: str
    choices: tuple[str, ...] = ()
    answered_by: str = AnsweredBy.WORDS


@all_or_nothing
def take_over_ready_questions(*, kind: Kind, by: Practitioner) -> Questionnaire:
    """Begin with the questions that OpenCAF brings, as a draft."""
    require(can_word(by))
    if Questionnaire.objects.filter(authority_id=by.authority_id, kind=kind).exists():
        raise ValidationError("There is a questionnaire for them already. Go back to the list.")
    made = Questionnaire.record(by=by, kind=kind, version=1)
    for position, ready in enumerate(READY[kind]):
        question = VoiceQuestion.objects.create(
            authority_id=by.authority_id,
            questionnaire=made,
            position=position,
            code=ready.code,
            answered_by=ready.answered_by,
            favourable=ready.favourable,
        )
        word(question, ENGLISH, ready.text, ready.choices)
    trail.record("questionnaire_begun", subject_kind="questionnaire", subject_id=made.id, reason=kind)
    return made


def word(question: VoiceQuestion, language: str, text: str, choices: str) -> None:
    """Write a question in a language, over what stood there."""
    Wording.objects.update_or_create(
        authority_id=question.authority_id,
        question=question,
        language=language,
        defaults={"text": text, "choices": choices},
    )


def word_page(questionnaire: Questionnaire, language: str, page: Mapping[str, str]) -> None:
    """Write sentences around the questions in a language, over what stood there."""
    if page and (language == ENGLISH or not page.keys() <= ENGLISH_WORDS.keys()):
        raise ValueError("No such sentence is translated")
    of_language: dict[str, Any] = {
        "authority_id": questionnaire.authority_id,
        "questionnaire": questionnaire,
        "language": language,
    }
    for key, text in page.items():
        if text:
            PageWording.objects.update_or_create(**of_language, key=key, defaults={"text": text})
        else:
            PageWording.objects.filter(**of_language, key=key).delete()


@all_or_nothing
def begin_version(*, questionnaire: Questionnaire, by: Practitioner) -> Questionnaire:
    """Begin a new version as a copy of one in use, with every wording; whoever was sent one keeps it."""
    require(can_word(by))
    mine = Questionnaire.objects.filter(authority_id=by.authority_id, kind=questionnaire.kind)
    if mine.filter(in_use_from=None).exists():
        raise ValidationError("There is a draft already. Change that one.")
    latest = mine.order_by("-version").first() or questionnaire
    made = Questionnaire.record(by=by, kind=questionnaire.kind, version=latest.version + 1)
    for question in questionnaire.questions.prefetch_related("wordings"):
        copy = VoiceQuestion.objects.create(
            authority_id=by.authority_id,
            questionnaire=made,
            position=question.position,
            code=question.code,
            answered_by=question.answered_by,
            favourable=question.favourable,
        )
        for wording in question.wordings.all():
            word(copy, wording.language, wording.text, wording.choices)
    for sentence in questionnaire.page_wordings.all():
        word_page(made, sentence.language, {sentence.key: sentence.text})
    trail.record("questionnaire_begun", subject_kind="questionnaire", subject_id=made.id, reason=made.kind)
    return made


@all_or_nothing
def word_questions(
    *,
    questionnaire: Questionnaire,
    language: str,
    written: Sequence[Written],
    page: Mapping[str, str] | None = None,
    by: Practitioner,
) -> None:
    """Write the questions of a draft in a language: English ones may come and go, others follow them.

    page: the sentences around the questions by their keys (voices.page_words); an empty one is taken out.
    """
    require(can_word(by))
    if not questionnaire.is_draft:
        raise ValidationError(NO_DRAFT)
    if language not in LANGUAGES:
        raise ValidationError("Select a language from the list")
    for place, one in enumerate(written):
        if one.question is not None:
            reword(one.question, language, one)
        elif one.text and language == ENGLISH:
            add_question(questionnaire, one, place)
    if not questionnaire.questions.exists():
        raise ValidationError("Keep at least one question")
    word_page(questionnaire, language, page or {})
    trail.record(
        "questionnaire_worded", subject_kind="questionnaire", subject_id=questionnaire.id, reason=language
    )


def reword(question: VoiceQuestion, language: str, one: Written) -> None:
    """Write a question anew; without text it goes, or, in another language than English, its wording."""
    said = question.wordings.filter(language=ENGLISH).first()
    if not one.text:
        question.wordings.filter(**({} if language == ENGLISH else {"language": language})).delete()
        if language == ENGLISH:
            question.delete()
        return
    if language != ENGLISH and said and len(said.steps) != len(one.choices):
        raise ValidationError(f"“{one.text}” must have {len(said.steps)} answers, as in English")
    check_steps(question.answered_by, one.choices)
    if language == ENGLISH and said and len(said.steps) != len(one.choices):
        # answers to other steps are never counted together with these
        question.code = f"{question.code[:34]}-v{question.questionnaire.version}"
        question.favourable = min(question.favourable, len(one.choices) - 1)
        question.save(update_fields=["code", "favourable"])
        question.wordings.exclude(language=ENGLISH).delete()
    word(question, language, one.text, "\n".join(one.choices))


def add_question(questionnaire: Questionnaire, one: Written, place: int) -> None:
    """Add a question at the end; the last of its answers is taken as good news."""
    check_steps(one.answered_by, one.choices)
    question = VoiceQuestion.objects.create(
        authority_id=questionnaire.authority_id,
        questionnaire=questionnaire,
        position=place,
        code=f"added-{questionnaire.version}-{place}",
        answered_by=one.answered_by,
        favourable=0 if one.answered_by == AnsweredBy.WORDS else 1,
    )
    word(question, ENGLISH, one.text, "\n".join(one.choices))


def check_steps(answered_by: str, choices: Sequence[str]) -> None:
    """Refuse a number of answers that cannot be shown."""
    number = len(choices)
    if answered_by == AnsweredBy.WORDS and number:
        raise ValidationError("A question for own words has no answers to choose from. Take them out.")
    if answered_by == AnsweredBy.FACES and not FEWEST_FACES <= number <= MOST_FACES:
        raise ValidationError(f"Enter {FEWEST_FACES} to {MOST_FACES} answers for faces, one a line")
    if answered_by == AnsweredBy.STEPS and not 2 <= number <= MOST_STEPS:
        raise ValidationError(f"Enter 2 to {MOST_STEPS} answers, one a line")


@all_or_nothing
def put_in_use(*, questionnaire: Questionnaire, in_use_from: dt.date, by: Practitioner) -> None:
    """Let a draft be asked from a day; from then on it is never changed."""
    require(can_word(by))
    if not questionnaire.is_draft:
        raise ValidationError(NO_DRAFT)
    questionnaire.in_use_from = in_use_from
    questionnaire.save(update_fields=["in_use_from"])
    trail.record("questionnaire_put_in_use", subject_kind="questionnaire", subject_id=questionnaire.id)


@all_or_nothing
def choose_moments(*, chosen: Collection[tuple[str, str]], from_on: dt.date, by: Practitioner) -> None:
    """Choose who is asked when, as kinds with moments, for what happens from a day; others no more."""
    require(can_word(by))
    live = AskedMoment.objects.filter(authority_id=by.authority_id, until_on=None)
    had = {(row.kind, row.moment): row for row in live}
    for key, row in had.items():
        if key not in chosen:
            row.until_on = max(from_on, row.from_on)
            row.save(update_fields=["until_on"])
    for kind, moment in chosen:
        if (kind, moment) not in had:
            AskedMoment.record(by=by, kind=kind, moment=moment, from_on=from_on)
    trail.record("moments_chosen", subject_kind="authority", subject_id=by.authority_id, chosen=len(chosen))

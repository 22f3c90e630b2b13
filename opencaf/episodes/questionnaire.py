"""A form as a FHIR Questionnaire, an assessment as a QuestionnaireResponse, and a Questionnaire read back.

FHIR R4 and R4B (hl7.org/fhir/R4/questionnaire.html): each domain is a group; in it each element is a group
with what stands beside its box as display items, the concern mark as a choice and the story as text.
After them come the parts that stand around the elements of every form (questionnaire_around).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.episodes.codes import CONCERN_WORDS, MarkState
from opencaf.episodes.concern import answer_of
from opencaf.episodes.elements import ELEMENTS, OWN, Domain
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.episodes.questionnaire_around import AROUND, around_answers, around_items

Json = dict[str, Any]

URN = "urn:ietf:rfc:3986"  # identifiers that are URNs themselves
MARKS = "urn:opencaf:concern-mark"
GROUP = "urn:opencaf:group"
FITS = "urn:opencaf:fits"
UNBORN = "unborn"
# What stands beside a box, by the last part of its linkId.
BESIDE = {"help": "help_text", "ask-child": "ask_child", "ask-parents": "ask_parents", "example": "example"}
TOLD = {
    "story": "The story",
    "family_words": "In the family’s own words",
    "strengths": "Strengths",
    "needs": "Needs",
    "evidence": "How we know",
}
# A mark that nobody asked for is no answer.
GIVEN = (
    *(str(number) for number in CONCERN_WORDS),
    *(state.value for state in MarkState if state not in (MarkState.MARKED, MarkState.NOT_ASKED)),
)
LONGEST = {"title": 100, "name": 120, "text": 10_000}
MOST_CHARACTERS = 1_000_000
OWN_CODE = re.compile(rf"{OWN}[a-z0-9_]{{1,50}}")


@dataclass(frozen=True)
class ReadQuestion:
    """One question as a file has it."""

    code: str
    domain: str
    group: str
    name: str
    help_text: str
    ask_child: str
    ask_parents: str
    example: str
    fits_the_unborn: bool


@dataclass(frozen=True)
class ReadForm:
    """A form as a file has it."""

    name: str
    questions: Sequence[ReadQuestion]


def questionnaire_of(form: AssessmentForm, questions: Sequence[Question]) -> Json:
    """Return a form as a FHIR Questionnaire."""
    found: Json = {
        "resourceType": "Questionnaire",
        "url": form.id.urn,
        "version": str(form.version),
        "title": form.name,
        "status": "active" if form.in_use_from else "draft",
        "subjectType": ["Patient"],
        "item": [
            {"linkId": domain.value, "text": domain.label, "type": "group", "item": asked}
            for domain in Domain
            if (asked := [item_of(one) for one in questions if one.domain == domain])
        ]
        + around_items(),
    }
    if form.in_use_from:
        found["effectivePeriod"] = {"start": form.in_use_from.isoformat()}
    return found


def item_of(question: Question) -> Json:
    """Return one element with what stands beside its box, its mark and its story."""
    codes = [{"system": GROUP, "code": question.group}] if question.group else []
    codes += [{"system": FITS, "code": UNBORN}] if question.fits_the_unborn else []
    beside = [
        {"linkId": f"{question.code}.{part}", "text": words, "type": "display"}
        for part, field in BESIDE.items()
        if (words := getattr(question, field))
    ]
    mark = {
        "linkId": f"{question.code}.mark",
        "text": "How concerned are you?",
        "type": "choice",
        "answerOption": [{"valueCoding": coding_of(code)} for code in GIVEN],
    }
    texts = [
        {"linkId": f"{question.code}.{name}", "text": words, "type": "text"} for name, words in TOLD.items()
    ]
    named: Json = {"linkId": question.code, "text": question.name, "type": "group"}
    return named | ({"code": codes} if codes else {}) | {"item": [*beside, mark, *texts]}


def coding_of(code: str) -> dict[str, str]:
    """Return a concern mark, as pages write it ("3", "dont_know"), as a FHIR Coding."""
    return {"system": MARKS, "code": code, "display": answer_of(code).words}


def read_questionnaire(text: str) -> ReadForm:
    """Return the form that a FHIR Questionnaire holds; ValidationError where it is none of ours.

    Every one of the nineteen elements must be asked once, since agreements, plans and figures speak of them;
    beside them may stand questions of the authority's own.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValidationError("The file is too long for a form. Choose the file that was exported as a form")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValidationError("This is not a FHIR Questionnaire: it is not JSON") from None
    if not isinstance(found, dict) or found.get("resourceType") != "Questionnaire":
        raise ValidationError("This is not a FHIR Questionnaire: its resourceType is another")
    questions = [
        read_item(item, domain)
        for group in items_of(found)
        if group.get("linkId") not in AROUND
        for domain in [domain_of(group)]
        for item in items_of(group)
    ]
    require_all_elements([one.code for one in questions])
    require_names_once(questions)
    return ReadForm(words_in(found, "title", needed="the form", longest=LONGEST["title"]), questions)


def items_of(found: Json) -> list[Json]:
    """Return what stands in a part of the file."""
    items = found.get("item", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValidationError("This Questionnaire cannot be read: an “item” must be a list of items")
    return items


def domain_of(group: Json) -> str:
    """Return the domain that a group is."""
    if group.get("linkId") not in Domain.values:
        names = ", ".join(Domain.values)
        raise ValidationError(f"“{group.get('linkId')}” is not a part of the form. The parts are: {names}")
    return str(group["linkId"])


def read_item(item: Json, domain: str) -> ReadQuestion:
    """Return one element as the file has it."""
    code = str(item.get("linkId", ""))
    parts = {str(part.get("linkId", "")).removeprefix(f"{code}."): part for part in items_of(item)}
    codes = item.get("code", [])
    if not isinstance(codes, list) or not all(isinstance(one, dict) for one in codes):
        raise ValidationError("This Questionnaire cannot be read: a “code” must be a list of codes")
    return ReadQuestion(
        code=code,
        domain=domain,
        group=next((str(one.get("code", ""))[:40] for one in codes if one.get("system") == GROUP), ""),
        name=words_in(item, "text", needed=f"“{code}”", longest=LONGEST["name"]),
        fits_the_unborn=any(one.get("system") == FITS and one.get("code") == UNBORN for one in codes),
        **{field: words_in(parts.get(part, {}), "text") for part, field in BESIDE.items()},
    )


def words_in(found: Json, name: str, *, needed: str = "", longest: int = LONGEST["text"]) -> str:
    """Return the words that stand under a name; ValidationError where they are needed, or none."""
    words = found.get(name, "")
    if not isinstance(words, str):
        raise ValidationError(f"This Questionnaire cannot be read: “{name}” must be words")
    words = words.replace("\0", "").strip()
    if needed and not words:
        raise ValidationError(f"This Questionnaire does not say how {needed} is called")
    if len(words) > longest:
        raise ValidationError(f"“{words[:40]}…” must have {longest} characters or fewer")
    return words


def require_all_elements(codes: Sequence[str]) -> None:
    """Raise ValidationError where an element is missing, and where a code stands twice or is unknown."""
    known = [element.code for element in ELEMENTS]
    faults = {
        "These are missing": [code for code in known if code not in codes],
        "These stand in it twice": sorted({code for code in codes if codes.count(code) > 1}),
        "These are unknown": [code for code in codes if code not in known and not OWN_CODE.fullmatch(code)],
    }
    said = [f"{fault}: {', '.join(found)}" for fault, found in faults.items() if found]
    if said:
        raise ValidationError(
            f"A form asks each of the nineteen elements once, and beside them questions of your own, whose "
            f"codes begin with {OWN}, in small letters and digits. {'. '.join(said)}"
        )


def require_names_once(questions: Sequence[ReadQuestion]) -> None:
    """Raise ValidationError where two questions are called alike: nobody could tell them apart."""
    names = [" ".join(one.name.casefold().split()) for one in questions]
    twice = [one.name for one, name in zip(questions, names, strict=True) if names.count(name) > 1]
    if twice:
        raise ValidationError(
            f"Each question must have a name of its own. These are alike: {', '.join(twice)}"
        )


@dataclass(frozen=True)
class Answered:
    """What was written of one child in one element: the mark as pages write it, and the texts by name."""

    question: Question
    mark: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class About:
    """Which version of which form was written, about which child, when it was completed and by whom."""

    version_id: uuid.UUID
    form: AssessmentForm
    child_id: uuid.UUID
    completed_on: dt.date
    author: str


def response_of(
    about: About, answered: Iterable[Answered], around: Mapping[str, Sequence[str]] | None = None
) -> Json:
    """Return a completed assessment of one child as a FHIR QuestionnaireResponse.

    around: what was written around the elements, by linkId.
    """
    rows = list(answered)
    return {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": URN, "value": about.version_id.urn},
        "questionnaire": f"{about.form.id.urn}|{about.form.version}",
        "status": "completed",
        "subject": {"type": "Patient", "identifier": {"system": URN, "value": about.child_id.urn}},
        "authored": about.completed_on.isoformat(),
        "author": {"type": "Practitioner", "display": about.author},
        "item": [
            {"linkId": domain.value, "text": domain.label, "item": written}
            for domain in Domain
            if (written := [answered_item(one) for one in rows if one.question.domain == domain])
        ]
        + around_answers(around or {}),
    }


def answered_item(answered: Answered) -> Json:
    """Return what was written in one element; what is empty is left out."""
    code = answered.question.code
    parts: list[Json] = []
    if answered.mark in GIVEN:
        parts.append({"linkId": f"{code}.mark", "answer": [{"valueCoding": coding_of(answered.mark)}]})
    parts += [
        {"linkId": f"{code}.{name}", "answer": [{"valueString": answered.texts[name]}]}
        for name in TOLD
        if answered.texts.get(name)
    ]
    named: Json = {"linkId": code, "text": answered.question.name}
    return named | ({"item": parts} if parts else {})

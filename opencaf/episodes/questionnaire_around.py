"""What stands around the elements of every form, as items of a FHIR Questionnaire and as answers to them.

These parts are the same for every authority: a file that is brought in may leave them out or hold them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.episodes.codes import LEVELS_OF_NEED

Json = dict[str, Any]

LEVELS = "urn:opencaf:level-of-need"
LEVEL = "conclusions.level"


@dataclass(frozen=True)
class Asked:
    """One item: its linkId, its words, and whether it may have several answers."""

    link: str
    words: str
    repeats: bool = False


AROUND: dict[str, tuple[str, tuple[Asked, ...]]] = {
    "around": (
        "Around the assessment",
        (
            Asked("around.reason", "What led to this assessment"),
            Asked("around.home", "Family and home"),
            Asked("around.present", "Who was there"),
            Asked("around.services", "Services that help already", repeats=True),
        ),
    ),
    "conclusions": (
        "Conclusions",
        (
            Asked("conclusions.summary", "Summary"),
            Asked(LEVEL, "Level of need"),
            Asked("conclusions.strengths", "Strengths", repeats=True),
            Asked("conclusions.needs", "Needs", repeats=True),
            Asked("conclusions.worries", "Worries", repeats=True),
            Asked("conclusions.goals", "Goals", repeats=True),
            Asked("conclusions.how-we-will-know", "How we shall know that things are better"),
            Asked("conclusions.differences", "Where views differ"),
        ),
    ),
    "views": (
        "What the family says",
        (
            Asked("views.child", "What the child or young person says"),
            Asked("views.child-not-asked", "Why the child or young person was not asked"),
            Asked("views.parents", "What parents and carers say", repeats=True),
        ),
    ),
}


def around_items() -> list[Json]:
    """Return the parts around the elements as groups of a Questionnaire."""
    return [
        {"linkId": link, "text": words, "type": "group", "item": [asked_item(one) for one in asked]}
        for link, (words, asked) in AROUND.items()
    ]


def asked_item(asked: Asked) -> Json:
    """Return one item of a Questionnaire."""
    item: Json = {"linkId": asked.link, "text": asked.words, "type": "text"}
    if asked.link == LEVEL:
        options = [{"valueCoding": level_coding(level)} for level in LEVELS_OF_NEED]
        item |= {"type": "choice", "answerOption": options}
    return item | ({"repeats": True} if asked.repeats else {})


def around_answers(written: Mapping[str, Sequence[str]]) -> list[Json]:
    """Return what was written around the elements, by linkId, as groups of a QuestionnaireResponse."""
    groups = [
        (link, words, [answer_of(one, given) for one in asked if (given := written.get(one.link))])
        for link, (words, asked) in AROUND.items()
    ]
    return [{"linkId": link, "text": words, "item": items} for link, words, items in groups if items]


def answer_of(asked: Asked, given: Sequence[str]) -> Json:
    """Return the answers to one item."""
    if asked.link == LEVEL:
        return {"linkId": asked.link, "answer": [{"valueCoding": level_coding(int(given[0]))}]}
    return {"linkId": asked.link, "answer": [{"valueString": words} for words in given]}


def level_coding(level: int) -> dict[str, str]:
    """Return a level of need as a FHIR Coding."""
    return {"system": LEVELS, "code": str(level), "display": LEVELS_OF_NEED[level]}

"""The parts of an assessment in words: how far each is, what is blank, how it reads when written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from opencaf.episodes.codes import LEVELS_OF_NEED, FindingKind
from opencaf.episodes.elements import Domain
from opencaf.episodes.models import Assessment, Episode, Question
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import Box, ElementBoxes, count_around
from opencaf.episodes.queries.conclusions import Conclusions
from opencaf.episodes.queries.voices import Contributed, OtherView
from opencaf.web.episodes.views.file_cards import Card
from opencaf.web.shared.case import children_of, join_words

NOT_STARTED, IN_PROGRESS, COMPLETE = "Not started", "In progress", "Complete"
NOT_RELEVANT = "Not relevant"
COLOURS = {NOT_STARTED: "grey", IN_PROGRESS: "blue", NOT_RELEVANT: "grey"}
SHORT = {
    Domain.CHILD: "The child or young person",
    Domain.PARENTS_CARERS: "Parents and carers",
    Domain.FAMILY_ENVIRONMENT: "Family and environment",
}
TEXTS = {
    "story": "",
    "family_words": "In the family’s own words",
    "strengths": "Strengths",
    "needs": "Needs",
    "evidence": "How we know",
}


@dataclass(frozen=True)
class WrittenBox:
    """A box as a reader sees it."""

    about: str
    marks: list[dict[str, str]]
    story: str
    words: list[tuple[str, str]]
    written: str
    written_on: dt.date | None
    contributed: list[Contributed]
    other_views: list[OtherView]


@dataclass(frozen=True)
class WrittenElement:
    """An element as a reader sees it."""

    question: Question
    boxes: list[WrittenBox]
    history_href: str
    cards: list[Card]


@dataclass(frozen=True)
class WrittenDomain:
    """A domain as a reader sees it."""

    title: str
    elements: list[WrittenElement]


Domains = Mapping[str, Sequence[ElementBoxes]]


def parts_of(
    episode: Episode, draft: Assessment, domains: Domains, *, may_write: bool
) -> list[dict[str, Any]]:
    """Return the rows of the task list: how far each part is, and for writers its page."""
    around = count_around(draft)
    situation = [draft.reason, draft.home_situation]
    conclusions = [draft.summary, draft.level_of_need]
    rows = [
        ("Reason, family and home", "situation", "", status(situation, begun=bool(around.visits))),
        *(
            (SHORT[Domain(domain)], "domain", domain, domain_status(elements))
            for domain, elements in domains.items()
            if elements
        ),
        ("Services that help already", "services", "", COMPLETE if around.services else NOT_STARTED),
        (
            "Conclusions and what the family says",
            "conclusions",
            "",
            status(conclusions, begun=bool(around.findings or around.views)),
        ),
    ]
    return [
        {
            "title": {"text": title},
            "href": (
                reverse(f"episodes:assessment_{page}", args=[episode.id, *filter(None, [code])])
                if may_write
                else ""
            ),
            "status": tag(words),
        }
        for title, page, code, words in rows
    ]


def not_relevant_yet(episode: Episode, domains: Domains) -> list[dict[str, str]]:
    """Return the domains in which nothing is written yet, each with the page that marks it not relevant."""
    return [
        {
            "title": SHORT[Domain(domain)],
            "href": reverse("episodes:assessment_not_relevant", args=[episode.id, domain]),
        }
        for domain, elements in domains.items()
        if elements and domain_status(elements) == NOT_STARTED
    ]


def status(values: Sequence[object], *, begun: bool) -> str:
    """Return how far a part is whose answers these are."""
    if all(values):
        return COMPLETE
    return IN_PROGRESS if begun or any(values) else NOT_STARTED


def domain_status(elements: Sequence[ElementBoxes]) -> str:
    """Return how far a domain is."""
    if all(element.is_not_relevant for element in elements):
        return NOT_RELEVANT
    if all(element.is_done for element in elements):
        return COMPLETE
    return IN_PROGRESS if any(element.is_begun for element in elements) else NOT_STARTED


def tag(words: str) -> dict[str, Any]:
    """Return a status as the task list shows it: what is done is plain text."""
    if words == COMPLETE:
        return {"text": words}
    return {"tag": {"text": words, "classes": f"govuk-tag--{COLOURS[words]}"}}


def came_later(episode: Episode, domains: Domains, hidden: Areas) -> str:
    """Return the children of the episode whom no box is about yet, as words in a sentence."""
    told = {child_id for child_id, _ in hidden} | {
        child_id
        for elements in domains.values()
        for element in elements
        for box in element.boxes
        for child_id in box.marks
    }
    return join_words([child.first_name for child in children_of(episode) if child.id not in told])


def blanks_in_words(version: Assessment, domains: Domains) -> list[str]:
    """Return what has no words and no mark, in sentences that do not scold."""
    blanks = []
    for domain, elements in domains.items():
        names = [element.question.name for element in elements if not element.is_done]
        if names:
            blanks.append(f"{SHORT[Domain(domain)]}: {'; '.join(names)}")
    around = {
        "what led to the assessment": version.reason,
        "family and home": version.home_situation,
        "the summary": version.summary,
        "the level of need": version.level_of_need,
        "the day the family was shown it": version.shown_to_family_on,
    }
    missing = [name for name, value in around.items() if not value]
    return blanks + ([f"Also: {join_words(missing)}"] if missing else [])


def written_domains(
    episode: Episode, elements: Sequence[ElementBoxes], cards: Sequence[Card] = ()
) -> list[WrittenDomain]:
    """Return the domains of a version as a reader sees them, each element with the files beside it."""
    several = len(children_of(episode)) > 1
    return [
        WrittenDomain(
            SHORT[domain],
            [
                WrittenElement(
                    element.question,
                    [written(box, several=several) for box in element.boxes],
                    history_of(episode, element),
                    [card for card in cards if card.file.element == element.question.code],
                )
                for element in elements
                if element.question.domain == domain
            ],
        )
        for domain in Domain
    ]


def cards_of_no_element(elements: Sequence[ElementBoxes], cards: Sequence[Card]) -> list[Card]:
    """Return the files that stand beside no element that is shown."""
    shown = {element.question.code for element in elements}
    return [card for card in cards if card.file.element not in shown]


def history_of(episode: Episode, element: ElementBoxes) -> str:
    """Return where to read how an element was written; nothing for one that was written at once."""
    if not any(box.story.change_count > 1 for box in element.boxes):
        return ""
    version = element.boxes[0].story.assessment.version
    return reverse("episodes:assessment_history", args=[episode.id, version, element.question.code])


def written(box: Box, *, several: bool) -> WrittenBox:
    """Return a box as a reader sees it; with several children it says whom it is about."""
    names = [child.first_name for child in box.children]
    return WrittenBox(
        about=join_words(names) if several else "",
        marks=[
            {"mark": box.marks[child.id], "area": child.first_name if len(names) > 1 else ""}
            for child in box.children
        ],
        story=box.story.story,
        words=[(label, getattr(box.story, name)) for name, label in TEXTS.items() if label],
        written=str(box.story.written_by or ""),
        written_on=box.story.written_on,
        contributed=box.contributed,
        other_views=box.other_views,
    )


def concluding(version: Assessment) -> list[tuple[str, str]]:
    """Return the conclusions that are texts, with their titles."""
    level = version.level_of_need
    texts = [
        ("Summary", version.summary),
        ("Level of need", f"{level}. {LEVELS_OF_NEED[level]}" if level else ""),
        ("How we shall know that things are better", version.how_we_will_know),
        ("Where views differ", version.differences_of_view),
    ]
    return [(title, text) for title, text in texts if text]


def findings_in_words(conclusions: Conclusions) -> list[tuple[str, list[str]]]:
    """Return strengths, needs, worries and goals with their titles; a goal says whose it is."""
    goals = [f"{goal.whose}: {goal.text}" if goal.whose else goal.text for goal in conclusions.goals]
    lists = [
        ("Strengths", conclusions.texts_of(FindingKind.STRENGTH)),
        ("Needs", conclusions.texts_of(FindingKind.NEED)),
        ("Worries", conclusions.texts_of(FindingKind.WORRY)),
        ("Goals", goals),
    ]
    return [(title, texts) for title, texts in lists if texts]

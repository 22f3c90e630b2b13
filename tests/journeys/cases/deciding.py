"""Decisions to share, or not to share, and what is left out, entered and found again."""

from __future__ import annotations

from typing import Any

from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.withholding import withheld_from
from tests.journeys.cases.beginning import ALL_EXCEPT
from tests.journeys.cases.hands import Answers, flat
from tests.journeys.cases.journey import Journey
from tests.journeys.cases.reading import Entry

NAMES = {element.code: element.name for element in ELEMENTS}
ASKED = (("not asked", "not_asked"), ("", "refused"))
# Who led last without seeing everything, as the handovers say it: which child, and what of it they see.
LED_WITH_LESS = {
    "tariq": ("ellis", {"participation_learning_education_employment", "aspirations"}),
    "marcus": ("ivy", set(NAMES) - {"family_history_functioning_wellbeing"}),
}


def decision_of(at: Journey, key: str) -> Entry:
    """Return a decision of the file."""
    return next(one for one in at.case.parts("sharing_decisions") if one.peek("id") == key)


def decide(at: Journey, key: str) -> None:
    """Record a decision to share, or not to."""
    held = decision_of(at, key)
    at.open_case("episodes:sharing", "episodes:sharing_decisions", "episodes:decide_sharing")
    at.hands.write({**what_was_decided(at, held), **who_was_told(held)})
    at.hands.send()


def what_was_decided(at: Journey, held: Entry) -> Answers:
    """Return what was decided, with whom, about whom, on what ground."""
    whom = held["with"]
    basis = {"article_6": held.get("article_6"), "article_9": held.get("article_9")}
    return {
        "decision": held["decision"],
        "decided_on": held["on"],
        "person" if whom in at.people else "agency": at.id_of(whom),
        "about": [at.id_of(person) for person in held["about"]],
        "items": held["items"],
        "ground": held["ground"],
        "rationale": held["rationale"],
        "decided_by": at.email(held["decided_by"]),
        "advice_from": held["advice_from"],
        **{name: value.capitalize() if value else None for name, value in basis.items()},
    }


def who_was_told(held: Entry) -> Answers:
    """Return who was asked first, and whether the family was told."""
    asked, told = held["asked"], held["family_informed"]
    answer, _, words = told.partition(": ")
    return {
        "asked": next(code for begins, code in ASKED if asked.startswith(begins)),
        "asked_words": asked,
        "family_told": answer,
        "family_told_words": words,
    }


def title_and_words(at: Journey, held: dict[str, Any]) -> tuple[str, str]:
    """Return how the journey names a decision, and its words there."""
    whom = held["with"]
    named = at.name_of(whom) if whom in at.people else at.place.agencies[whom].name
    what = "Decided not to share" if held["decision"] == "not_share" else "Decided to share, without"
    return (f"{what} with {named}" if held["decision"] == "not_share" else what), held["rationale"]


def check_sharing(at: Journey) -> None:
    """The page of sharing says for each agency what is seen, about whom, and who is left out and why."""
    at.open_case("episodes:sharing")
    says = at.hands.text()
    for consent in at.case.held["consents"]:
        for row in consent.get("scope", []):
            for words in in_words(at, row):
                assert flat(words) in says, words
        for one in consent.get("people_left_out", []):
            what = "everything" if one["what"] == "all" else named_in(one["what"])
            assert flat(f"{at.name_of(one['person'])} may not see {what}. {one['why']}") in says, one


def in_words(at: Journey, row: dict[str, Any]) -> list[str]:
    """Return what the page says of a row about an agency."""
    elements = row.get("elements", [])
    if isinstance(elements, str):
        said = [f"all but {named(elements.removeprefix(ALL_EXCEPT).split(' and '))}"]
    else:
        said = [f"only {named(elements)}"] if elements else []
    names = [at.name_of(child).split()[0] for child in row.get("for", [])]
    return [*said, *([f"about {', '.join(names)} only"] if names else []), row.get("left_out", "")]


def named(codes: list[str]) -> str:
    """Return the names of elements in the form's order."""
    return "; ".join(NAMES[code] for code in NAMES if code in codes)


def named_in(codes: list[str]) -> str:
    """Return the names of elements in their own order."""
    return "; ".join(NAMES[code] for code in codes)


def check_decisions(at: Journey) -> None:
    """The list of decisions says everything that the file says."""
    if not at.case.peek("sharing_decisions"):
        return
    at.open_case("episodes:sharing", "episodes:sharing_decisions")
    says = at.hands.text()
    for held in at.case.held["sharing_decisions"]:
        told = held["family_informed"].partition(": ")[2]
        texts = [held[name] for name in ("items", "ground", "rationale", "asked", "advice_from")]
        people = [at.name_of(person) for person in held["about"]]
        for words in [*texts, told, *people, at.name_of(held["decided_by"])]:
            assert flat(words) in says, words


def check_withheld(at: Journey) -> None:
    """Who led last with less sees no more than the handover says, and nobody else who led sees less."""
    for row in at.case.held["lead_professionals"]:
        who = row["practitioner"]
        child, seen = LED_WITH_LESS.get(who, ("", set(NAMES)))
        with at.inside():
            hidden = withheld_from(at.place.practitioners[who], Episode.objects.get(pk=at.episode_id))
        expected = {(at.people[child], code) for code in set(NAMES) - seen} if child else set()
        assert hidden == expected, who

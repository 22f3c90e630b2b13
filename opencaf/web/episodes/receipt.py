"""The family's receipt: who has looked at their information, in words for readers from nine on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opencaf.access.models import Basis, BrokenGlass, Verdict
from opencaf.agencies.models import Role
from opencaf.core.dates import in_words
from opencaf.episodes.queries.looks import Look
from opencaf.web.shared.case import join_words
from opencaf.web.shared.looks import part_of

PLAIN_WHY = {
    Basis.FOUND: "They looked for your name, to see if there is a record.",
    Basis.RECORDED: "They wrote down your details.",
    Basis.INITIATED: "They asked for this help to start.",
    Basis.ASSESSOR: "They write down what you need and what goes well.",
    Basis.LEAD: "They lead your help. You can ask them anything.",
    Basis.TEAM: "They are in the team that helps you.",
    Basis.ENTERED: "They type things in for somebody else.",
    Basis.ASKED: "They asked if they may look, and somebody who helps you said yes.",
    Basis.DUTY: "They keep children safe, and wrote down why they had to look.",
    Basis.GLASS: "They had to look at once, in an emergency. Somebody checks that this was right.",
    Basis.CONTRIBUTES: "They were asked to write down what they know.",
    Role.COORDINATOR: "It is their job to see that every family gets its help.",
    Role.MANAGER: "They look after the people who help you.",
    Role.DUTY: "They keep children safe.",
    Role.AUDITOR: "They check that everybody keeps the rules.",
}
PLAIN_PART = {
    "assessment": "what you told us",
    "checklist": "the first questions",
    "meetings": "the meetings",
    "reviews": "how things are going",
    "plan": "the plan",
    "team": "who helps you",
    "services": "the help that was asked for",
    "notes": "the notes",
    "sharing": "who may see this",
    "who has looked": "this list",
    "journey": "the story with its dates",
    "closing": "how the help ended",
    "overview": "the first page",
    "first steps": "how it started",
    "children": "the names of the children",
    "corrections": "something that was put right",
    "summary": "who helps you and when",
    "child’s own page": "names, school and home",
}
PLAIN_VERDICT = {
    "": "We are still checking if this was right.",
    Verdict.RIGHT: "We checked, and it was right.",
    Verdict.TALK: "We checked, and talked with them about it.",
    Verdict.BREACH: "We checked, and it was wrong. Ask us what we do about it.",
}
# Who was kept off the list must not stand there for having searched either.
UNKNOWN_OTHERWISE = (Basis.GLASS, Basis.FOUND, "")
IN_A_LIST = "your name in a list"
IN_A_SEARCH = "your name in a search"
MOST_DAYS = 5


@dataclass(frozen=True)
class Reader:
    """One person who has looked: what and when in one sentence, and why."""

    who: str
    what: str
    why: str
    verdict: str = ""


def readers_of(looks: Iterable[Look], opened: Sequence[BrokenGlass] = ()) -> list[Reader]:
    """Return everybody who has looked, each once, those first who looked last.

    opened: in an emergency; who did stands here with the verdict, or not at all where that is not safe.
    """
    withheld = {one.practitioner_id for one in opened if one.withheld_on}
    held: dict[tuple[str, str], list[Look]] = {}
    for look in looks:
        if look.practitioner_id in withheld and look.basis in UNKNOWN_OTHERWISE:
            continue
        held.setdefault((look.name, look.agency), []).append(look)
    return [
        Reader(
            who=f"{name}, {agency}" if agency else name,
            what=f"They saw {join_words(sorted({plain_part(look) for look in theirs}))}, {when_of(theirs)}.",
            why=plain_why(theirs),
            verdict=verdict_words(theirs, opened),
        )
        for (name, agency), theirs in held.items()
    ]


def plain_part(look: Look) -> str:
    """Return what somebody looked at, in plain words."""
    if look.action == "listed":
        return IN_A_LIST
    if look.action in ("searched", "looked_before_writing"):
        return IN_A_SEARCH
    return PLAIN_PART.get(part_of(look.page), "your record")


def when_of(looks: list[Look]) -> str:
    """Return the days on which somebody looked; only the last ones where there are many."""
    days = list(dict.fromkeys(look.day for look in looks))
    if len(days) <= MOST_DAYS:
        return f"on {join_words([in_words(day) for day in reversed(days)])}"
    return f"on {len(days)} days, first on {in_words(days[-1])} and last on {in_words(days[0])}"


def plain_why(looks: list[Look]) -> str:
    """Return why somebody could look, in plain words, by their latest reason."""
    for look in looks:
        why = PLAIN_WHY.get(look.basis) or PLAIN_WHY.get(look.role)  # type: ignore[call-overload]
        if why:
            return str(why)
    return "Ask the person who leads your help why."


def verdict_words(looks: list[Look], opened: Sequence[BrokenGlass]) -> str:
    """Return how it was judged that somebody looked in an emergency; nothing for everybody else."""
    who = looks[0].practitioner_id
    theirs = [one for one in opened if one.practitioner_id == who and not one.withheld_on]
    return PLAIN_VERDICT[theirs[0].verdict] if theirs else ""

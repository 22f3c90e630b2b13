"""Two occasions of the concern map, laid over each other: rows, what moved, and how many of each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from opencaf.episodes.codes import CONCERN_WORDS, MarkState, Rater
from opencaf.episodes.concern import (
    IN_WORDS,
    NOT_ASKED,
    Answer,
    Movement,
    movement,
    movements,
    sentence,
    since_words,
)
from opencaf.episodes.elements import Domain
from opencaf.episodes.queries.areas import Area, Areas
from opencaf.episodes.queries.concern_map import ALL_PROFESSIONAL, LATEST, ConcernMap, MapOccasion, Voice
from opencaf.episodes.queries.form_areas import FormArea, form_areas
from opencaf.people.models import Person

GROUPS = {
    Domain.CHILD: "The child or young person",
    Domain.PARENTS_CARERS: "Parents and carers",
    Domain.FAMILY_ENVIRONMENT: "Family and environment",
}
OTHER = "Other areas"
HEADS = ("Child", "Part", "Area", "Occasion", "Day", "Whose mark", "Who", "Number", "Answer")
CODES = [str(value) for value in sorted(CONCERN_WORDS, reverse=True)] + [
    state.value for state in MarkState if state != MarkState.MARKED
]


@dataclass(frozen=True)
class AreaRow:
    """One area of a child on two occasions, or on one."""

    name: str
    first: Answer | None
    second: Answer
    change: str
    moved: Movement | None = None

    @property
    def answers(self) -> list[Answer]:
        """The answers in order."""
        return [self.second] if self.first is None else [self.first, self.second]


@dataclass(frozen=True)
class AreaGroup:
    """A domain with its areas."""

    title: str
    rows: list[AreaRow]


@dataclass(frozen=True)
class ChildMap:
    """What is drawn, said and counted of one child."""

    child: Person
    occasions: list[MapOccasion]
    groups: list[AreaGroup]
    sentence: str

    @property
    def counts(self) -> list[tuple[str, list[int]]]:
        """How many areas have each answer, on each occasion; every answer is counted apart."""
        rows = [row.answers for group in self.groups for row in group.rows]
        counters = [Counter(answer.code for answer in answers) for answers in zip(*rows, strict=True)]
        return [(code, [counter[code] for counter in counters]) for code in CODES]


@dataclass(frozen=True)
class Chosen:
    """Whose marks are shown, and of which one or two occasions."""

    voice: str
    occasions: tuple[str, ...]


def chosen(found: ConcernMap, voice: str = "", first: str = "", second: str = "") -> Chosen:
    """Return what is shown, the earlier first; where nothing was chosen, the start and how it stands now."""
    first, second = first or found.occasions[0].key, second or LATEST
    keys = sorted({first, second}, key=found.place_of)
    if len(found.occasions) == 1:
        keys = [found.occasions[0].key]
    return Chosen(voice or ALL_PROFESSIONAL, tuple(keys))


def child_map(found: ConcernMap, child: Person, what: Chosen, *, hidden: Areas) -> ChildMap:
    """Return one child's areas on the occasions that were chosen."""
    occasions = [found.occasion(key) for key in what.occasions]
    answers = [of_child(found.answers(what.voice, key), child) for key in what.occasions]
    between = [*answers_between(found, what), *noted_between(found, what)]
    groups = [
        AreaGroup(title, [row_of((child.id, code), answers, between) for code in codes])
        for title, codes in parts_of(found, child, hidden)
    ]
    return ChildMap(child, occasions, groups, words_for(occasions, answers))


def of_child(answers: dict[Area, Answer], child: Person) -> dict[Area, Answer]:
    """Return the answers about one child."""
    return {area: answer for area, answer in answers.items() if area[0] == child.id}


def words_for(occasions: Sequence[MapOccasion], answers: Sequence[dict[Area, Answer]]) -> str:
    """Return in words what moved; with one occasion, how many areas are of concern."""
    if len(occasions) == 1:
        number = sum(bool(answer.value) for answer in answers[0].values())
        areas = "1 area is" if number == 1 else f"{number} areas are"
        return f"{occasions[0].words}: {areas} of concern."
    before: dict[Hashable, Answer] = dict(answers[0].items())
    after: dict[Hashable, Answer] = dict(answers[1].items())
    return sentence(movements(before, after).values(), since=since_words(occasions[0].on, occasions[1].on))


def parts_of(found: ConcernMap, child: Person, hidden: Areas) -> Iterator[tuple[str, list[str]]]:
    """Return the areas of a child in the form's order, in three parts, and any that no version asks.

    What only earlier versions asked stands among them where it was answered of the child.
    """
    areas = form_areas()
    answered = {mark.given.element for mark in found.marks if mark.given.child_id == child.id}

    def is_shown(area: FormArea) -> bool:
        return (area.is_asked or area.code in answered) and (child.id, area.code) not in hidden

    for domain, title in GROUPS.items():
        codes = [area.code for area in areas.everything if area.domain == domain and is_shown(area)]
        if codes:
            yield title, codes
    if others := answered - areas.codes:
        yield OTHER, sorted(others)


def row_of(
    area: Area, answers: Sequence[dict[Area, Answer]], between: Sequence[dict[Area, Answer]]
) -> AreaRow:
    """Return one area with what happened to it, and a higher mark that stood in between."""
    name = form_areas().name(area[1])
    *first, second = [marks.get(area, NOT_ASKED) for marks in answers]
    if not first:
        return AreaRow(name, None, second, "")
    moved = None if first[0] == second == NOT_ASKED else movement(first[0], second)
    change = IN_WORDS[moved] if moved else ""
    peak = highest_between(area, between, [first[0], second])
    return AreaRow(name, first[0], second, f"{change}; {peak} in between" if peak else change, moved)


def highest_between(area: Area, between: Sequence[dict[Area, Answer]], ends: Sequence[Answer]) -> str:
    """Return the highest number that stood between two occasions, where it is above both."""
    held = [answer.value for marks in between if (answer := marks.get(area, NOT_ASKED)).value is not None]
    known = [answer.value for answer in ends if answer.value is not None]
    if not held or not known or max(held) <= max(known):
        return ""
    return f"{max(held)} {CONCERN_WORDS[max(held)].lower()}"


def answers_between(found: ConcernMap, what: Chosen) -> list[dict[Area, Answer]]:
    """Return what the same voice answered on the occasions between the two."""
    if len(what.occasions) == 1:
        return []
    first, last = (found.place_of(key) for key in what.occasions)
    return [found.answers(what.voice, one.key) for one in found.occasions[first + 1 : last]]


def noted_between(found: ConcernMap, what: Chosen) -> list[dict[Area, Answer]]:
    """Return the highest numbers in between that were noted at a closing after the first occasion."""
    if len(what.occasions) == 1:
        return []
    first, last = (found.place_of(key) for key in what.occasions)
    return [
        {mark.given.area: Answer(MarkState.MARKED, mark.highest_before)}
        for mark in found.marks_of(what.voice)
        if mark.highest_before is not None and first < found.place_of(mark.occasion) <= last
    ]


@dataclass(frozen=True)
class ViewRow:
    """An area that somebody of the family marked, beside what practitioners and the team say now."""

    child: Person
    name: str
    answers: list[Answer]


def views_beside(
    found: ConcernMap, children: Sequence[Person], *, hidden: Areas
) -> tuple[list[Voice], list[ViewRow]]:
    """Return the last marks of everybody in the family beside those of practitioners and the team."""
    voices = [found.voices[0], *found.family] if found.family else []
    latest = [found.answers(voice.key, LATEST) for voice in voices]
    rows = [
        ViewRow(child, form_areas().name(code), [marks.get((child.id, code), NOT_ASKED) for marks in latest])
        for child in children
        for _, codes in parts_of(found, child, hidden)
        for code in codes
        if any(marks.get((child.id, code), NOT_ASKED) != NOT_ASKED for marks in latest[1:])
    ]
    return voices, rows


def rows_to_take_away(
    found: ConcernMap, children: Sequence[Person], *, hidden: Areas
) -> Iterator[tuple[str, ...]]:
    """Return every answer as a row: a number from 0 to 5 or none, and always the answer in words.

    Who marked on an occasion was asked about some areas; of the others the row says "not asked".
    """
    for occasion in found.occasions:
        voices = {mark.voice.key: mark.voice for mark in found.marks if mark.occasion == occasion.key}
        for voice in voices.values():
            answers = found.answers(voice.key, occasion.key)
            for child in children:
                for part, codes in parts_of(found, child, hidden):
                    for code in codes:
                        answer = answers.get((child.id, code), NOT_ASKED)
                        yield taken_row(child, part, code, occasion, voice, answer)


def taken_row(
    child: Person, part: str, code: str, occasion: MapOccasion, voice: Voice, answer: Answer
) -> tuple[str, ...]:
    """Return one answer as the columns of HEADS."""
    return (
        child.first_name,
        part,
        form_areas().name(code),
        occasion.title,
        occasion.on.isoformat(),
        Rater(voice.rater).label,
        voice.person,
        "" if answer.value is None else str(answer.value),
        answer.words,
    )

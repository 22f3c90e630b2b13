"""The concern map: every mark of an episode by child, area, occasion, and whose it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.codes import Occasion, Rater
from opencaf.episodes.concern import NOT_ASKED, Answer
from opencaf.episodes.models import ClosureResult, Episode, Mark
from opencaf.episodes.queries.areas import Area, Areas
from opencaf.episodes.queries.marks import PROFESSIONAL, TITLES, GivenMark, as_given, counted

LATEST = "latest"
ALL_PROFESSIONAL = "professional"
WHOSE = {
    ALL_PROFESSIONAL: "Practitioners and the team",
    Rater.PRACTITIONER.value: "Practitioners only",
    Rater.TEAM.value: "Agreed by the team only",
}


@dataclass(frozen=True)
class Voice:
    """Whose marks: the practitioner's, the team's, or those of one person of the family."""

    key: str
    words: str
    rater: str = ""
    person: str = ""


@dataclass(frozen=True)
class MapOccasion:
    """One occasion: a version of the assessment, a review or a closing."""

    key: str
    title: str
    on: dt.date

    @property
    def words(self) -> str:
        """The occasion with its day."""
        return f"{self.title}, {in_words(self.on)}"


@dataclass(frozen=True)
class MapMark:
    """One mark, the occasion it belongs to, and who gave it.

    highest_before: of a mark at closing, the highest number in between, as who closed noted it.
    """

    given: GivenMark
    occasion: str
    voice: Voice
    highest_before: int | None = None


@dataclass(frozen=True)
class ConcernMap:
    """The occasions and the voices of an episode, in order, with all marks."""

    occasions: list[MapOccasion]
    voices: list[Voice]
    marks: list[MapMark]

    def answers(self, voice: str, occasion: str) -> dict[Area, Answer]:
        """Return what one voice answered on one occasion; of the latest, the last answer to each area.

        Where a practitioner and the team both marked on one occasion, what the team agreed stands.
        """
        found: dict[Area, Answer] = {}
        for mark in self.marks_of(voice):
            if occasion not in (LATEST, mark.occasion):
                continue
            if mark.given.answer != NOT_ASKED or mark.given.area not in found:
                found[mark.given.area] = mark.given.answer
        return found

    def marks_of(self, voice: str) -> list[MapMark]:
        """Return the marks of one voice, or of practitioners and the team together."""
        if voice == ALL_PROFESSIONAL:
            ours = [mark for mark in self.marks if mark.given.rater in PROFESSIONAL]
            return sorted(
                ours, key=lambda mark: (self.place_of(mark.occasion), mark.given.rater == Rater.TEAM)
            )
        return [mark for mark in self.marks if mark.voice.key == voice]

    def place_of(self, occasion: str) -> int:
        """Return the place of an occasion in time; the latest comes after all."""
        keys = [one.key for one in self.occasions]
        return keys.index(occasion) if occasion in keys else len(keys)

    def occasion(self, key: str) -> MapOccasion:
        """Return an occasion by its key; "as it stands now" has the day of the last one."""
        if key == LATEST:
            return MapOccasion(LATEST, "As it stands now", self.occasions[-1].on)
        return self.occasions[self.place_of(key)]

    @property
    def family(self) -> list[Voice]:
        """The voices of the family alone."""
        return [voice for voice in self.voices if voice.person]


def map_of_marks(episode: Episode, *, hidden: Areas) -> ConcernMap:
    """Return the concern map of an episode without the parts that are withheld."""
    rows = counted(marks_of_everybody(episode), hidden)
    marks = [
        MapMark(as_given(row), occasion_key(row), voice_of(row), row.highest_before)  # type: ignore[attr-defined]
        for row in rows
    ]
    return ConcernMap(occasions_of(rows), voices_of(marks), marks)


@composed_once
def marks_of_everybody(episode: Episode) -> QuerySet[Mark]:
    """All marks of an episode in order, with their version and who of the family gave them.

    Those of a closing know the highest number in between, where one was noted.
    """
    noted = ClosureResult.objects.filter(
        closure=OuterRef("closure"), child=OuterRef("child"), element=OuterRef("element")
    ).exclude(highest_mark=None)
    highest = Subquery(noted.order_by("-highest_mark").values("highest_mark")[:1])
    rows = episode.marks.select_related("assessment", "rated_by_person")
    return rows.annotate(highest_before=highest).order_by("marked_on", "recorded_at", "id")


def occasion_key(row: Mark) -> str:
    """Return the id of the version, review or closing that a mark belongs to."""
    return str(row.assessment_id or row.review_id or row.closure_id)


def voice_of(row: Mark) -> Voice:
    """Return whose mark a row is."""
    if row.rated_by_person is None:
        return Voice(row.rater, WHOSE.get(row.rater, Rater(row.rater).label), row.rater)
    person = row.rated_by_person.full_name
    words = f"{person} ({Rater(row.rater).label.lower()})"
    return Voice(str(row.rated_by_person_id), words, row.rater, person)


def occasions_of(rows: Sequence[Mark]) -> list[MapOccasion]:
    """Return the occasions in order; the second version of an assessment is told from the first."""
    found: dict[str, MapOccasion] = {}
    for row in rows:
        found.setdefault(occasion_key(row), MapOccasion(occasion_key(row), title_of(row), row.marked_on))
    return sorted(found.values(), key=lambda occasion: occasion.on)


def title_of(row: Mark) -> str:
    """Return what the occasion of a mark was."""
    if row.assessment and row.assessment.version > 1:
        return f"Assessment, version {row.assessment.version}"
    return TITLES[Occasion(row.occasion)]


def voices_of(marks: Sequence[MapMark]) -> list[Voice]:
    """Return whose marks there are: practitioners and the team first, then each person of the family."""
    held = {mark.voice.key: mark.voice for mark in marks}
    apart = [held[rater] for rater in (Rater.PRACTITIONER.value, Rater.TEAM.value) if rater in held]
    family = [voice for key, voice in held.items() if voice not in apart]
    both = apart if len(apart) > 1 else []
    return [Voice(ALL_PROFESSIONAL, WHOSE[ALL_PROFESSIONAL]), *both, *family]

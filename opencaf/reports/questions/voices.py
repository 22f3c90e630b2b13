"""Is what the family says itself written down, at the assessment and at reviews?

Who is in: each completed assessment and each review, in the month of its day, whatever came of the CAF.
Whose view it is: the child's by a mark, a finding or words before the meeting of a child of the CAF; the parents'
by those of anybody else of the family; the family's, not said whose, where a box has words of their own.
"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import MarkState, Rater
from opencaf.episodes.models import (
    Assessment,
    Episode,
    EpisodeChild,
    Finding,
    Mark,
    Review,
    Story,
    WordsBefore,
)
from opencaf.reports.axes import OF_CASES, codes_of_case, is_a_mistake, rows_of_cases
from opencaf.reports.facts import Fact, Report, fixed
from opencaf.reports.periods import Period

VOICES = (
    ("both", "Child’s and parents’"),
    ("child", "Child’s alone"),
    ("parents", "Parents’ alone"),
    ("family", "The family’s, not said whose"),
    ("none", "Nobody’s"),
)
OCCASIONS = (("assessment", "At the assessment"), ("review", "At a review"))
NAMES = ("id", "episode_id", "day", "child_said", "parents_said", "family_said")


def read(practitioner: Practitioner, period: Period, wanted: frozenset[str]) -> list[Fact]:
    """Return a fact for each completed assessment and each review."""
    found = []
    for occasion, rows in (("assessment", assessments()), ("review", reviews())):
        chosen = rows.filter(
            ~is_a_mistake("episode_id"),
            episode__in=Episode.objects.visible_to(practitioner),
            day__gte=period.first,
            day__lt=period.ends_before,
        )
        for row in rows_of_cases(chosen, wanted, *NAMES):
            voice = voice_of(row["child_said"], row["parents_said"], row["family_said"])
            codes = codes_of_case(row) | {"occasion": occasion, "voice": voice}
            found.append(Fact(row["episode_id"], row["day"], codes, holds=voice != "none"))
    return found


def assessments() -> QuerySet[Assessment]:
    """Return completed assessments with whose view is in them."""
    marks = Mark.objects.filter(assessment=OuterRef("pk"), state=MarkState.MARKED)
    said = Finding.objects.filter(assessment=OuterRef("pk"), whose__isnull=False)
    of_child = Q(Exists(a_child_of(OuterRef("assessment__episode_id"), "whose_id")))
    return Assessment.objects.filter(completed_on__isnull=False).annotate(
        day=F("completed_on"),
        child_said=Exists(marks.filter(rater=Rater.YOUNG_PERSON)) | Exists(said.filter(of_child)),
        parents_said=Exists(marks.filter(rater=Rater.PARENT)) | Exists(said.exclude(of_child)),
        family_said=Exists(Story.objects.filter(assessment=OuterRef("pk")).exclude(family_words="")),
    )


def reviews() -> QuerySet[Review]:
    """Return reviews with whose view was marked there, or written before the meeting."""
    marks = Mark.objects.filter(review=OuterRef("pk"), state=MarkState.MARKED)
    words = WordsBefore.objects.filter(
        attendance__meeting=OuterRef("meeting_id"), attendance__person__isnull=False
    )
    of_child = Q(Exists(a_child_of(OuterRef("attendance__meeting__episode_id"), "attendance__person_id")))
    return Review.objects.annotate(
        day=F("reviewed_on"),
        child_said=Exists(marks.filter(rater=Rater.YOUNG_PERSON)) | Exists(words.filter(of_child)),
        parents_said=Exists(marks.filter(rater=Rater.PARENT)) | Exists(words.exclude(of_child)),
        family_said=Q(pk=None),
    )


def a_child_of(episode: OuterRef, person: str) -> QuerySet[EpisodeChild]:
    """Return the row by which somebody is a child of a case, as SQL."""
    return EpisodeChild.objects.filter(episode_id=episode, child_id=OuterRef(person))


def voice_of(child_said: bool, parents_said: bool, family_said: bool) -> str:
    """Return whose view is written down."""
    if child_said and parents_said:
        return "both"
    if child_said or parents_said:
        return "child" if child_said else "parents"
    return "family" if family_said else "none"


REPORT = Report(
    code="voices",
    title="Is what children and parents say written down?",
    hint="Views of the child and of the parents, at each completed assessment and each review.",
    counts="completed assessments and reviews",
    day="the assessment was completed or the review held",
    who_is_in=(
        "Each completed assessment, later versions too, and each review.",
        "Views are: marks that the child or a parent gave, strengths, needs, worries and goals noted as theirs, the family’s own words beside an area, and words that they wrote before a review.",
    ),
    who_is_out=("{caf}s opened by mistake or joined to another.",),
    limits=(
        "Words beside an area do not say whose they are: alone, they count as the family’s.",
        "What was said and not written down is not in these figures, nor how much it changed.",
        "A child who is too young to say anything counts like any other.",
        "What a family keeps from your agency is not counted for you.",
    ),
    axes=(
        fixed("voice", "Whose view", VOICES),
        fixed("occasion", "When", OCCASIONS),
        *OF_CASES,
    ),
    read=read,
    share="with a view of the family’s own",
    first_columns="occasion",
)

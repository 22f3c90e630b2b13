"""What somebody of the family has marked on one occasion, and on which occasions they can."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.concern import Answer
from opencaf.episodes.models import Assessment, Closure, Episode, Mark, Question, Review
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.closing import in_json
from opencaf.episodes.queries.form_areas import FormArea, form_areas
from opencaf.people.models import Person


@dataclass(frozen=True)
class OwnOccasion:
    """An occasion on which the family marks: the version that is being written, a review or a closing.

    areas: what can be marked then.
    """

    source: Assessment | Review | Closure
    title: str
    on: dt.date
    areas: tuple[FormArea, ...] = ()

    @property
    def key(self) -> str:
        """What stands for it in a form."""
        return str(self.source.id)

    @property
    def is_open(self) -> bool:
        """Whether its marks can still be changed, and have a day of their own."""
        return isinstance(self.source, Assessment)


def own_occasions(episode: Episode) -> list[OwnOccasion]:
    """Return the occasions on which the family can mark, the latest first, in one read."""
    row, now_asked = occasions_in_json(episode)[0], tuple(form_areas())
    ways: list[tuple[str, type[Any], str]] = [
        ("closed", Closure, "Closing on {day}"),
        ("reviewed", Review, "Review of {day}"),
        ("drafts", Assessment, "The assessment that is being written, started on {day}"),
    ]
    found = []
    for name, model, words in ways:
        for one in row[name]:
            day = dt.date.fromisoformat(one["day"])
            source = model(id=uuid.UUID(one["id"]), episode=episode)
            if name != "drafts":
                setattr(source, "closed_on" if name == "closed" else "reviewed_on", day)
            areas = tuple(FormArea(**area) for area in one.get("asks", ())) or now_asked
            found.append(OwnOccasion(source, words.format(day=in_words(day)), day, areas))
    return found


@composed_once
def occasions_in_json(episode: Episode) -> QuerySet[Any]:
    """The closings, the reviews and the version that is being written, each as an array of objects.

    The version knows what its own form asks, which may be another than the one in use.
    """
    asked = Question.objects.filter(form=OuterRef("form")).order_by("position")
    area = JSONObject(code="code", domain="domain", name="name", help_text="help_text")
    drafts = Assessment.objects.filter(episode=episode, state=Assessment.State.DRAFT)
    reviews = Review.objects.filter(episode=episode).order_by("-reviewed_on", "-id")
    closures = Closure.objects.filter(episode=episode).order_by("-closed_on", "-id")
    return Episode.objects.filter(pk=episode.pk).values(
        closed=in_json(closures, id="id", day="closed_on"),
        reviewed=in_json(reviews, id="id", day="reviewed_on"),
        drafts=in_json(drafts, id="id", day="started_on", asks=ArraySubquery(asked.values(one=area))),
    )


def own_answers(occasion: OwnOccasion, person: Person, child: Person, *, hidden: Areas) -> dict[str, Answer]:
    """Return what somebody has marked about a child on an occasion, by element."""
    rows = own_rows(occasion.source.id, person.id, child.id)
    return {
        row.element: Answer(row.state, row.value) for row in rows if (child.id, row.element) not in hidden
    }


@composed_once
def own_rows(source_id: uuid.UUID, person_id: uuid.UUID, child_id: uuid.UUID) -> QuerySet[Mark]:
    """The marks of one person about one child on one occasion."""
    source = Q(assessment=source_id) | Q(review=source_id) | Q(closure=source_id)
    return Mark.objects.filter(source, rated_by_person=person_id, child=child_id)
